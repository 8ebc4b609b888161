package health.careloop.bench.tenancy;

import health.careloop.access.Permission;
import health.careloop.access.Requires;
import health.careloop.access.SignedIn;
import health.careloop.tenancy.DataFolder;
import health.careloop.tenancy.TenantDatabase;
import java.util.List;
import java.util.UUID;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * In the server under test, behind the same filters, sign-in and rights as every handler of the product. One statement to
 * a request: whatever else a handler did would be the same on both sides and make the difference look small.
 */
@RestController
@ConditionalOnProperty(Handlers.SWITCH)
class Handlers {
    /** Nobody but the benchmark sets it, so that no other application in this program has these endpoints. */
    static final String SWITCH = "bench.tenancy";

    private final TenantDatabase tenants;
    private final BareTables bare;

    Handlers(TenantDatabase tenants, DataFolder home) {
        this.tenants = tenants;
        this.bare = BareTables.of(home.path());
    }

    @GetMapping("/bench/tenant/patients/{patient}/results")
    @Requires(Permission.VIEW_RESULTS)
    List<Statements.Listed> ofTenant(@PathVariable UUID patient) {
        return Statements.newest(tenants.sql(), patient);
    }

    @GetMapping("/bench/bare/patients/{patient}/results")
    @Requires(Permission.VIEW_RESULTS)
    List<Statements.Listed> ofNobody(@PathVariable UUID patient) {
        return Statements.newest(bare.sql(), patient);
    }

    @PostMapping("/bench/tenant/results/{result}/read")
    @Requires(Permission.VIEW_RESULTS)
    ResponseEntity<Void> readInTenant(SignedIn who, @PathVariable UUID result) {
        Statements.read(
                tenants.sql(), who.tenant().value(), result, who.person().value());
        return ResponseEntity.noContent().build();
    }

    @PostMapping("/bench/bare/results/{result}/read")
    @Requires(Permission.VIEW_RESULTS)
    ResponseEntity<Void> readBare(SignedIn who, @PathVariable UUID result) {
        Statements.readBare(bare.sql(), result, who.person().value());
        return ResponseEntity.noContent().build();
    }
}
