package health.careloop.ldt.rules;

import health.careloop.ldt.Generation;

/** What {@link health.careloop.ldt.LdtReader} has said already and nobody needs to hear twice. */
final class ReaderRules {
    private ReaderRules() {}

    /** Whether the reader itself reports that the field is missing: version, charset, check sums. */
    static boolean checksPresence(Generation generation, int field) {
        return switch (generation) {
            case LDT2 -> field == 9212 || field == 9106 || field == 9202;
            case LDT3 -> field == 1 || field == 9300;
        };
    }

    /** Whether the reader itself judges the content. */
    static boolean checksContent(Generation generation, int field) {
        return switch (generation) {
            case LDT2 -> field == 9106 || field == 9202 || field == 9212 || field == 9210;
            case LDT3 -> field == 9300;
        };
    }
}
