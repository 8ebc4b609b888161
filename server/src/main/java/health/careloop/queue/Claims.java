package health.careloop.queue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** When this node last took something from each queue. */
@Component
class Claims {
    private final Clock clock;
    private final Instant begun;
    private final Map<String, Instant> last = new ConcurrentHashMap<>();

    Claims(Clock clock) {
        this.clock = clock;
        this.begun = clock.instant();
    }

    void taken(String queue) {
        last.put(queue, clock.instant());
    }

    /** Since the last claim; of a queue from which none was made, since the node began. */
    Duration since(String queue) {
        return Duration.between(last.getOrDefault(queue, begun), clock.instant());
    }
}
