package health.careloop.ldt.write;

import health.careloop.ldt.Sentence;

/** What was asked to be written cannot stand in an LDT message. Nothing is ever left out or replaced instead. */
public final class UnwritableException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String field;
    private final transient Sentence sentence;

    /** @param field the field it concerns, or "" */
    public UnwritableException(String field, String german, String english) {
        super(english);
        this.field = field;
        this.sentence = new Sentence(german, english);
    }

    public String field() {
        return field;
    }

    public Sentence sentence() {
        return sentence;
    }
}
