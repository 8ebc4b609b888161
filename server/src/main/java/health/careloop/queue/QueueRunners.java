package health.careloop.queue;

import health.careloop.tenancy.DatabaseAddress;
import health.careloop.tenancy.Databases;
import health.careloop.tenancy.WorkDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * The node's threads over {@link JobRunner}: some sit at every database that tenants share, and {@link Rounds} looks
 * after those that are one tenant's own. Beside them the janitor that gives back what dead nodes held.
 */
@Component
class QueueRunners implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(QueueRunners.class);
    private static final Duration RESCUE_EVERY = Duration.ofSeconds(5);
    private static final int RESCUES_BETWEEN_ROUNDS = 6;
    private static final Duration BACKLOG_REMEMBERED = Duration.ofMillis(100);
    private static final Duration LONGEST_YIELD = Duration.ofSeconds(30);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);

    private final JobRunner runner;
    private final JobStore store;
    private final Bell bell;
    private final QueueSettings settings;
    private final Databases databases;
    private final WorkDatabase work;
    private final Rounds rounds;
    private final AtomicBoolean running = new AtomicBoolean();
    private final Set<DatabaseAddress> manned = new HashSet<>();
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicLong backlogSeenAt = new AtomicLong(System.nanoTime() - BACKLOG_REMEMBERED.toNanos());

    QueueRunners(
            JobRunner runner,
            JobStore store,
            Bell bell,
            QueueSettings settings,
            Databases databases,
            WorkDatabase work,
            Rounds rounds) {
        this.runner = runner;
        this.store = store;
        this.bell = bell;
        this.settings = settings;
        this.databases = databases;
        this.work = work;
        this.rounds = rounds;
    }

    @Override
    public synchronized void start() {
        running.set(true);
        rounds.start();
        man(DatabaseAddress.MAIN);
        threads.add(Thread.ofVirtual().name("rescue-expired-leases").start(this::rescueForever));
    }

    private synchronized void man(DatabaseAddress database) {
        if (!running.get() || !manned.add(database)) {
            return;
        }
        for (String queue : runner.queues()) {
            for (int i = 0; i < settings.runnersOf(queue); i++) {
                threads.addFirst(Thread.ofVirtual().name(queue + "-" + i).start(() -> drainForever(database, queue)));
            }
        }
    }

    private void drainForever(DatabaseAddress database, String queue) {
        awaitDatabase();
        boolean yielding = settings.yielding().contains(queue);
        while (running.get()) {
            try {
                if (yielding) {
                    yieldToBacklog();
                }
                int claimed = runner.runBatch(database, queue);
                if (!yielding && claimed > 1) {
                    backlogSeenAt.set(System.nanoTime());
                }
                if (claimed == 0) {
                    bell.await(database, queue, settings.poll());
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException | Error e) {
                if (running.get()) {
                    LOG.error("Claiming from {} of {} failed", queue, database, e);
                    pause(PAUSE_AFTER_FAILURE);
                }
            }
        }
    }

    /** What is filed first is read first; archiving and rendering can wait for a quieter moment. */
    private void yieldToBacklog() throws InterruptedException {
        long begun = System.nanoTime();
        while (running.get()
                && System.nanoTime() - backlogSeenAt.get() < BACKLOG_REMEMBERED.toNanos()
                && System.nanoTime() - begun < LONGEST_YIELD.toNanos()) {
            Thread.sleep(BACKLOG_REMEMBERED);
        }
    }

    private void rescueForever() {
        awaitDatabase();
        for (int turn = 0; running.get(); turn++) {
            if (turn % RESCUES_BETWEEN_ROUNDS == 0) {
                lookForDatabases();
            }
            pause(RESCUE_EVERY);
            List<DatabaseAddress> shared;
            synchronized (this) {
                shared = List.copyOf(manned);
            }
            shared.forEach(this::rescue);
        }
    }

    private void rescue(DatabaseAddress database) {
        try {
            long rescued = running.get() ? store.rescue(database) : 0;
            if (rescued > 0) {
                LOG.warn("{} jobs were given back whose worker did not finish in time", rescued);
                runner.queues().forEach(queue -> bell.ring(database, queue));
            }
        } catch (RuntimeException | Error e) {
            if (running.get()) {
                LOG.error("Giving back expired leases of {} failed", database, e);
            }
        }
    }

    /** Tenants may have been given new ones, by this node or another. */
    private void lookForDatabases() {
        try {
            if (running.get()) {
                work.shared().forEach(this::man);
                rounds.visitAll(work.own());
            }
        } catch (RuntimeException | Error e) {
            if (running.get()) {
                LOG.error("The databases of this installation could not be listed", e);
            }
        }
    }

    private void awaitDatabase() {
        try {
            databases.await();
        } catch (RuntimeException e) {
            running.set(false);
        }
    }

    private static void pause(Duration length) {
        try {
            Thread.sleep(length);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Lets every runner finish what it claimed; only sleepers are woken. */
    @Override
    public void stop() {
        List<Thread> ending;
        synchronized (this) {
            running.set(false);
            for (DatabaseAddress database : manned) {
                runner.queues().forEach(queue -> {
                    for (int i = 0; i < settings.runnersOf(queue); i++) {
                        bell.ring(database, queue);
                    }
                });
            }
            manned.clear();
            threads.getLast().interrupt();
            ending = List.copyOf(threads);
            threads.clear();
        }
        rounds.stop();
        for (Thread thread : ending) {
            try {
                if (!thread.join(Duration.ofSeconds(25))) {
                    thread.interrupt();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return running.get();
    }

    /** After the web server has stopped taking requests. */
    @Override
    public int getPhase() {
        return 0;
    }
}
