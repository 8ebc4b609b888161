package health.careloop.ldt.clinical;

import health.careloop.ldt.Generation;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The flag 8422: LDT 2 rule R134, LDT 3 rule E005. */
final class Flags {
    private Flags() {}

    /** Empty when the flag is none that LDT knows. */
    static Optional<Interpretation> meaning(Generation generation, String flag) {
        Optional<Interpretation> meaning = meaning(flag);
        return generation == Generation.LDT2
                        && meaning.filter(Interpretation::critical).isPresent()
                ? Optional.empty()
                : meaning;
    }

    /** Of a flag of LDT 3 in LDT 2, which cannot call a value critical: strongly high or low, and a finding. */
    static Interpretation unknown(String flag) {
        return meaning(flag)
                .map(meaning -> switch (meaning) {
                    case CRITICAL_HIGH -> Interpretation.VERY_HIGH;
                    case CRITICAL_LOW -> Interpretation.VERY_LOW;
                    default -> Interpretation.ABNORMAL;
                })
                .orElse(Interpretation.ABNORMAL);
    }

    static Optional<Interpretation> meaning(String flag) {
        return switch (flag.strip().replace('\u2212', '-')) {
            case "" -> Optional.of(Interpretation.NONE);
            case "N" -> Optional.of(Interpretation.NORMAL);
            case "+", "H" -> Optional.of(Interpretation.HIGH);
            // Senders write three signs, too. The printed table of E005 has an en dash where two hyphens belong, and
            // senders copied it.
            case "++", "HH", "+++" -> Optional.of(Interpretation.VERY_HIGH);
            case "-", "L" -> Optional.of(Interpretation.LOW);
            case "--", "LL", "---", "\u2013" -> Optional.of(Interpretation.VERY_LOW);
            case "!H", "!+" -> Optional.of(Interpretation.CRITICAL_HIGH);
            case "!L", "!-" -> Optional.of(Interpretation.CRITICAL_LOW);
            case "!", "A" -> Optional.of(Interpretation.ABNORMAL);
            case "AA" -> Optional.of(Interpretation.VERY_ABNORMAL);
            default -> Optional.empty();
        };
    }

    /** {@code !} of LDT 2 has no direction; value and range may give it one. */
    static Interpretation directed(Interpretation meaning, @Nullable BigDecimal number, List<LdtRange> ranges) {
        if (meaning != Interpretation.ABNORMAL || number == null) {
            return meaning;
        }
        for (LdtRange range : ranges) {
            BigDecimal low = range.low();
            BigDecimal high = range.high();
            if (low != null && number.compareTo(low) < 0) {
                return Interpretation.LOW;
            }
            if (high != null && number.compareTo(high) > 0) {
                return Interpretation.HIGH;
            }
        }
        return meaning;
    }
}
