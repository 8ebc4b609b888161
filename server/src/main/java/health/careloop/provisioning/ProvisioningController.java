package health.careloop.provisioning;

import health.careloop.access.Permission;
import health.careloop.access.Requires;
import health.careloop.access.SignedIn;
import health.careloop.audit.Action;
import health.careloop.audit.Audit;
import health.careloop.audit.Entry;
import health.careloop.provisioning.Provisioning.Planned;
import health.careloop.provisioning.Provisioning.Requested;
import health.careloop.tenancy.TenantId;
import health.careloop.web.Page;
import health.careloop.web.PageRequest;
import health.careloop.web.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tenants in and out, for those who run the installation (C23 to C27). */
@RestController
@RequestMapping(path = "/admin/tenants", produces = MediaType.APPLICATION_JSON_VALUE)
@Requires(Permission.MANAGE_TENANTS)
class ProvisioningController {
    private final Provisioning provisioning;
    private final Audit audit;

    ProvisioningController(Provisioning provisioning, Audit audit) {
        this.provisioning = provisioning;
        this.audit = audit;
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Object> request(SignedIn who, @RequestBody Draft draft) {
        return switch (provisioning.request(draft, who.person())) {
            case Requested.Accepted accepted ->
                ResponseEntity.accepted()
                        .header("Location", "/admin/tenants/" + accepted.tenant() + "/provisioning-status")
                        .body(accepted(accepted));
            case Requested.Refused refused -> Answers.problem(refused.why()).response();
        };
    }

    private static Map<String, Object> accepted(Requested.Accepted accepted) {
        Map<String, Object> wire = new LinkedHashMap<>();
        wire.put("jobId", accepted.run());
        wire.put("tenantId", accepted.tenant().value());
        wire.put("slug", accepted.slug());
        wire.put("status", "pending");
        return wire;
    }

    @GetMapping
    Page<Map<String, Object>> list(PageRequest asked) {
        audit.recordForPlatform(Entry.of(Action.TENANT_LIST_VIEWED, "tenant").with("page", asked.page()), null);
        return provisioning.list(asked).map(Answers::tenant);
    }

    @GetMapping("/{id}")
    ResponseEntity<Object> get(@PathVariable UUID id) {
        TenantId tenant = new TenantId(id);
        Object wire = tenant(tenant);
        viewed(tenant);
        return ResponseEntity.ok(wire);
    }

    /** Of a tenant there is: what somebody made up is nothing that was seen. */
    private void viewed(TenantId id) {
        audit.recordForPlatform(Entry.of(Action.TENANT_VIEWED, "tenant", id.value()), id);
    }

    private Object tenant(TenantId id) {
        return provisioning
                .get(id)
                .map(Answers::tenant)
                .orElseThrow(() -> Problem.notFound("tenant").exception());
    }

    @GetMapping("/{id}/provisioning-status")
    ResponseEntity<Object> status(@PathVariable UUID id) {
        TenantId tenant = new TenantId(id);
        Object wire = run(tenant);
        viewed(tenant);
        return ResponseEntity.ok(wire);
    }

    private Object run(TenantId id) {
        return provisioning
                .find(id)
                .map(Answers::run)
                .orElseThrow(() -> Problem.notFound("provisioning-run").exception());
    }

    /** Archives: the data is kept. */
    @DeleteMapping("/{id}")
    @Requires(value = Permission.MANAGE_TENANTS, freshFactor = true)
    ResponseEntity<Object> archive(@PathVariable UUID id) {
        TenantId tenant = new TenantId(id);
        return Answers.changed(provisioning.archive(tenant), () -> tenant(tenant));
    }

    @PostMapping("/{id}/restore")
    @Requires(value = Permission.MANAGE_TENANTS, freshFactor = true)
    ResponseEntity<Object> restore(@PathVariable UUID id) {
        TenantId tenant = new TenantId(id);
        return Answers.changed(provisioning.restore(tenant), () -> tenant(tenant));
    }

    @PostMapping("/{id}/resume")
    ResponseEntity<Object> resume(@PathVariable UUID id) {
        TenantId tenant = new TenantId(id);
        return Answers.changed(provisioning.resume(tenant), () -> run(tenant));
    }

    @PostMapping("/{id}/rollback")
    ResponseEntity<Object> rollback(@PathVariable UUID id) {
        TenantId tenant = new TenantId(id);
        return Answers.changed(provisioning.rollback(tenant), () -> run(tenant));
    }

    @PostMapping(path = "/plan", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Object> plan(@RequestBody Draft draft) {
        return switch (provisioning.plan(draft)) {
            case Planned.Refused refused -> Answers.problem(refused.why()).response();
            case Planned.Possible(NewTenant tenant, var place) -> {
                Map<String, Object> wire = new LinkedHashMap<>();
                wire.put("slug", tenant.slug());
                wire.put("name", tenant.name());
                wire.put("tier", Answers.word(tenant.tier()));
                wire.put("cell", place.database().cell());
                wire.put("database", place.database().name());
                wire.put("schema", place.schema());
                wire.put("steps", Answers.steps());
                yield ResponseEntity.ok(wire);
            }
        };
    }

    @PostMapping(path = "/batch", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Object> batch(SignedIn who, @RequestBody List<Draft> drafts) {
        return ResponseEntity.ok(each(who, drafts));
    }

    @PostMapping(path = "/batch", consumes = "text/csv")
    ResponseEntity<Object> batch(SignedIn who, @RequestBody byte[] csv) {
        return switch (TenantCsv.read(csv)) {
            case TenantCsv.Rows(List<Draft> drafts) -> ResponseEntity.ok(each(who, drafts));
            case TenantCsv.Unreadable(String sentence) ->
                Problem.badRequest(sentence).response();
        };
    }

    /** Each row for itself: a wrong one does not keep the others out. */
    private Map<String, Object> each(SignedIn who, List<Draft> drafts) {
        if (drafts.isEmpty() || drafts.size() > TenantCsv.MOST_ROWS) {
            throw Problem.badRequest("Send 1 to " + TenantCsv.MOST_ROWS + " tenants at once.")
                    .exception();
        }
        List<Map<String, Object>> results = new ArrayList<>();
        int accepted = 0;
        for (int i = 0; i < drafts.size(); i++) {
            Map<String, Object> wire = new LinkedHashMap<>();
            wire.put("row", i + 1);
            switch (provisioning.request(drafts.get(i), who.person())) {
                case Requested.Accepted made -> {
                    accepted++;
                    wire.put("result", "accepted");
                    wire.putAll(accepted(made));
                }
                case Requested.Refused refused -> {
                    wire.put("result", "refused");
                    wire.put("problem", Answers.inline(Answers.problem(refused.why())));
                }
            }
            results.add(wire);
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("total", drafts.size());
        answer.put("accepted", accepted);
        answer.put("refused", drafts.size() - accepted);
        answer.put("results", results);
        return answer;
    }
}
