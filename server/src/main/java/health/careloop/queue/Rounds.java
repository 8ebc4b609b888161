package health.careloop.queue;

import health.careloop.tenancy.DatabaseAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Works through the queues of databases that are one tenant's own. Most of them sleep, and a sleeping one costs no
 * thread and no connection: somebody goes there when the bell rings for it, stays while there is work or will be soon,
 * and leaves. Every half minute all are visited, for what another node's death left behind.
 */
@Component
class Rounds {
    private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);

    /** At once on this node: each takes connections of its cell while it works. */
    private static final int MOST_VISITS = 8;

    /** How long a visitor stays where nothing can be claimed yet, though something waits to be tried again. */
    private static final Duration LONGEST_STAY = Duration.ofSeconds(20);

    private final JobRunner runner;
    private final JobStore store;
    private final Bell bell;
    private final QueueSettings settings;
    private final Semaphore visits = new Semaphore(MOST_VISITS);
    private final Map<DatabaseAddress, Thread> visitors = new ConcurrentHashMap<>();
    private final Set<DatabaseAddress> rung = ConcurrentHashMap.newKeySet();
    private final Map<DatabaseAddress, Map<String, Queues.Load>> lastSeen = new ConcurrentHashMap<>();
    private volatile boolean running;

    Rounds(JobRunner runner, JobStore store, Bell bell, QueueSettings settings) {
        this.runner = runner;
        this.store = store;
        this.bell = bell;
        this.settings = settings;
    }

    void start() {
        running = true;
        bell.alsoTells(database -> {
            if (!database.isShared()) {
                visit(database);
            }
        });
    }

    void visitAll(Collection<DatabaseAddress> databases) {
        lastSeen.keySet().retainAll(databases);
        databases.forEach(this::visit);
    }

    /** What the queues held when somebody was last there. */
    Collection<Map<String, Queues.Load>> lastSeen() {
        return lastSeen.values();
    }

    private void visit(DatabaseAddress database) {
        rung.add(database);
        if (running) {
            visitors.computeIfAbsent(
                    database,
                    address -> Thread.ofVirtual().name("round-" + address).start(() -> stay(address)));
        }
    }

    private void stay(DatabaseAddress database) {
        try {
            visits.acquire();
            try {
                store.rescue(database);
                while (running && rung.remove(database)) {
                    workThrough(database);
                }
                lastSeen.put(database, store.loads(database));
            } finally {
                visits.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            if (running) {
                LOG.error("The queues of {} could not be worked through", database, e);
            }
        } finally {
            visitors.remove(database);
            // It may have rung between the last look and here.
            if (running && rung.contains(database) && !Thread.currentThread().isInterrupted()) {
                visit(database);
            }
        }
    }

    private void workThrough(DatabaseAddress database) throws InterruptedException {
        long idleSince = System.nanoTime();
        while (running) {
            int claimed = 0;
            for (String queue : runner.queues()) {
                if (settings.runnersOf(queue) > 0) {
                    claimed += runner.runBatch(database, queue);
                }
            }
            if (claimed > 0) {
                idleSince = System.nanoTime();
            } else if (System.nanoTime() - idleSince > LONGEST_STAY.toNanos() || !somethingWaits(database)) {
                return;
            } else {
                Thread.sleep(settings.poll());
            }
        }
    }

    private boolean somethingWaits(DatabaseAddress database) {
        return store.loads(database).entrySet().stream()
                .anyMatch(queue -> !queue.getKey().equals(Queues.DEAD_LETTERS)
                        && settings.runnersOf(queue.getKey()) > 0
                        && queue.getValue().size() > 0);
    }

    void stop() {
        running = false;
        for (Thread visitor : visitors.values()) {
            try {
                if (!visitor.join(Duration.ofSeconds(25))) {
                    visitor.interrupt();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
