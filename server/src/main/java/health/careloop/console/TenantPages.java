package health.careloop.console;

import health.careloop.access.Frames;
import health.careloop.access.Permission;
import health.careloop.access.Requires;
import health.careloop.audit.Action;
import health.careloop.audit.Audit;
import health.careloop.audit.Entry;
import health.careloop.console.ConfirmationView.Act;
import health.careloop.console.TenantView.NotDone;
import health.careloop.intake.LastMessages;
import health.careloop.intake.LastMessages.Last;
import health.careloop.mail.Mailbox;
import health.careloop.pages.PageFrame.Nav;
import health.careloop.pages.Paging;
import health.careloop.provisioning.Provisioning;
import health.careloop.provisioning.Provisioning.Changed;
import health.careloop.provisioning.Provisioning.Refusal;
import health.careloop.provisioning.TenantList;
import health.careloop.tenancy.Placing;
import health.careloop.tenancy.Tenant.Status;
import health.careloop.tenancy.TenantId;
import health.careloop.web.Page;
import health.careloop.web.PageRequest;
import health.careloop.web.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The tenants of the installation, and one of them with the making of it. */
@Controller
@RequestMapping(TenantPages.PATH)
@Requires(Permission.MANAGE_TENANTS)
class TenantPages {
    static final String PATH = "/console/tenants";

    private final Provisioning provisioning;
    private final LastMessages lastMessages;
    private final Mailbox mailbox;
    private final Audit audit;
    private final Frames frames;
    private final Clock clock;

    TenantPages(
            Provisioning provisioning,
            LastMessages lastMessages,
            Mailbox mailbox,
            Audit audit,
            Frames frames,
            Clock clock) {
        this.provisioning = provisioning;
        this.lastMessages = lastMessages;
        this.mailbox = mailbox;
        this.audit = audit;
        this.frames = frames;
        this.clock = clock;
    }

    @GetMapping
    ResponseEntity<byte[]> list(
            HttpServletRequest request,
            @RequestParam(defaultValue = "all") String filter,
            @RequestParam(name = "q", defaultValue = "") String text,
            @RequestParam(required = false) @Nullable String page) {
        TenantFilter wanted = TenantFilter.of(filter);
        String query = text.strip();
        PageRequest asked = PageRequest.forgiving(page);
        audit.recordForPlatform(Entry.of(Action.TENANT_LIST_VIEWED, "tenant").with("page", asked.page()), null);
        Page<TenantList.Row> found = provisioning.list(new TenantList.Search(query, wanted.statuses()), asked);
        if (asked.page() > found.totalPages()) {
            found = provisioning.list(
                    new TenantList.Search(query, wanted.statuses()),
                    new PageRequest(found.totalPages(), asked.limit()));
        }
        TenantListView view = new TenantListView(
                wanted,
                query,
                rows(found.items()),
                counts(query),
                Paging.of(found.page(), found.limit(), Math.toIntExact(found.total())),
                mailbox.keeps(),
                clock.instant());
        return frames.page("console/tenants", request, Nav.TENANTS, 0, view);
    }

    private Map<TenantFilter, Integer> counts(String query) {
        Map<Status, Integer> found = provisioning.counts(query);
        Map<TenantFilter, Integer> counts = new EnumMap<>(TenantFilter.class);
        for (TenantFilter each : TenantFilter.values()) {
            counts.put(each, each.countOf(found));
        }
        return counts;
    }

    private List<TenantListView.Row> rows(List<TenantList.Row> tenants) {
        Map<TenantId, Last> last = lastMessages.of(tenants.stream()
                .filter(TenantPages::receives)
                .map(TenantList.Row::id)
                .toList());
        return tenants.stream()
                .map(tenant -> row(tenant, last.get(tenant.id())))
                .toList();
    }

    private static boolean receives(TenantList.Row tenant) {
        return tenant.status() == Status.ACTIVE || tenant.status() == Status.ARCHIVED;
    }

    private static TenantListView.Row row(TenantList.Row tenant, @Nullable Last last) {
        return new TenantListView.Row(
                tenant.id().value(),
                tenant.slug(),
                tenant.name(),
                tenant.status(),
                tenant.tier().orElse(null),
                tenant.cell().orElse(null),
                tenant.bsnr().orElse(null),
                tenant.version().orElse(null),
                tenant.version()
                        .filter(version -> !version.equals(Placing.version()))
                        .isPresent(),
                tenant.run().orElse(null),
                last);
    }

    @GetMapping("/{id}")
    ResponseEntity<byte[]> tenant(HttpServletRequest request, @PathVariable UUID id) {
        ResponseEntity<byte[]> page = tenant(request, HttpStatus.OK, "console/tenant", id, null);
        audit.recordForPlatform(Entry.of(Action.TENANT_VIEWED, "tenant", id), new TenantId(id));
        return page;
    }

