package health.careloop.provisioning;

import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Drives runs beside the requests that asked for them, a few at a time. */
@Component
class Runners {
    private static final Logger LOG = LoggerFactory.getLogger(Runners.class);

    private final Saga saga;
    private final RunStore store;
    private final Semaphore free;

    Runners(Saga saga, RunStore store, ProvisioningSettings settings) {
        this.saga = saga;
        this.store = store;
        this.free = new Semaphore(settings.together(), true);
    }

    /** On a thread of its own. Should this process die, another node takes the run up when its lease has ended. */
    void start(UUID run) {
        Thread.ofVirtual().name("provisioning").start(() -> {
            try {
                drive(run);
            } catch (RuntimeException e) {
                LOG.warn("The run {} waits until its lease ends: {}", run, Saga.sentence(e));
            }
        });
    }

    void drive(UUID run) {
        free.acquireUninterruptibly();
        try {
            saga.drive(run);
        } finally {
            free.release();
        }
    }

    /** What nobody works on: its node died, or was told to stop. */
    void takeUpAbandoned() {
        store.abandoned().forEach(this::start);
    }
}
