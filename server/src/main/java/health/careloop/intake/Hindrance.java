package health.careloop.intake;

/** Why a message did not get any further, as a closed catalogue of reasons that have words. */
public enum Hindrance {
    NOT_LDT,
    CUT_OFF,
    CHECKSUM_WRONG,
    CHARSET_UNREADABLE,
    NO_REPORT_INSIDE,
    RECEIVER_UNKNOWN,
    PATIENT_UNKNOWN,
    PATIENT_AMBIGUOUS,
    DEPENDENCY_DOWN,
    BUG
}
