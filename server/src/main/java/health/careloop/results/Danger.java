package health.careloop.results;

import java.util.Locale;

/** How dangerous a result is, most dangerous first: the order of every list. */
public enum Danger {
    CRITICAL(2),
    ABNORMAL(1),
    NORMAL(0);

    private final int ordered;

    Danger(int ordered) {
        this.ordered = ordered;
    }

    /** As the tables have it: a number, because text sorts "critical" last. */
    int ordered() {
        return ordered;
    }

    /** In a message's trail and on the wire. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Danger of(int ordered) {
        return switch (ordered) {
            case 2 -> CRITICAL;
            case 1 -> ABNORMAL;
            case 0 -> NORMAL;
            default -> throw new IllegalArgumentException("There is no danger " + ordered);
        };
    }

    boolean isWorseThan(Danger other) {
        return ordered > other.ordered;
    }

    Danger worse(Danger other) {
        return ordered >= other.ordered ? this : other;
    }
}
