package health.careloop.tenancy;

import java.util.Arrays;
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
    private final Placements placements;
    private final TenantDataSource source;
    private final JdbcClient sql;
    private final TransactionTemplate transactions;

    TenantDatabase(Databases databases, Placements placements) {
        this.placements = placements;
        this.source = new TenantDataSource(databases, placements);
        this.sql = JdbcClient.create(source);
        this.transactions = new TransactionTemplate(new JdbcTransactionManager(source));
    }

    public JdbcClient sql() {
        return sql;
    }

    /** Where the scope's tenant lives. */
    public DatabaseAddress address() {
        return placements.get(TenantScope.current().tenant()).database();
    }

    public <T extends @Nullable Object> T inTransaction(Supplier<T> work) {
        return transactions.execute(status -> work.get());
    }

    public void inTransaction(Runnable work) {
        transactions.executeWithoutResult(status -> work.run());
    }

    /**
     * Writes a row that nothing in this transaction reads, some time before it commits; many of the same statement go in
     * one round trip. Without a transaction, at once.
     *
     * @param rank lower goes first: what other rows refer to
     */
    public void later(int rank, String statement, @Nullable Object... parameters) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            DeferredWrites.of(source).add(rank, statement, parameters);
        } else {
            sql.sql(statement).params(Arrays.asList(parameters)).update();
        }
    }

    /**
     * The same, row by row for a statement that writes them together.
     *
     * @param values in the order of the statement's columns
     */
    public void later(int rank, ManyRows statement, @Nullable Object... values) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            DeferredWrites.of(source).add(rank, statement, values);
        } else {
            inTransaction(() -> later(rank, statement, values));
        }
    }

    /** Writes now what was to be written later, because something is about to read it. */
    public void writeNow() {
        DeferredWrites.of(source).flush();
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
