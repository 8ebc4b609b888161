package health.careloop.queue;

import java.util.List;

/**
 * Does one kind of job, inside a transaction that also completes it: what a worker writes is kept if and only if the
 * job is done. Effects outside the database may happen again and must bear it (run twice = once).
 */
public interface Worker {
    JobKind kind();

    Outcome work(Job job);

    /** Several jobs of one tenant in one transaction; an outcome for each, in their order. */
    default List<Outcome> workTogether(List<Job> jobs) {
        return jobs.stream().map(job -> job.caller().calls(() -> work(job))).toList();
    }

    /** Called in the transaction that buries the job, however it came to that. */
    default void buried(Job job, Outcome.Discard discard) {}

    /** How many jobs of one tenant may share a transaction; if one throws, each runs again alone. */
    default int togetherAtMost() {
        return 1;
    }

    /**
     * How many jobs, of all tenants, one claim takes: they are done one tenant after the other, so all of them must be
     * done well within the lease.
     */
    default int claimedAtMost() {
        return togetherAtMost();
    }
}
