package health.careloop.queue;

/** The lease ran out and somebody else holds the job now: this attempt's effects must not be kept. */
final class LeaseLostException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LeaseLostException() {
        super("The lease was lost before the work was done");
    }
}
