package health.careloop.tenancy;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The tenant's rows, for whoever stands in a {@link TenantScope}. A statement on its own is a transaction of one round
 * trip; several belong {@link #inTransaction}. Writes go through the gate either way.
 */
@Component
public final class TenantDatabase {
    private final JdbcClient sql;
    private final TransactionTemplate transactions;

    TenantDatabase(Databases databases, Placements placements) {
        TenantDataSource source = new TenantDataSource(databases, placements);
        this.sql = JdbcClient.create(source);
        this.transactions = new TransactionTemplate(new JdbcTransactionManager(source));
    }

    public JdbcClient sql() {
        return sql;
    }

    public <T extends @Nullable Object> T inTransaction(Supplier<T> work) {
        return transactions.execute(status -> work.get());
    }

    public void inTransaction(Runnable work) {
        transactions.executeWithoutResult(status -> work.run());
    }

    /** Runs {@code work} once this transaction has committed; at once when there is none. */
    public static void afterCommit(Runnable work) {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            work.run();
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                work.run();
            }
        });
    }
}
