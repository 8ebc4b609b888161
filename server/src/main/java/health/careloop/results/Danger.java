package health.careloop.results;

/** How dangerous a result is, most dangerous first: the order of every list. */
public enum Danger {
    CRITICAL,
    ABNORMAL,
    NORMAL
}
