package health.careloop.queue;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param runners per queue, how many claim at once on this node; workers = cores for what is bound by the processor
 * @param otherwise runners of a queue that is not named
 * @param paused queues this node leaves alone
 * @param yielding queues that wait while another one on this node has a backlog, though never longer than half a minute
 * @param lease how long a claimed job may take before another node gets it
 * @param poll the longest a runner sleeps without being woken
 * @param deadLetterRetention how long what failed for good waits for a person
 */
@ConfigurationProperties("careloop.queue")
public record QueueSettings(
        @DefaultValue Map<String, Integer> runners,
        @DefaultValue("1") int otherwise,
        @DefaultValue Set<String> paused,
        @DefaultValue({"storing", "rendering"}) Set<String> yielding,
        @DefaultValue("60s") Duration lease,
        @DefaultValue("500ms") Duration poll,
        @DefaultValue("400d") Duration deadLetterRetention) {
    private static final Duration SHORTEST_RETENTION = Duration.ofDays(30);

    public QueueSettings {
        if (deadLetterRetention.compareTo(SHORTEST_RETENTION) < 0) {
            throw new IllegalArgumentException("Dead letters are kept for at least 30 days: a person must see them");
        }
    }

    int runnersOf(String queue) {
        return paused.contains(queue) ? 0 : runners.getOrDefault(queue, otherwise);
    }
}
