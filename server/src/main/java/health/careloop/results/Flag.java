package health.careloop.results;

/** What the sender says about one value, freed from the dialect it was written in ({@code !H}, {@code ++}, {@code A}). */
public enum Flag {
    STRONGLY_HIGH,
    HIGH,
    STRONGLY_LOW,
    LOW,
    STRONGLY_ABNORMAL,
    ABNORMAL,
    NORMAL,
    NONE
}
