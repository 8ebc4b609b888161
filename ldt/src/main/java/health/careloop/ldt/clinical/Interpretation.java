package health.careloop.ldt.clinical;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the laboratory says about a value by its flag 8422, ordered from nothing to critical. In LDT 2 the flag {@code !}
 * has no direction; only LDT 3 can say critical (rule E005: {@code !H !+ !L !-}).
 */
public enum Interpretation {
    /** No flag was sent. */
    NONE,
    /** N: inside its range. */
    NORMAL,
    /** - or L. */
    LOW,
    /** + or H. */
    HIGH,
    /** Conspicuous without direction. */
    ABNORMAL,
    /** Very conspicuous without direction: AA, of values that are no numbers. */
    VERY_ABNORMAL,
    /** -- or LL. */
    VERY_LOW,
    /** ++ or HH. */
    VERY_HIGH,
    /** !L or !-, LDT 3 only. */
    CRITICAL_LOW,
    /** !H or !+, LDT 3 only. */
    CRITICAL_HIGH;

    /**
     * What a flag 8422 means. {@code !} of LDT 2 has no direction; number and ranges may give it one.
     *
     * @return empty when neither generation knows the flag
     */
    public static Optional<Interpretation> of(String flag, @Nullable BigDecimal number, List<LdtRange> ranges) {
        return Flags.meaning(flag).map(meaning -> flag.equals("!") ? Flags.directed(meaning, number, ranges) : meaning);
    }

    /** Whether the flag itself calls the value life-threatening. */
    public boolean critical() {
        return this == CRITICAL_LOW || this == CRITICAL_HIGH;
    }
}
