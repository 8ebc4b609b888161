package health.careloop.ldt.rules;

import health.careloop.ldt.Sentence;
import health.careloop.ldt.Severity;
import health.careloop.ldt.tables.Codes;
import org.jspecify.annotations.Nullable;

/**
 * One rule about how fields depend on each other.
 *
 * @param id of KBV, such as "K106"
 * @param severity when a message arrives; what a person has to see is an error even then
 * @param sentence what must hold, as the end of a sentence that begins with the place
 * @param places objects (60) and records (8205) at whose end it is asked
 * @param blamed fields, the first of which that stands directly inside is where a demand is broken; else its start
 * @param missed fields, the first of which that does not stand directly inside is what a broken demand lacks; none when a
 *     demand is broken by what is there
 */
record ContextRule(
        String id,
        Severity severity,
        Sentence sentence,
        int[] places,
        int[] blamed,
        int[] missed,
        @Nullable Demand demand,
        @Nullable Check check) {

    private static final int[] NOBODY = {};

    /** {@link Scope#FINE} or the index of the line where the rule is broken. */
    int brokenAt(Scope scope) {
        if (demand != null) {
            return demand.holds(scope) ? Scope.FINE : blamed(scope);
        }
        return check == null ? Scope.FINE : check.brokenAt(scope);
    }

    private int blamed(Scope scope) {
        for (int field : blamed) {
            int found = scope.first(field);
            if (found >= 0) {
                return found;
            }
        }
        return scope.start();
    }

    /** Answers {@link Scope#FINE} or the index of the line where the rule is broken. */
    interface Check {
        int brokenAt(Scope scope);
    }

    /** Something that must be true of the record or object. */
    interface Demand {
        boolean holds(Scope scope);
    }

    static ContextRule must(String id, int[] places, String german, String english, Demand demand) {
        return new ContextRule(
                id, Severity.WARNING, new Sentence(german, english), places, NOBODY, NOBODY, demand, null);
    }

    static ContextRule rule(String id, int[] places, String german, String english, Check check) {
        return new ContextRule(
                id, Severity.WARNING, new Sentence(german, english), places, NOBODY, NOBODY, null, check);
    }

    /** The rule guards what a patient's treatment may hang on: an error even on import. */
    ContextRule grave() {
        return new ContextRule(id, Severity.ERROR, sentence, places, blamed, missed, demand, check);
    }

    /** A demand that one of these fields breaks. */
    ContextRule at(int... fields) {
        return new ContextRule(id, severity, sentence, places, fields, missed, demand, check);
    }

    /** A demand that the absence of these fields breaks: the finding names the first that is absent. */
    ContextRule missing(int... fields) {
        return new ContextRule(id, severity, sentence, places, blamed, fields, demand, check);
    }

    /** The field that a broken demand lacks, or 0. */
    int missedIn(Scope scope) {
        for (int field : missed) {
            if (!scope.has(field)) {
                return field;
            }
        }
        return 0;
    }

    /** Codes as they are compared, see {@link Codes#pack}. */
    static long[] codes(String... codes) {
        long[] packed = new long[codes.length];
        for (int i = 0; i < codes.length; i++) {
            packed[i] = Codes.pack(codes[i]);
        }
        return packed;
    }

    static int[] in(int... places) {
        return places;
    }
}
