package health.careloop.results;

import java.util.Locale;

/** What happened at the time of a value: the first of these that the laboratory gave, else that it arrived. */
public enum TimeOf {
    COLLECTION,
    MEASUREMENT,
    REPORT,
    ARRIVAL;

    String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
