package health.careloop.audit;

import health.careloop.keys.Tokens;
import health.careloop.tenancy.ControlDatabase;
import health.careloop.tenancy.ManyRows;
import health.careloop.tenancy.TenantDatabase;
import health.careloop.tenancy.TenantId;
import health.careloop.tenancy.TenantScope;
import health.careloop.tenancy.Tenants;
import health.careloop.tenancy.UuidV7;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.databind.json.JsonMapper;

/** Stages entries. Must be called in the transaction of the act. */
@Component
public final class Audit {
    private static final JsonMapper JSON = JsonMapper.shared();
    /** Last: it refers to nothing, and nothing to it. */
    private static final int RANK = 100;

    private static final ManyRows STAGE = ManyRows.insertInto(
            "loop.audit_stage",
            "id uuid",
            "action text",
            "resource text",
            "resource_id text",
            "resource_version integer",
            "subject text",
            "actor uuid",
            "outcome text",
            "purpose text",
            "ip text",
            "user_agent text",
            "session_id text",
            "trace_id text",
            "metadata jsonb");

    private final TenantDatabase tenant;
    private final ControlDatabase control;
    private final Tokens tokens;

    Audit(TenantDatabase tenant, ControlDatabase control, Tokens tokens) {
        this.tenant = tenant;
        this.control = control;
        this.tokens = tokens;
    }

    /** Stages one act of the scope's tenant. */
    public void record(Entry entry) {
        requireTransaction();
        Caller caller = Caller.current();
        tenant.later(
                RANK,
                STAGE,
                UuidV7.next(),
                entry.action().wire(),
                entry.resource(),
                text(entry.resourceId()),
                entry.resourceVersion(),
                subject(TenantScope.current().tenant(), entry),
                caller.actor(),
                outcome(entry),
                entry.purpose(),
                caller.ip(),
                caller.userAgent(),
                caller.sessionId(),
                caller.traceId(),
                json(entry.metadata()));
    }

    /** Stages several acts. */
    public void record(List<Entry> entries) {
        entries.forEach(this::record);
    }

    /** Stages an act that belongs to no tenant, or happened before one was known. */
    public void recordForPlatform(Entry entry, @Nullable TenantId about) {
        Caller caller = Caller.current();
        JdbcClient sql = control.sql();
        sql.sql("""
                insert into control.audit_stage
                    (id, tenant_id, action, resource, resource_id, actor, outcome, ip, user_agent, session_id, trace_id, metadata)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb)
                """)
                .params(java.util.Arrays.asList(
                        UuidV7.next(),
                        about == null ? null : about.value(),
                        entry.action().wire(),
                        entry.resource(),
                        text(entry.resourceId()),
                        caller.actor(),
                        outcome(entry),
                        caller.ip(),
                        caller.userAgent(),
                        caller.sessionId(),
                        caller.traceId(),
                        json(entry.metadata())))
                .update();
    }

    /** In the transaction that makes the tenant. Its own trail begins with its first member. */
    @EventListener
    void tenantCreated(Tenants.Created created) {
        TenantId id = created.tenant().id();
        recordForPlatform(
                Entry.of(Action.TENANT_CREATED, "tenant", id.value())
                        .with("slug", created.tenant().slug()),
                id);
    }

    private static void requireTransaction() {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("An audit entry belongs into the transaction of the act it tells of");
        }
    }

    private @Nullable String subject(TenantId id, Entry entry) {
        return entry.patient() == null ? null : tokens.pseudonym(id, entry.patient());
    }

    private static String outcome(Entry entry) {
        return entry.success() ? "success" : "failure";
    }

    private static @Nullable String text(@Nullable UUID id) {
        return id == null ? null : id.toString();
    }

    private static String json(Map<String, Object> metadata) {
        return metadata.isEmpty() ? "{}" : JSON.writeValueAsString(metadata);
    }
}
