package health.careloop.intake;

import health.careloop.access.WaitingMessages;
import health.careloop.pages.PageFrame;
import org.springframework.stereotype.Component;

/** A held report is in nobody's inbox; this count is how people learn of it. */
@Component
class HeldMessages implements WaitingMessages {
    private final MessageReads reads;

    HeldMessages(MessageReads reads) {
        this.reads = reads;
    }

    @Override
    public PageFrame.Waiting count() {
        return reads.waiting();
    }
}
