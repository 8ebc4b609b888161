package health.careloop.intake;

import health.careloop.queue.Bell;
import health.careloop.tenancy.DatabaseAddress;
import health.careloop.tenancy.IngestDatabase;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Commits together what waits at the door at the same time, for each database that tenants share. One thread takes
 * whatever is there, and while the disk flushes, the next batch gathers by itself: nobody lingers, and a message that
 * comes alone commits alone. What goes to a tenant's own database commits on its request's thread: it has no neighbours
 * to wait for.
 *
 * <p>Nobody fails for a neighbour: when a batch does not commit, each of its requests commits its own message on its own
 * thread. The ids are the same, so a batch that did commit without our hearing of it is found again.
 */
@Component
class GroupCommit implements SmartLifecycle {
    /** What is longer gains nothing from company, and its neighbours would wait for its bytes. */
    private static final int LONGEST_IN_COMPANY = 64 << 10;

    private final AcceptanceStore store;
    private final IngestDatabase database;
    private final Bell bell;
    private final IntakeSettings settings;
    private final Map<DatabaseAddress, Committer> committers = new ConcurrentHashMap<>();
    private volatile boolean running;

    GroupCommit(AcceptanceStore store, IngestDatabase database, Bell bell, IntakeSettings settings) {
        this.store = store;
        this.database = database;
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
        DatabaseAddress home = database.of(pending.tenant());
        boolean inCompany = running && home.isShared() && pending.sealed().length <= LONGEST_IN_COMPANY;
        Committer.Outcome outcome = inCompany ? committer(home).commit(pending) : Committer.Outcome.ALONE;
        return switch (outcome) {
            case NEW -> true;
            case REPEATED -> false;
            case ALONE -> commitAlone(home, pending);
        };
    }

    private boolean commitAlone(DatabaseAddress home, PendingAcceptance pending) {
        boolean isNew = !store.insert(List.of(pending)).isEmpty();
        if (isNew) {
            ring(home);
        }
        return isNew;
    }

    /** Once a batch: whoever claims finds it together. */
    private void ring(DatabaseAddress home) {
        bell.ring(home, ProcessLdt.KIND.queue());
    }

    private Committer committer(DatabaseAddress home) {
        return committers.computeIfAbsent(home, address -> {
            Committer committer = new Committer(address, store, () -> ring(address), settings.longestWait());
            if (running) {
                committer.start();
            }
            return committer;
        });
    }

    /** How many are not yet in a batch. */
    int waiting() {
        return committers.values().stream().mapToInt(Committer::waiting).sum();
    }

    @Override
    public void start() {
        if (settings.groupCommit()) {
            running = true;
            committers.values().forEach(Committer::start);
        }
    }

    /** Whoever still waits is committed first; who comes later commits alone. */
    @Override
    public void stop() {
        running = false;
        committers.values().forEach(Committer::stop);
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
