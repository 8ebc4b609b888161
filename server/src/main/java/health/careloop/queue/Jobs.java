package health.careloop.queue;

import health.careloop.tenancy.DatabaseAddress;
import health.careloop.tenancy.TenantDatabase;
import health.careloop.tenancy.TenantScope;
import health.careloop.tenancy.UuidV7;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Enqueues work in the current transaction of the scope's tenant. */
@Component
public final class Jobs {
    /** After everything a job could be about. */
    private static final int RANK = 90;

    private final TenantDatabase database;
    private final Bell bell;

    Jobs(TenantDatabase database, Bell bell) {
        this.database = database;
        this.bell = bell;
    }

    public void enqueue(JobKind kind, UUID subject, @Nullable String traceparent) {
        enqueue(kind, List.of(subject), traceparent);
    }

    public void enqueue(JobKind kind, List<UUID> subjects, @Nullable String traceparent) {
        if (subjects.isEmpty()) {
            return;
        }
        database.later(
                RANK,
                """
                        insert into loop.jobs_ready (tenant_id, id, queue, kind, priority, subject, traceparent)
                        select ?, w.id, ?, ?, ?, w.subject, ? from unnest(?::uuid[], ?::uuid[]) as w (id, subject)
                        """,
                TenantScope.current().tenant().value(),
                kind.queue(),
                kind.name(),
                kind.priority(),
                traceparent,
                subjects.stream().map(s -> UuidV7.next()).toArray(UUID[]::new),
                subjects.toArray(UUID[]::new));
        DatabaseAddress here = database.address();
        TenantDatabase.afterCommit(() -> bell.ring(here, kind.queue()));
    }
}
