package health.careloop.tenancy;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Upgrades tenants that have tables to themselves while the server already works: each is refused only until its own
 * turn is over. One node does it; the others find nothing left, or find it at work.
 */
@Component
class UpgradesAtStart implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(UpgradesAtStart.class);

    /** Held in a transaction of the control plane, so that it ends with the node. */
    private static final String ONE_NODE =
            "select pg_try_advisory_xact_lock(hashtextextended('careloop upgrades', 20))";

    private final Databases databases;
    private final ControlDatabase control;
    private final Upgrades upgrades;
    private final TenancySettings settings;
    private volatile boolean running;

    UpgradesAtStart(Databases databases, ControlDatabase control, Upgrades upgrades, TenancySettings settings) {
        this.databases = databases;
        this.control = control;
        this.upgrades = upgrades;
        this.settings = settings;
    }

    @Override
    public void start() {
        running = true;
        if (settings.upgradeAtStart()) {
            Thread.ofVirtual().name("upgrades").start(this::upgrade);
        }
    }

    private void upgrade() {
        try {
            databases.await();
        } catch (RuntimeException e) {
            // Without its database the server does not start, and says so.
            return;
        }
        try {
            if (upgrades.behind().isEmpty()) {
                return;
            }
            control.inTransaction(() -> {
                if (control.sql().sql(ONE_NODE).query(Boolean.class).single()) {
                    Upgrades.Outcome outcome = upgrades.upgrade();
                    if (outcome.failed() == null) {
                        LOG.info("The tables of {} tenants were upgraded", outcome.upgraded());
                    } else {
                        LOG.error("{} {} tenants wait for theirs", outcome.failed(), outcome.left());
                    }
                }
            });
        } catch (RuntimeException e) {
            if (running) {
                LOG.error("Tenants behind this build were not upgraded: careloop tenants behind lists them", e);
            }
        }
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
