package health.careloop.patients;

import health.careloop.tenancy.TenantDatabase;
import health.careloop.tenancy.TenantId;
import health.careloop.tenancy.TenantScope;
import health.careloop.tenancy.UuidV7;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Practices (BSNR) and practitioners (LANR) that orders and reports refer to (A3), known once each per tenant. */
@Component
public final class Practices {
    private record Known(TenantId tenant, String table, String number) {}

    private final TenantDatabase database;
    private final Map<Known, UUID> known = new ConcurrentHashMap<>();

    Practices(TenantDatabase database) {
        this.database = database;
    }

    /** The practice's id; recorded when it is new. */
    public UUID practice(String bsnr, @Nullable String name) {
        return id("practices", "bsnr", bsnr, name);
    }

    /** The practitioner's id; recorded when new. */
    public UUID practitioner(String lanr, @Nullable String name) {
        return id("practitioners", "lanr", lanr, name);
    }

    private UUID id(String table, String column, String number, @Nullable String name) {
        Known key = new Known(TenantScope.current().tenant(), table, number);
        UUID cached = known.get(key);
        if (cached != null) {
            return cached;
        }
        Optional<UUID> found = find(table, column, number);
        if (found.isPresent()) {
            // Not before the commit: this transaction may have written it itself, and may still roll back.
            TenantDatabase.afterCommit(() -> known.put(key, found.get()));
            return found.get();
        }
        database.sql()
                .sql("insert into " + table + " (tenant_id, id, " + column
                        + ", name) values (?, ?, ?, ?) on conflict do nothing")
                .params(key.tenant().value(), UuidV7.next(), number, name == null ? number : name)
                .update();
        return find(table, column, number).orElseThrow();
    }

    private Optional<UUID> find(String table, String column, String number) {
        return database.sql()
                .sql("select id from " + table + " where " + column + " = ?")
                .param(number)
                .query(UUID.class)
                .optional();
    }
}
