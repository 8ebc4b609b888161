package health.careloop.results;

/** Where one value stands, as the laboratory says (LDT field 8418). */
public enum ObservationStatus {
    FINAL,
    PRELIMINARY,
    CORRECTED,
    PENDING,
    ALREADY_REPORTED,
    CANCELLED
}
