package health.careloop.queue;

/**
 * Does one kind of job, inside a transaction that also completes it: what a worker writes is kept if and only if the
 * job is done. Effects outside the database may happen again and must bear it (run twice = once).
 */
public interface Worker {
    JobKind kind();

    Outcome work(Job job);

    /** Called in the transaction that buries the job, however it came to that. */
    default void buried(Job job, Outcome.Discard discard) {}

    /** How many jobs of one tenant may share a transaction; if one throws, each runs again alone. */
    default int togetherAtMost() {
        return 1;
    }
}
