package health.careloop.queue;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** How full the queues are, over all tenants; for those who run the installation. */
@Component
public final class Queues {
    /** Where what failed for good waits for a person (A16). */
    public static final String DEAD_LETTERS = "dead-letter-queue";

    /**
     * @param size ready, waiting for a retry, or running
     * @param waiting how long the oldest job that could run has not been claimed
     */
    public record Load(long size, Duration waiting) {
        static final Load NONE = new Load(0, Duration.ZERO);
    }

    private final JobStore store;
    private final JobRunner runner;

    Queues(JobStore store, JobRunner runner) {
        this.store = store;
        this.runner = runner;
    }

    /** Every queue this build knows, also the empty ones. */
    public Map<String, Load> loads() {
        Map<String, Load> loads = new TreeMap<>();
        runner.queues().forEach(queue -> loads.put(queue, Load.NONE));
        loads.put(DEAD_LETTERS, Load.NONE);
        loads.putAll(store.loads());
        return loads;
    }
}
