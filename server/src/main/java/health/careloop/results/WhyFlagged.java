package health.careloop.results;

/** What decided the danger of a value: the rule, and where in the message its ground stands. */
public record WhyFlagged(Rule rule, String raw, String field, int line) {
    /** Which kind of ground; criticality is the laboratory's word, never computed here. */
    public enum Rule {
        LABORATORY_FLAG,
        LABORATORY_URGENCY
    }
}
