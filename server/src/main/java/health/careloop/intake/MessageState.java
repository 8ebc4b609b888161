package health.careloop.intake;

/** Where a message stands; on the wire in lower snake_case ({@code ?state=dead_letter}). */
public enum MessageState {
    RECEIVED,
    RETRYING,
    FILED,
    QUARANTINED,
    DEAD_LETTER
}
