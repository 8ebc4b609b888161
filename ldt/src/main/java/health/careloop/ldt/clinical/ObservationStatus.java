package health.careloop.ldt.clinical;

/** How settled one result is, from 8418 of either generation (LDT 2: R138; LDT 3: rule E007). */
public enum ObservationStatus {
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
    UNCHANGED
}
