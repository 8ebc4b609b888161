package health.careloop.intake;

import health.careloop.objects.ObjectKey;
import health.careloop.objects.ObjectStore;
import health.careloop.queue.Job;
import health.careloop.queue.JobKind;
import health.careloop.queue.Outcome;
import health.careloop.queue.WorkRoom;
import health.careloop.queue.Worker;
import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Moves a message's bytes from the row into the object store (A25). The row is the truth until the object was read
 * back; writing the same object twice is writing it once.
 */
@Component
class StoreMessage implements Worker {
    static final JobKind KIND = new JobKind("store-message", "storing", 300);

    /** Sealed, opened, and sealed again for the object, beside what the database's driver holds of it. */
    private static final int HEAP_PER_BYTE = 5;

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final MessageStore messages;
    private final ObjectStore objects;
    private final WorkRoom room;

    StoreMessage(MessageStore messages, ObjectStore objects, WorkRoom room) {
        this.messages = messages;
        this.objects = objects;
        this.room = room;
    }

    @Override
    public JobKind kind() {
        return KIND;
    }

    @Override
    public int togetherAtMost() {
        return 20;
    }

    @Override
    public Outcome work(Job job) {
        boolean heavy = room.isHeavy(messages.bytesOf(List.of(job.subject())) * HEAP_PER_BYTE);
        // The rows this transaction has written are of messages that nobody reads any more.
        try (WorkRoom.Place place = room.enter(heavy, PATIENCE)) {
            MessageStore.Kept message = messages.find(job.subject()).orElseThrow();
            if (message.content() != null) {
                ObjectKey key = ObjectKey.message(job.tenant(), message.id());
                objects.put(key, message.content());
                messages.archive(message.id(), key.toString());
            }
            return Outcome.DONE;
        } catch (WorkRoom.FullException full) {
            return new Outcome.Snooze(Duration.ofSeconds(1));
        }
    }
}
