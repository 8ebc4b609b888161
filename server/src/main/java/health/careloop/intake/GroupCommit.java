package health.careloop.intake;

import health.careloop.queue.Bell;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.stereotype.Component;

/**
 * Commits together what waits at the door at the same time. One thread takes whatever is there, and while the disk
 * flushes, the next batch gathers by itself: nobody lingers, and a message that comes alone commits alone.
 *
 * <p>Nobody fails for a neighbour: when a batch does not commit, each of its requests commits its own message on its own
 * thread. The ids are the same, so a batch that did commit without our hearing of it is found again.
 */
@Component
class GroupCommit implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);
    private static final int MOST_TOGETHER = 128;
    private static final int MOST_BYTES_TOGETHER = 2 << 20;

    /** What is longer gains nothing from company, and its neighbours would wait for its bytes. */
    private static final int LONGEST_IN_COMPANY = 64 << 10;

    static final int MOST_WAITING = 1024;

    /** An idle committer looks this often whether it is to stop. */
    private static final Duration LONGEST_SLEEP = Duration.ofMillis(200);

    /** What a batch came to, for one of its members. */
    private enum Outcome {
        NEW,
        REPEATED,
        /** It may or may not have committed; to be tried alone. */
        ALONE
    }

    private record Waiting(PendingAcceptance pending, CompletableFuture<Outcome> outcome) {}

    private final AcceptanceStore store;
    private final Bell bell;
    private final IntakeSettings settings;
    private final BlockingQueue<Waiting> queue = new ArrayBlockingQueue<>(MOST_WAITING);
    private @Nullable Thread committer;
    private volatile boolean running;

    GroupCommit(AcceptanceStore store, Bell bell, IntakeSettings settings) {
        this.store = store;
        this.bell = bell;
        this.settings = settings;
    }

    /**
     * Returns once the message is durable.
     *
     * @return false when this {@code webhook-id} came before; then nothing was written
     * @throws org.springframework.dao.DataAccessException when it is not known to be durable
     */
    boolean commit(PendingAcceptance pending) {
        if (!running || pending.sealed().length > LONGEST_IN_COMPANY) {
            return commitAlone(pending);
        }
        Waiting waiting = new Waiting(pending, new CompletableFuture<>());
        if (!queue.offer(waiting)) {
            throw new TransientDataAccessResourceException("Too many messages wait to be stored");
        }
        if (!running && queue.remove(waiting)) {
            return commitAlone(pending);
        }
        return switch (outcomeOf(waiting)) {
            case NEW -> true;
            case REPEATED -> false;
            case ALONE -> commitAlone(pending);
        };
    }

    private Outcome outcomeOf(Waiting waiting) {
        try {
            return waiting.outcome().get(settings.longestWait().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            waiting.outcome().cancel(false);
            throw new TransientDataAccessResourceException("The database did not store the message in time", e);
        } catch (InterruptedException e) {
            waiting.outcome().cancel(false);
            Thread.currentThread().interrupt();
            throw new TransientDataAccessResourceException("Interrupted before the message was stored", e);
        } catch (ExecutionException e) {
            throw new TransientDataAccessResourceException("The message could not be stored", e);
        }
    }

    /** How many are not yet in a batch. */
    int waiting() {
        return queue.size();
    }

    private boolean commitAlone(PendingAcceptance pending) {
        boolean isNew = !store.insert(List.of(pending)).isEmpty();
        if (isNew) {
            bell.ring(ProcessLdt.KIND.queue());
        }
        return isNew;
    }

    @Override
    public synchronized void start() {
        if (!settings.groupCommit()) {
            return;
        }
        running = true;
        // Of the platform: it blocks in one socket, and must not queue for a carrier behind the requests it serves.
        committer = Thread.ofPlatform().name("group-commit").daemon().start(this::commitForever);
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
        try {
            Set<UUID> stored = store.insert(batch.stream().map(Waiting::pending).toList());
            for (Waiting waiting : batch) {
                boolean isNew = stored.contains(waiting.pending().messageId());
                waiting.outcome().complete(isNew ? Outcome.NEW : Outcome.REPEATED);
            }
            if (!stored.isEmpty()) {
                bell.ring(ProcessLdt.KIND.queue());
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
        }
    }

    /** Whoever still waits is committed first; who comes later commits alone. */
    @Override
    public synchronized void stop() {
        running = false;
        if (committer == null) {
            return;
        }
        try {
            committer.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        committer = null;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Before the web server takes requests, and after it has answered the last. */
    @Override
    public int getPhase() {
        return 0;
    }
}
