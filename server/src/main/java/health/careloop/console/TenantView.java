package health.careloop.console;

import health.careloop.provisioning.Run;
import health.careloop.tenancy.Tenant.Status;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One tenant: what it is, how it was made, what can be done with it.
 *
 * @param run absent for one that was made without a run
 * @param notDone why what was asked for was not done
 */
public record TenantView(
        TenantListView.Row tenant,
        @Nullable String domain,
        @Nullable String contract,
        Instant createdAt,
        @Nullable Instant archivedAt,
        @Nullable RunView run,
        @Nullable NotDone notDone,
        boolean mailsKept,
        Instant freshAt) {

    /** Why something was refused; nothing was changed. */
    public enum NotDone {
        /** Somebody or something is at work on it, or was faster. */
        BUSY,
        WRONG_STATUS,
        NAME_TAKEN
    }

    /** Whether it looks different in a moment. */
    public boolean isMoving() {
        return run != null && run.state().isMoving();
    }

    public boolean isArchivable() {
        return tenant.status() == Status.ACTIVE;
    }

    public boolean isRestorable() {
        return tenant.status() == Status.ARCHIVED;
    }

    public boolean isResumable() {
        return run != null && (run.state() == Run.State.STANDING || run.state() == Run.State.ROLLED_BACK);
    }

    public boolean isReversible() {
        return run != null && run.state() == Run.State.STANDING;
    }

    public String path() {
        return "/console/tenants/" + tenant.id();
    }
}
