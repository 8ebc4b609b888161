package health.careloop.queue;

import health.careloop.tenancy.WorkDatabase;
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
    private final WorkDatabase work;
    private final Rounds rounds;
    private final Claims claims;
    private final QueueSettings settings;

    Queues(JobStore store, JobRunner runner, WorkDatabase work, Rounds rounds, Claims claims, QueueSettings settings) {
        this.store = store;
        this.runner = runner;
        this.work = work;
        this.rounds = rounds;
        this.claims = claims;
        this.settings = settings;
    }

    /**
     * Every queue this build knows, also the empty ones. Databases that are one tenant's own count as they were when
     * somebody last worked there.
     */
    public Map<String, Load> loads() {
        Map<String, Load> loads = new TreeMap<>();
        runner.queues().forEach(queue -> loads.put(queue, Load.NONE));
        loads.put(DEAD_LETTERS, Load.NONE);
        work.shared().forEach(database -> add(loads, store.loads(database)));
        rounds.lastSeen().forEach(seen -> add(loads, seen));
        return loads;
    }

    /**
     * Whether something has waited longer than {@code most} and this node took nothing from that queue in that time. A
     * backlog that is being worked off is none of that, and neither is what yields to the rest anyway. What a newer build
     * or an older one queued is theirs to take.
     */
    public boolean isLeftAlone(String queue, Load load, Duration most) {
        return runner.queues().contains(queue)
                && !settings.yielding().contains(queue)
                && load.waiting().compareTo(most) > 0
                && claims.since(queue).compareTo(most) > 0;
    }

    private static void add(Map<String, Load> loads, Map<String, Load> more) {
        more.forEach((queue, load) -> loads.merge(
                queue,
                load,
                (one, other) -> new Load(
                        one.size() + other.size(),
                        one.waiting().compareTo(other.waiting()) > 0 ? one.waiting() : other.waiting())));
    }
}
