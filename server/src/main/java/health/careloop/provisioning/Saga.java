package health.careloop.provisioning;

import health.careloop.audit.Action;
import health.careloop.audit.Audit;
import health.careloop.audit.Entry;
import health.careloop.provisioning.Acts.Done;
import health.careloop.provisioning.Acts.PlaceTakenException;
import health.careloop.provisioning.ProvisioningSettings.OnFailure;
import health.careloop.provisioning.Run.LogStatus;
import health.careloop.provisioning.RunStore.Held;
import health.careloop.tenancy.ControlDatabase;
import health.careloop.tenancy.PlacementException;
import health.careloop.tenancy.Tenants;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;

/**
 * Drives one run to its end: step by step forward, and after a failure back again. Every step is logged before it begins
 * and counted when it is done, so that whoever takes the run up after a crash begins with the step that was under way. A
 * failed step is never tried again by itself (C29).
 */
@Component
class Saga {
    private static final Logger LOG = LoggerFactory.getLogger(Saga.class);

    /** A run of which so many drivers died is a run that kills them. */
    private static final int MOST_ATTEMPTS = 5;

    private static final int LONGEST_ERROR = 500;

    private final RunStore store;
    private final Acts acts;
    private final Letters letters;
    private final Tenants tenants;
    private final ControlDatabase control;
    private final Audit audit;
    private final ProvisioningSettings settings;

    Saga(
            RunStore store,
            Acts acts,
            Letters letters,
            Tenants tenants,
            ControlDatabase control,
            Audit audit,
            ProvisioningSettings settings) {
        this.store = store;
        this.acts = acts;
        this.letters = letters;
        this.tenants = tenants;
        this.control = control;
        this.audit = audit;
        this.settings = settings;
    }

    /** Does nothing when somebody else works on the run, or there is nothing left to do. */
    void drive(UUID run) {
        Optional<Held> claimed = store.claim(run, settings.lease());
        try {
            claimed.ifPresent(this::drive);
        } catch (RunStore.LeaseLostException e) {
            LOG.warn("The run {} was taken up by another node", run);
        }
    }

    private void drive(Held run) {
        if (run.attempt() > MOST_ATTEMPTS) {
            stand(run, "It was taken up " + MOST_ATTEMPTS + " times and never finished; see the log of the nodes.");
        } else if (run.state() == Run.State.ROLLING_BACK) {
            back(run);
        } else {
            forward(run);
        }
    }

    private void forward(Held begun) {
        Held run = begun;
        for (ProvisioningStep step : ProvisioningStep.values()) {
            if (step.ordinal() < run.completed()) {
                continue;
            }
            Optional<String> error = perform(run, step);
            if (error.isPresent()) {
                failed(reread(run), step + ": " + error.get());
                return;
            }
            run = reread(run);
        }
    }

    private Held reread(Held run) {
        return store.held(run).orElseThrow(RunStore.LeaseLostException::new);
    }

    private Optional<String> perform(Held run, ProvisioningStep step) {
        UUID log = store.begin(run, step, settings.lease());
        long begun = System.nanoTime();
        try {
            Done done = acts.perform(run, step);
            control.inTransaction(() -> {
                done.last().run();
                store.end(log, done.status(), millisSince(begun), done.result(), null);
                store.completed(run, step.number());
                if (step.number() == ProvisioningStep.COUNT) {
                    tenants.activate(run.tenant().id());
                    store.become(run, Run.State.DONE, null);
                    record(Action.TENANT_ACTIVATED, run, true);
                }
            });
            return Optional.empty();
        } catch (RunStore.LeaseLostException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.warn("{} of the run {} failed: {}", step, run.id(), sentence(e));
            store.end(log, LogStatus.FAILED, millisSince(begun), Map.of(), sentence(e));
            return Optional.of(sentence(e));
        }
    }

    private void failed(Held run, String error) {
        if (settings.onFailure() == OnFailure.STAND) {
            stand(run, error);
            return;
        }
        store.become(run, Run.State.ROLLING_BACK, shortened(error));
        back(run);
    }

    /** Until a person decides. */
    private void stand(Held run, String error) {
        control.inTransaction(() -> {
            store.become(run, Run.State.STANDING, shortened(error));
            letters.failure(run, shortened(error), true);
            record(Action.TENANT_FAILED, run, false);
        });
    }

    private void back(Held begun) {
        Held run = begun;
        // The step after the last completed one may have begun.
        int from = Math.min(run.completed() + 1, ProvisioningStep.COUNT);
        for (int number = from; number > 0; number--) {
            ProvisioningStep step = ProvisioningStep.values()[number - 1];
            UUID log = store.begin(run, step, settings.lease());
            long started = System.nanoTime();
            try {
                acts.compensate(run, step);
            } catch (RuntimeException e) {
                store.end(log, LogStatus.COMPENSATION_FAILED, millisSince(started), Map.of(), sentence(e));
                stand(run, "Taking back " + step + ": " + sentence(e));
                return;
            }
            int left = number - 1;
            Held now = run;
            control.inTransaction(() -> {
                store.end(log, LogStatus.COMPENSATED, millisSince(started), Map.of(), null);
                store.completed(now, left);
            });
            run = reread(run);
        }
        Held last = run;
        control.inTransaction(() -> {
            tenants.fail(last.tenant().id());
            store.forgetPlace(last);
            store.become(last, Run.State.ROLLED_BACK, null);
            letters.failure(last, store.errorOf(last), false);
            record(Action.TENANT_FAILED, last, false);
        });
    }

    private void record(Action action, Held run, boolean success) {
        Entry entry = Entry.of(action, "tenant", run.tenant().id().value())
                .with("jobId", run.id().toString())
                .with("slug", run.tenant().slug());
        audit.recordForPlatform(success ? entry : entry.failed(), run.tenant().id());
    }

    private static long millisSince(long begun) {
        return Duration.ofNanos(System.nanoTime() - begun).toMillis();
    }

    /** What may be told of a failure: no statement, no value, no address with a password (C34). */
    static String sentence(RuntimeException failure) {
        String what = switch (failure) {
            case PlaceTakenException ignored ->
                "There is a schema or database of that name already. It was left alone: roll back and ask again.";
            case DuplicateKeyException ignored -> "Another tenant has one of its names by now.";
            case PlacementException placement -> String.valueOf(placement.getMessage());
            default -> "It failed with " + failure.getClass().getSimpleName();
        };
        return shortened(what + state(failure));
    }

    private static String state(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException refused && refused.getSQLState() != null) {
                return " (SQLSTATE " + refused.getSQLState() + ")";
            }
        }
        return "";
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_ERROR ? text : text.substring(0, LONGEST_ERROR - 1) + "…";
    }
}
