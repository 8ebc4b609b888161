package health.careloop.senders;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Instant;
import java.util.Iterator;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * How often each secret signed a message, so that whoever replaces one sees when the old one is not used any more (W-04).
 * Counted in memory and written every few seconds: the door writes nothing of its own for it.
 */
@Component
class SecretUses {
    private static final Logger LOG = LoggerFactory.getLogger(SecretUses.class);
    private static final long EVERY_SECONDS = 5;

    private record Which(UUID sender, int number) {}

    private record Count(long uses, Instant last) {}

    private final SenderStore store;
    private final Clock clock;
    private final Map<Which, Count> unwritten = new ConcurrentHashMap<>();
    private final ScheduledExecutorService writing = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("secret-uses").daemon().factory());

    SecretUses(SenderStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    @PostConstruct
    void start() {
        writing.scheduleWithFixedDelay(this::write, EVERY_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
    }

    void used(UUID sender, int number) {
        Instant now = clock.instant();
        unwritten.merge(
                new Which(sender, number), new Count(1, now), (counted, one) -> new Count(counted.uses() + 1, now));
    }

    /** What cannot be written now is written with the next ones. */
    void write() {
        for (Iterator<Map.Entry<Which, Count>> each = unwritten.entrySet().iterator(); each.hasNext(); ) {
            Map.Entry<Which, Count> counted = each.next();
            Which which = counted.getKey();
            Count count = unwritten.remove(which);
            if (count == null) {
                continue;
            }
            try {
                store.addUses(which.sender(), which.number(), count.uses(), count.last());
            } catch (RuntimeException e) {
                unwritten.merge(which, count, (newer, older) -> new Count(newer.uses() + older.uses(), newer.last()));
                LOG.warn("Uses of a sender's secret could not be written; they are written later");
                return;
            }
        }
    }

    @PreDestroy
    void stop() {
        writing.shutdown();
        write();
    }
}
