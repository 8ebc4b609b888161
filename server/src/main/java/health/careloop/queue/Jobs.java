package health.careloop.queue;

import health.careloop.tenancy.DatabaseAddress;
import health.careloop.tenancy.ManyRows;
import health.careloop.tenancy.TenantDatabase;
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

    private static final ManyRows READY = ManyRows.insertInto(
            "loop.jobs_ready",
            "id uuid",
            "queue text",
            "kind text",
            "priority smallint",
            "subject uuid",
            "traceparent text");

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
        for (UUID subject : subjects) {
            database.later(
                    RANK,
                    READY,
                    UuidV7.next(),
                    kind.queue(),
                    kind.name(),
                    (short) kind.priority(),
                    subject,
                    traceparent);
        }
        DatabaseAddress here = database.address();
        TenantDatabase.afterCommit(() -> bell.ring(here, kind.queue()));
    }
}
