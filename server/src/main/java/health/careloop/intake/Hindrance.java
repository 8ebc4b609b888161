package health.careloop.intake;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Why a message did not get any further, as a closed catalogue of reasons that have words. */
public enum Hindrance {
    NOT_LDT,
    CUT_OFF,
    DAMAGED,
    TOO_LONG,
    NO_REPORT_INSIDE,
    RECEIVER_UNKNOWN,
    PATIENT_UNKNOWN,
    PATIENT_AMBIGUOUS,
    PATIENT_CONTRADICTED,
    INCOMPLETE,
    BUG;

    /** As it stands in the trail and in dead letters: {@code not-ldt}. */
    String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<Hindrance> ofCode(String code) {
        return Arrays.stream(values()).filter(h -> h.code().equals(code)).findFirst();
    }
}
