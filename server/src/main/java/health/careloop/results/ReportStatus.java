package health.careloop.results;

/** Whether the laboratory will send more. */
public enum ReportStatus {
    PARTIAL,
    FINAL
}
