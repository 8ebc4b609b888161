package health.careloop.queue;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/**
 * Wakes this node's own workers after a commit, in process. No NOTIFY in business transactions: it serialises commits
 * on one lock held through the disk flush. Work that another node's death left behind is found by polling.
 */
@Component
public final class Bell {
    private final Map<String, Semaphore> queues = new ConcurrentHashMap<>();

    /** Tells the queue's runners that there may be work. */
    public void ring(String queue) {
        Semaphore bell = of(queue);
        // One stored ring per sleeping runner is enough: a runner drains until it finds nothing.
        if (bell.availablePermits() < 8) {
            bell.release();
        }
    }

    void await(String queue, Duration atMost) throws InterruptedException {
        Semaphore bell = of(queue);
        if (bell.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            bell.drainPermits();
        }
    }

    private Semaphore of(String queue) {
        return queues.computeIfAbsent(queue, name -> new Semaphore(0));
    }
}
