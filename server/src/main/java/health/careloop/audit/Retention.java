package health.careloop.audit;

import health.careloop.tenancy.DatabaseRole;
import health.careloop.tenancy.Tenant;
import health.careloop.tenancy.TenantDatabase;
import health.careloop.tenancy.TenantScope;
import health.careloop.tenancy.Tenants;
import java.util.function.IntUnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Deletes what has outlived its retention: one tenant after the other, each behind its own wall and through its gate, in
 * batches short enough to hold up nobody, and every batch with an entry that says how many rows went.
 */
@Component
public final class Retention {
    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

    /** Rows in a transaction. */
    private static final int BATCH = 1_000;

    /** Transactions for one tenant and run: what is left waits for the next. */
    private static final int MOST_BATCHES = 100;

    private final Tenants tenants;
    private final TenantDatabase database;
    private final Audit audit;

    Retention(Tenants tenants, TenantDatabase database, Audit audit) {
        this.tenants = tenants;
        this.database = database;
        this.audit = audit;
    }

    /**
     * @param resource what kind of row, in the entries
     * @param delete deletes as many rows of the scope's tenant as it is told, and says how many there were
     * @return how many rows went
     */
    public long prune(String resource, IntUnaryOperator delete) {
        long pruned = 0;
        for (Tenant tenant : tenants.all()) {
            if (tenant.status() == Tenant.Status.ACTIVE) {
                try {
                    pruned += TenantScope.as(tenant.id(), DatabaseRole.WORKER, () -> pruneOne(resource, delete));
                } catch (RuntimeException e) {
                    // Moved or closed at this moment, or the database had enough: its rows wait for the next run.
                    LOG.warn("Rows of kind {} of tenant {} were not pruned", resource, tenant.id(), e);
                }
            }
        }
        return pruned;
    }

    private long pruneOne(String resource, IntUnaryOperator delete) {
        long pruned = 0;
        int last = BATCH;
        for (int i = 0; i < MOST_BATCHES && last == BATCH; i++) {
            last = database.inTransaction(() -> {
                int count = delete.applyAsInt(BATCH);
                if (count > 0) {
                    audit.record(Entry.of(Action.RECORDS_PRUNED, resource).with("count", count));
                }
                return count;
            });
            pruned += last;
        }
        return pruned;
    }
}
