package health.careloop.provisioning;

import health.careloop.tenancy.Placement;
import health.careloop.tenancy.Tenant;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The making of one tenant.
 *
 * @param id the jobId of the API
 * @param completed how many of the seven steps are done
 * @param attempt how often somebody took it up
 * @param error why it failed, in at most 500 characters and without secrets
 */
public record Run(
        UUID id,
        Tenant tenant,
        Placement placement,
        State state,
        int completed,
        int attempt,
        Optional<String> error,
        Instant createdAt,
        Optional<Instant> finishedAt,
        List<Log> logs) {

    /** Where it stands. The README has the transitions. */
    public enum State {
        RUNNING,
        /** A step, or taking one back, failed: a person resumes it or rolls it back. */
        STANDING,
        ROLLING_BACK,
        ROLLED_BACK,
        DONE;

        /** Whether nobody works on it, and nobody need decide about it. */
        public boolean isOver() {
            return this == ROLLED_BACK || this == DONE;
        }

        /** Whether a node works on it, so that it looks different in a moment. */
        public boolean isMoving() {
            return this == RUNNING || this == ROLLING_BACK;
        }
    }

    /** How one try of a step, or of taking it back, ended. */
    public enum LogStatus {
        STARTED,
        SUCCEEDED,
        SKIPPED,
        FAILED,
        /** Whoever did it died meanwhile. */
        INTERRUPTED,
        COMPENSATED,
        COMPENSATION_FAILED
    }

    public record Log(
            ProvisioningStep step,
            int attempt,
            LogStatus status,
            Optional<Long> durationMillis,
            Map<String, Object> result,
            Optional<String> error,
            Instant at) {}

    /** 0 to 100. */
    public int progress() {
        return completed * 100 / ProvisioningStep.COUNT;
    }

    Run with(List<Log> found) {
        return new Run(id, tenant, placement, state, completed, attempt, error, createdAt, finishedAt, found);
    }
}
