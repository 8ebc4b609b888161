package health.careloop.intake;

import health.careloop.objects.ObjectKey;
import health.careloop.objects.ObjectStore;
import health.careloop.queue.Job;
import health.careloop.queue.JobKind;
import health.careloop.queue.Outcome;
import health.careloop.queue.Worker;
import org.springframework.stereotype.Component;

/**
 * Moves a message's bytes from the row into the object store (A25). The row is the truth until the object was read
 * back; writing the same object twice is writing it once.
 */
@Component
class StoreMessage implements Worker {
    static final JobKind KIND = new JobKind("store-message", "storing", 300);

    private final MessageStore messages;
    private final ObjectStore objects;

    StoreMessage(MessageStore messages, ObjectStore objects) {
        this.messages = messages;
        this.objects = objects;
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
        MessageStore.Kept message = messages.find(job.subject()).orElseThrow();
        if (message.content() != null) {
            ObjectKey key = ObjectKey.message(job.tenant(), message.id());
            objects.put(key, message.content());
            messages.archive(message.id(), key.toString());
        }
        return Outcome.DONE;
    }
}
