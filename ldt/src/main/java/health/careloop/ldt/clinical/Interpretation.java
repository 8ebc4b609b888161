package health.careloop.ldt.clinical;

/**
 * What the laboratory says about a value by its flag 8422, ordered from nothing to critical. In LDT 2 the flag {@code !}
 * has no direction; only LDT 3 can say critical (rule E005: {@code !H !+ !L !-}).
 */
public enum Interpretation {
    /** No flag was sent. */
    NONE,
    NORMAL,
    LOW,
    HIGH,
    /** Conspicuous without direction. */
    ABNORMAL,
    VERY_LOW,
    VERY_HIGH,
    CRITICAL_LOW,
    CRITICAL_HIGH;

    public boolean critical() {
        return this == CRITICAL_LOW || this == CRITICAL_HIGH;
    }
}
