package health.careloop.tenancy;

import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The control plane: tenants, placements, people, senders, keys. Its role cannot read a tenant's rows, and the tenants'
 * roles cannot read it.
 */
@Component
public final class ControlDatabase {
    private final DataSource source;
    private final JdbcClient sql;
    private final TransactionTemplate transactions;

    ControlDatabase(Databases databases) {
        this.source = new LazyPool(databases, DatabaseAddress.MAIN, DatabaseRole.CONTROL);
        this.sql = JdbcClient.create(source);
        this.transactions = new TransactionTemplate(new JdbcTransactionManager(source));
    }

    public JdbcClient sql() {
        return sql;
    }

    /** For libraries that bring their own SQL. */
    public DataSource source() {
        return source;
    }

    public <T extends @Nullable Object> T inTransaction(Supplier<T> work) {
        return transactions.execute(status -> work.get());
    }

    public void inTransaction(Runnable work) {
        transactions.executeWithoutResult(status -> work.run());
    }
}
