package health.careloop.queue;

import health.careloop.tenancy.DatabaseAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/**
 * Wakes this node's own workers after a commit, in process. No NOTIFY in business transactions: it serialises commits
 * on one lock held through the disk flush. Work that another node's death left behind is found by polling.
 */
@Component
public final class Bell {
    private record Place(DatabaseAddress database, String queue) {}

    private final Map<Place, Semaphore> places = new ConcurrentHashMap<>();
    private volatile Consumer<DatabaseAddress> visitor = database -> {};

    /** Tells the runners of the database's queue that there may be work. */
    public void ring(DatabaseAddress database, String queue) {
        Semaphore bell = of(database, queue);
        // One stored ring per sleeping runner is enough: a runner drains until it finds nothing.
        if (bell.availablePermits() < 8) {
            bell.release();
        }
        visitor.accept(database);
    }

    /** Hears every ring: whoever looks after the databases where no runner sits. */
    void alsoTells(Consumer<DatabaseAddress> listener) {
        visitor = listener;
    }

    void await(DatabaseAddress database, String queue, Duration atMost) throws InterruptedException {
        Semaphore bell = of(database, queue);
        if (bell.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            bell.drainPermits();
        }
    }

    private Semaphore of(DatabaseAddress database, String queue) {
        return places.computeIfAbsent(new Place(database, queue), place -> new Semaphore(0));
    }
}
