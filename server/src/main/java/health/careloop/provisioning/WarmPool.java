package health.careloop.provisioning;

import health.careloop.tenancy.Blanks;
import health.careloop.tenancy.Tier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Keeps as many blank schemas and databases in stock as the settings say, one node at a time. A cell they do not name is
 * left as it is, so that a node without settings takes nothing from one that has them.
 */
@Component
class WarmPool {
    private static final Logger LOG = LoggerFactory.getLogger(WarmPool.class);

    private final Blanks blanks;
    private final CellRoom rooms;
    private final ProvisioningSettings settings;

    WarmPool(Blanks blanks, CellRoom rooms, ProvisioningSettings settings) {
        this.blanks = blanks;
        this.rooms = rooms;
        this.settings = settings;
    }

    void refill() {
        settings.warmSchemas().forEach((cell, wanted) -> refill(cell, Tier.SCHEMA, wanted));
        settings.warmDatabases().forEach((cell, wanted) -> refill(cell, Tier.DATABASE, wanted));
    }

    private void refill(String cell, Tier tier, int wanted) {
        try {
            blanks.tend(cell, tier, Math.max(0, Math.min(wanted, rooms.left(cell, tier))));
        } catch (RuntimeException e) {
            // Tenants are made without a stock as well; one cell that is down does not keep the others from theirs.
            LOG.warn("The stock of {} on the cell {} could not be tended: {}", tier, cell, Saga.sentence(e));
        }
    }
}
