package health.careloop.ldt.write;

import health.careloop.ldt.Sentence;

/** What was asked to be written cannot stand in an LDT message. Nothing is ever left out or replaced instead. */
public final class UnwritableException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String field;
    private final transient Sentence what;
    private final String call;

    /**
     * A refusal in both languages.
     *
     * @param field the field it concerns, or ""
     */
    public UnwritableException(String field, String german, String english) {
        this(field, new Sentence(german, english), "");
    }

    private UnwritableException(String field, Sentence what, String call) {
        super(call.isEmpty() ? what.english() : what.english() + " Change " + call + ".");
        this.field = field;
        this.what = what;
        this.call = call;
    }

    /** What a call was not given. */
    static UnwritableException missing(String call) {
        return new UnwritableException("", new Sentence("Eine Angabe ist null.", "An argument is null."), call);
    }

    /** The same, with the call to change; as it is when nobody knows one. */
    UnwritableException at(String changed) {
        return changed.isEmpty() ? this : new UnwritableException(field, what, changed);
    }

    /** Four digits, or "" when it is the message as a whole. */
    public String field() {
        return field;
    }

    /** The call to change, such as {@code ReportBuilder.receivedOn(…)}; "" when it is the message as a whole. */
    public String call() {
        return call;
    }

    /** What is wrong and what to change. */
    public Sentence sentence() {
        return call.isEmpty()
                ? what
                : new Sentence(what.german() + " Zu ändern: " + call + ".", what.english() + " Change " + call + ".");
    }
}
