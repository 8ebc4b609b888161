package health.careloop.console;

import health.careloop.access.Frames;
import health.careloop.access.Permission;
import health.careloop.access.Requires;
import health.careloop.access.SignedIn;
import health.careloop.console.NewTenantView.Plan;
import health.careloop.console.NewTenantView.TenantProblem;
import health.careloop.pages.PageFrame.Nav;
import health.careloop.provisioning.Draft;
import health.careloop.provisioning.NewTenant;
import health.careloop.provisioning.Provisioning;
import health.careloop.provisioning.Provisioning.Planned;
import health.careloop.provisioning.Provisioning.Refusal;
import health.careloop.provisioning.Provisioning.Requested;
import health.careloop.tenancy.Placement;
import health.careloop.tenancy.Tenants;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/** The form for a new tenant, and what it would make. */
@Controller
@RequestMapping(TenantPages.PATH)
@Requires(Permission.MANAGE_TENANTS)
class NewTenantPages {
    private static final Draft EMPTY = new Draft(null, null, null, null, null, null, null, null, null, null);

    private final Provisioning provisioning;
    private final Frames frames;

    NewTenantPages(Provisioning provisioning, Frames frames) {
        this.provisioning = provisioning;
        this.frames = frames;
    }

    @GetMapping("/new")
    ResponseEntity<byte[]> form(HttpServletRequest request) {
        return page(request, HttpStatus.OK, EMPTY, List.of(), null);
    }

    @PostMapping("/new")
    ResponseEntity<byte[]> request(HttpServletRequest request, SignedIn who, @ModelAttribute Draft draft) {
        return switch (provisioning.request(draft, who.person())) {
            case Requested.Accepted accepted -> TenantPages.seeOther(TenantPages.PATH + "/" + accepted.tenant());
            case Requested.Refused(Refusal why) ->
                page(request, HttpStatus.UNPROCESSABLE_CONTENT, draft, problems(why), null);
        };
    }

    @PostMapping("/plan")
    ResponseEntity<byte[]> plan(HttpServletRequest request, @ModelAttribute Draft draft) {
        return switch (provisioning.plan(draft)) {
            case Planned.Possible(NewTenant tenant, Placement place) ->
                page(request, HttpStatus.OK, draft, List.of(), plan(tenant, place));
            case Planned.Refused(Refusal why) ->
                page(request, HttpStatus.UNPROCESSABLE_CONTENT, draft, problems(why), null);
        };
    }

    private static Plan plan(NewTenant tenant, Placement place) {
        return new Plan(
                tenant.name(),
                tenant.slug(),
                tenant.tier(),
                place.database().cell(),
                place.database().name(),
                place.schema(),
                tenant.administrator().orElseThrow().email());
    }

    private static List<TenantProblem> problems(Refusal why) {
        return switch (why) {
            case Refusal.Invalid(List<NewTenant.Fault> faults) ->
                faults.stream()
                        .map(fault -> TenantProblem.of(fault.field()))
                        .sorted()
                        .toList();
            case Refusal.Taken taken ->
                taken.names().stream().map(NewTenantPages::taken).sorted().toList();
            case Refusal.NoSuchCell ignored -> List.of(TenantProblem.CELL);
            case Refusal.CellFull ignored -> List.of(TenantProblem.CELL_FULL);
            case Refusal.Busy busy -> throw new IllegalStateException(busy.toString());
            case Refusal.WrongStatus status -> throw new IllegalStateException(status.toString());
        };
    }

    private static TenantProblem taken(Tenants.Name name) {
        return switch (name) {
            case SLUG -> TenantProblem.SLUG_TAKEN;
            case DOMAIN -> TenantProblem.DOMAIN_TAKEN;
            case BSNR -> TenantProblem.BSNR_TAKEN;
        };
    }

    private ResponseEntity<byte[]> page(
            HttpServletRequest request,
            HttpStatus status,
            Draft draft,
            List<TenantProblem> problems,
            @Nullable Plan plan) {
        NewTenantView view = new NewTenantView(draft, provisioning.cells(), problems, plan);
        return frames.page(status, "console/new-tenant", request, Nav.TENANTS, 0, view);
    }
}
