package health.careloop.queue;

/**
 * What a job does and where it waits.
 *
 * @param name on the wire and in the table, e.g. {@code process-ldt}
 * @param queue e.g. {@code ldt-processing} (A15); each queue has its own runners
 * @param priority lower runs first, within the queue
 */
public record JobKind(String name, String queue, int priority) {}
