package health.careloop.patients;

import org.jspecify.annotations.Nullable;

/** Administrative sex as the sender gave it. */
public enum Sex {
    FEMALE,
    MALE,
    DIVERSE,
    UNKNOWN;

    /** 3110 of LDT: M, W, D, X (indeterminate), U (unknown). */
    public static Sex ofLdt(@Nullable String code) {
        if (code == null) {
            return UNKNOWN;
        }
        return switch (code) {
            case "W" -> FEMALE;
            case "M" -> MALE;
            case "D", "X" -> DIVERSE;
            default -> UNKNOWN;
        };
    }
}
