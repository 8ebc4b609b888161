package health.careloop.ldt;

import org.jspecify.annotations.Nullable;

/** The length of each line that declares another one, as it was found. One number for each, as it may be every line. */
final class Measured {
    /** Every line is as long as it says. */
    static final Measured NONE = new Measured(0);

    private final int from;
    private int @Nullable [] lengths;

    Measured(int from) {
        this.from = from;
    }

    /** @param to index after the last line that may be put */
    void put(int i, int length, int to) {
        if (lengths == null) {
            lengths = new int[to - from];
        }
        lengths[i - from] = length + 1;
    }

    /** What was found of that line, else what it declares. */
    int of(LdtField field, int declared) {
        int found = lengths == null ? 0 : lengths[field.index() - from];
        return found == 0 ? declared : found - 1;
    }
}
