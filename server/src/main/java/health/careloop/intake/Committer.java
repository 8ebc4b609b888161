package health.careloop.intake;

import health.careloop.tenancy.DatabaseAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;

/** The one thread that commits batches to one database, and what waits for it. */
final class Committer {
    private static final Logger LOG = LoggerFactory.getLogger(Committer.class);
    private static final int MOST_TOGETHER = 128;
    private static final int MOST_BYTES_TOGETHER = 2 << 20;

    static final int MOST_WAITING = 1024;

    /** An idle committer looks this often whether it is to stop. */
    private static final Duration LONGEST_SLEEP = Duration.ofMillis(200);

    /** What a batch came to, for one of its members. */
    enum Outcome {
        NEW,
        REPEATED,
        /** It may or may not have committed; to be tried alone. */
        ALONE
    }

    /** @param sinceNanos on the monotonic clock */
    private record Waiting(PendingAcceptance pending, CompletableFuture<Outcome> outcome, long sinceNanos) {}

    private final DatabaseAddress database;
    private final AcceptanceStore store;
    private final Runnable stored;
    private final Duration longestWait;
    private final BlockingQueue<Waiting> queue = new ArrayBlockingQueue<>(MOST_WAITING);
    private @Nullable Thread thread;
    private @Nullable ScheduledExecutorService turningAway;
    private volatile List<Waiting> underway = List.of();
    private volatile boolean running;

    /** @param stored told once for each batch that had something new */
    Committer(DatabaseAddress database, AcceptanceStore store, Runnable stored, Duration longestWait) {
        this.database = database;
        this.store = store;
        this.stored = stored;
        this.longestWait = longestWait;
    }

    Outcome commit(PendingAcceptance pending) {
        Waiting waiting = new Waiting(pending, new CompletableFuture<>(), System.nanoTime());
        if (!running) {
            return Outcome.ALONE;
        }
        if (!queue.offer(waiting)) {
            throw new TransientDataAccessResourceException("Too many messages wait to be stored");
        }
        if (!running && queue.remove(waiting)) {
            return Outcome.ALONE;
        }
        return outcomeOf(waiting);
    }

    /** Without a timeout of its own: setting one and taking it back wakes a thread twice for every message. */
    private static Outcome outcomeOf(Waiting waiting) {
        try {
            return waiting.outcome().get();
        } catch (InterruptedException e) {
            waiting.outcome().cancel(false);
            Thread.currentThread().interrupt();
            throw new TransientDataAccessResourceException("Interrupted before the message was stored", e);
        } catch (ExecutionException e) {
            throw new TransientDataAccessResourceException(
                    e.getCause() instanceof TimeoutException
                            ? "The database did not store the message in time"
                            : "The message could not be stored",
                    e);
        }
    }

    /** How many are not yet in a batch. */
    int waiting() {
        return queue.size();
    }

    synchronized void start() {
        if (thread == null) {
            running = true;
            // Of the platform: it blocks in one socket, and must not queue for a carrier behind the requests it serves.
            thread = Thread.ofPlatform()
                    .name("group-commit-" + database)
                    .daemon()
                    .start(this::commitForever);
            turningAway = Executors.newSingleThreadScheduledExecutor(
                    Thread.ofVirtual().name("group-commit-wait-" + database).factory());
            long every = Math.clamp(longestWait.toMillis() / 8, 1, 250);
            turningAway.scheduleWithFixedDelay(this::turnAway, every, every, TimeUnit.MILLISECONDS);
        }
    }

    /** Whoever has waited too long is told so, also while the committer hangs in the database. */
    private void turnAway() {
        long since = System.nanoTime() - longestWait.toNanos();
        Stream.concat(underway.stream(), queue.stream())
                .filter(waiting ->
                        waiting.sinceNanos() - since < 0 && !waiting.outcome().isDone())
                .forEach(waiting -> waiting.outcome().completeExceptionally(new TimeoutException()));
    }

    private void commitForever() {
        while (running) {
            try {
                Waiting first = queue.poll(LONGEST_SLEEP.toMillis(), TimeUnit.MILLISECONDS);
                if (first != null) {
                    commitTogether(gather(first));
                }
            } catch (InterruptedException e) {
                LOG.error("The group commit was interrupted; from now on every message commits alone", e);
                running = false;
            }
        }
        for (Waiting late = queue.poll(); late != null; late = queue.poll()) {
            commitTogether(gather(late));
        }
    }

    private List<Waiting> gather(Waiting first) {
        List<Waiting> batch = new ArrayList<>();
        int bytes = 0;
        for (@Nullable Waiting next = first; next != null; ) {
            if (!next.outcome().isDone()) { // else it gave up waiting
                batch.add(next);
                bytes += next.pending().sealed().length;
            }
            next = batch.size() < MOST_TOGETHER && bytes < MOST_BYTES_TOGETHER ? queue.poll() : null;
        }
        return batch;
    }

    /** Whatever happens, everybody in the batch is told. */
    private void commitTogether(List<Waiting> batch) {
        if (batch.isEmpty()) {
            return;
        }
        underway = batch;
        try {
            Set<UUID> fresh = store.insert(batch.stream().map(Waiting::pending).toList());
            for (Waiting waiting : batch) {
                boolean isNew = fresh.contains(waiting.pending().messageId());
                waiting.outcome().complete(isNew ? Outcome.NEW : Outcome.REPEATED);
            }
            if (!fresh.isEmpty()) {
                stored.run();
            }
        } catch (CannotGetJdbcConnectionException e) {
            // Nothing was sent, and for each of them it would be no better.
            batch.forEach(waiting -> waiting.outcome().completeExceptionally(e));
        } catch (Throwable e) {
            // Whoever fails alone as well says why, with the stack; the database's words stay out of ours (T-13).
            LOG.warn(
                    "{} messages did not commit together ({}) and are committed one by one",
                    batch.size(),
                    e.getClass().getSimpleName());
            batch.forEach(waiting -> waiting.outcome().complete(Outcome.ALONE));
        } finally {
            underway = List.of();
        }
    }

    /** Whoever still waits is committed first. */
    synchronized void stop() {
        running = false;
        if (thread == null) {
            return;
        }
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        thread = null;
        if (turningAway != null) {
            turningAway.shutdownNow();
        }
    }
}
