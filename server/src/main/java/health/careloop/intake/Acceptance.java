package health.careloop.intake;

import java.util.UUID;

/** What became of a transmission at the door. */
sealed interface Acceptance {
    /** Durable, with a job that will process it. */
    record Accepted(UUID messageId) implements Acceptance {}

    /** The same id and the same bytes as before: the first answer again. */
    record Repeated(UUID messageId) implements Acceptance {}

    /** The same id with other bytes. */
    record Contradicted() implements Acceptance {}
}
