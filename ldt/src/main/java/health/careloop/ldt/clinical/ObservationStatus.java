package health.careloop.ldt.clinical;

import health.careloop.ldt.Generation;
import java.util.Optional;

/** How settled one result is, from 8418 of either generation (LDT 2: R138; LDT 3: rule E007). */
public enum ObservationStatus {
    /** Settled: 06, or no code in a final report of LDT 2. */
    FINAL,
    /** A value may be there, but the laboratory has not finished with it. */
    PRELIMINARY,
    /** Requested, the result follows: F or 02. */
    REGISTERED,
    /** Replaces what was reported before: K, 04 or 08. */
    CORRECTED,
    /** There will be no result: 09 missing, 11 no material, 12 cancelled. */
    CANCELLED,
    /** Repeats what was already reported: B or 07. Nothing new to read, nothing to bill. */
    UNCHANGED;

    /** What a code 8418 means; empty when its generation does not know it. Without a code a result of LDT 2 is new. */
    public static Optional<ObservationStatus> of(Generation generation, String code) {
        return Optional.ofNullable(
                switch (generation) {
                    case LDT2 ->
                        switch (code) {
                            case "B" -> UNCHANGED;
                            case "K" -> CORRECTED;
                            case "F" -> REGISTERED;
                            default -> null;
                        };
                    case LDT3 ->
                        switch (code) {
                            case "02" -> REGISTERED;
                            case "01", "03", "05", "10" -> PRELIMINARY;
                            case "06" -> FINAL;
                            case "07" -> UNCHANGED;
                            case "04", "08" -> CORRECTED;
                            case "09", "11", "12" -> CANCELLED;
                            default -> null;
                        };
                });
    }
}
