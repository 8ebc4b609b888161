package health.careloop.queue;

import health.careloop.tenancy.Databases;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** The node's threads over {@link JobRunner}, and the janitor that gives back what dead nodes held. */
@Component
class QueueRunners implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(QueueRunners.class);
    private static final Duration RESCUE_EVERY = Duration.ofSeconds(5);
    private static final Duration BACKLOG_REMEMBERED = Duration.ofMillis(100);
    private static final Duration LONGEST_YIELD = Duration.ofSeconds(30);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);

    private final JobRunner runner;
    private final JobStore store;
    private final Bell bell;
    private final QueueSettings settings;
    private final Databases databases;
    private final AtomicBoolean running = new AtomicBoolean();
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicLong backlogSeenAt = new AtomicLong(System.nanoTime() - BACKLOG_REMEMBERED.toNanos());

    QueueRunners(JobRunner runner, JobStore store, Bell bell, QueueSettings settings, Databases databases) {
        this.runner = runner;
        this.store = store;
        this.bell = bell;
        this.settings = settings;
        this.databases = databases;
    }

    @Override
    public void start() {
        running.set(true);
        for (String queue : runner.queues()) {
            for (int i = 0; i < settings.runnersOf(queue); i++) {
                threads.add(Thread.ofVirtual().name(queue + "-" + i).start(() -> drainForever(queue)));
            }
        }
        threads.add(Thread.ofVirtual().name("rescue-expired-leases").start(this::rescueForever));
    }

    private void drainForever(String queue) {
        awaitDatabase();
        boolean yielding = settings.yielding().contains(queue);
        while (running.get()) {
            try {
                if (yielding) {
                    yieldToBacklog();
                }
                int claimed = runner.runBatch(queue);
                if (!yielding && claimed > 1) {
                    backlogSeenAt.set(System.nanoTime());
                }
                if (claimed == 0) {
                    bell.await(queue, settings.poll());
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException | Error e) {
                if (running.get()) {
                    LOG.error("Claiming from {} failed", queue, e);
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
        while (running.get()) {
            pause(RESCUE_EVERY);
            try {
                long rescued = running.get() ? store.rescue() : 0;
                if (rescued > 0) {
                    LOG.warn("{} jobs were given back whose worker did not finish in time", rescued);
                    runner.queues().forEach(bell::ring);
                }
            } catch (RuntimeException | Error e) {
                if (running.get()) {
                    LOG.error("Giving back expired leases failed", e);
                }
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
        running.set(false);
        runner.queues().forEach(queue -> {
            for (int i = 0; i < settings.runnersOf(queue); i++) {
                bell.ring(queue);
            }
        });
        threads.getLast().interrupt();
        for (Thread thread : threads) {
            try {
                if (!thread.join(Duration.ofSeconds(25))) {
                    thread.interrupt();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        threads.clear();
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
