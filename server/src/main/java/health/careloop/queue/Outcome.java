package health.careloop.queue;

import java.time.Duration;

/** What a worker says of a job. An exception means {@link RetryIn} with the usual delay. */
public sealed interface Outcome {
    Outcome DONE = new Done();

    record Done() implements Outcome {}

    /** Failed for now; counts as an attempt. */
    record RetryIn(Duration delay, String reason) implements Outcome {}

    /** Not yet; counts as no attempt. */
    record Snooze(Duration delay) implements Outcome {}

    /**
     * Failed for good: to the dead letters, in this transaction.
     *
     * @param reason a stable code
     * @param sentence what a person reads
     */
    record Discard(String reason, String sentence) implements Outcome {}
}