    /** The part that changes while a run is under way. Asked for every second by a page that stands in the trail. */
    @GetMapping("/{id}/run")
    ResponseEntity<byte[]> run(HttpServletRequest request, @PathVariable UUID id) {
        return tenant(request, HttpStatus.OK, "console/tenant-live", id, null);
    }

    private ResponseEntity<byte[]> tenant(
            HttpServletRequest request, HttpStatus status, String template, UUID id, @Nullable NotDone notDone) {
        TenantList.Row tenant = get(id);
        TenantView view = new TenantView(
                rows(List.of(tenant)).getFirst(),
                tenant.domain().orElse(null),
                tenant.contract().orElse(null),
                tenant.createdAt(),
                tenant.archivedAt().orElse(null),
                provisioning.find(tenant.id()).map(RunView::of).orElse(null),
                notDone,
                mailbox.keeps(),
                clock.instant());
        return frames.page(status, template, request, Nav.TENANTS, 0, view);
    }

    private TenantList.Row get(UUID id) {
        return provisioning
                .get(new TenantId(id))
                .orElseThrow(() -> Problem.notFound("tenant").exception());
    }

    @PostMapping("/{id}/resume")
    ResponseEntity<byte[]> resume(HttpServletRequest request, @PathVariable UUID id) {
        return changed(request, id, provisioning.resume(new TenantId(id)));
    }

    @PostMapping("/{id}/rollback")
    ResponseEntity<byte[]> rollback(HttpServletRequest request, @PathVariable UUID id) {
        return changed(request, id, provisioning.rollback(new TenantId(id)));
    }

    @GetMapping("/{id}/archive")
    @Requires(value = Permission.MANAGE_TENANTS, freshFactor = true)
    ResponseEntity<byte[]> beforeArchive(HttpServletRequest request, @PathVariable UUID id) {
        return confirmation(request, HttpStatus.OK, Act.ARCHIVE, get(id), null);
    }

    @PostMapping("/{id}/archive")
    @Requires(value = Permission.MANAGE_TENANTS, freshFactor = true)
    ResponseEntity<byte[]> archive(
            HttpServletRequest request, @PathVariable UUID id, @RequestParam(defaultValue = "") String typed) {
        return confirmed(request, Act.ARCHIVE, id, typed);
    }

    @GetMapping("/{id}/restore")
    @Requires(value = Permission.MANAGE_TENANTS, freshFactor = true)
    ResponseEntity<byte[]> beforeRestore(HttpServletRequest request, @PathVariable UUID id) {
        return confirmation(request, HttpStatus.OK, Act.RESTORE, get(id), null);
    }

    @PostMapping("/{id}/restore")
    @Requires(value = Permission.MANAGE_TENANTS, freshFactor = true)
    ResponseEntity<byte[]> restore(
            HttpServletRequest request, @PathVariable UUID id, @RequestParam(defaultValue = "") String typed) {
        return confirmed(request, Act.RESTORE, id, typed);
    }

    private ResponseEntity<byte[]> confirmed(HttpServletRequest request, Act act, UUID id, String typed) {
        TenantList.Row tenant = get(id);
        if (!typed.strip().toLowerCase(Locale.ROOT).equals(tenant.slug())) {
            return confirmation(request, HttpStatus.UNPROCESSABLE_CONTENT, act, tenant, typed);
        }
        return changed(
                request,
                id,
                switch (act) {
                    case ARCHIVE -> provisioning.archive(tenant.id());
                    case RESTORE -> provisioning.restore(tenant.id());
                });
    }

    private ResponseEntity<byte[]> confirmation(
            HttpServletRequest request, HttpStatus status, Act act, TenantList.Row tenant, @Nullable String typed) {
        ConfirmationView view = new ConfirmationView(act, tenant.id().value(), tenant.name(), tenant.slug(), typed);
        return frames.page(status, "console/confirmation", request, Nav.TENANTS, 0, view);
    }

    private ResponseEntity<byte[]> changed(HttpServletRequest request, UUID id, Changed changed) {
        return switch (changed) {
            case Changed.Done ignored -> seeOther(PATH + "/" + id);
            case Changed.Refused(Refusal why) ->
                tenant(request, HttpStatus.CONFLICT, "console/tenant", id, notDone(why));
            case Changed.NoSuchTenant() -> throw Problem.notFound("tenant").exception();
        };
    }

    private static NotDone notDone(Refusal why) {
        return switch (why) {
            case Refusal.Taken ignored -> NotDone.NAME_TAKEN;
            case Refusal.Busy ignored -> NotDone.BUSY;
            case Refusal.WrongStatus ignored -> NotDone.WRONG_STATUS;
            case Refusal.Invalid invalid -> throw new IllegalStateException(invalid.toString());
            case Refusal.NoSuchCell cell -> throw new IllegalStateException(cell.toString());
            case Refusal.CellFull cell -> throw new IllegalStateException(cell.toString());
        };
    }

    static ResponseEntity<byte[]> seeOther(String path) {
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .header("Location", path)
                .body(new byte[0]);
    }
}
