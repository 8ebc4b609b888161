package health.careloop.queue;

/** The worker could not take note that its job failed for good. */
final class BurialFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Outcome.Discard discard;

    BurialFailedException(Outcome.Discard discard, Throwable cause) {
        super("The worker threw when its job was buried", cause);
        this.discard = discard;
    }

    /** Why the job was to be buried. */
    Outcome.Discard discard() {
        return discard;
    }
}
