package health.careloop.results;

/** What happened at the time of a value: the first of these that the laboratory gave, else that it arrived. */
public enum TimeOf {
    COLLECTION,
    MEASUREMENT,
    REPORT,
    ARRIVAL
}
