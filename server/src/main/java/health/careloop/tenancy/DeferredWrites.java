package health.careloop.tenancy;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.SqlTypeValue;
import org.springframework.jdbc.core.StatementCreatorUtils;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Writes of one transaction that nothing in it reads, kept until the flush and then sent like with like: one round trip
 * a statement, however many rows. What other rows refer to has the lower rank and goes first.
 */
final class DeferredWrites implements TransactionSynchronization {
    /** @param many how its rows go together, when they do */
    private record Statement(int rank, String sql, @Nullable ManyRows many) implements Comparable<Statement> {
        @Override
        public int compareTo(Statement other) {
            int byRank = Integer.compare(rank, other.rank);
            return byRank != 0 ? byRank : sql.compareTo(other.sql);
        }
    }

    /** Compared with nothing. */
    @SuppressWarnings("ArrayRecordComponent")
    record Row(@Nullable Object[] values) {}

    private final JdbcTemplate jdbc;
    private final Object key;
    private final Map<Statement, List<Row>> waiting = new HashMap<>();

    private DeferredWrites(DataSource source) {
        this.jdbc = new JdbcTemplate(source);
        this.key = key(source);
    }

    /** Those of the current transaction over {@code source}. */
    static DeferredWrites of(DataSource source) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("What is written later needs a transaction to be written in");
        }
        Object key = key(source);
        if (TransactionSynchronizationManager.getResource(key) instanceof DeferredWrites running) {
            return running;
        }
        DeferredWrites writes = new DeferredWrites(source);
        TransactionSynchronizationManager.bindResource(key, writes);
        TransactionSynchronizationManager.registerSynchronization(writes);
        return writes;
    }

    void add(int rank, String sql, @Nullable Object... parameters) {
        add(new Statement(rank, sql, null), parameters);
    }

    void add(int rank, ManyRows many, @Nullable Object... values) {
        add(new Statement(rank, many.sql(), many), values);
    }

    private void add(Statement statement, @Nullable Object... row) {
        List<Row> rows = waiting.computeIfAbsent(statement, s -> new ArrayList<>());
        rows.add(new Row(row));
    }

    @Override
    public void flush() {
        new TreeMap<>(waiting)
                .forEach((statement, rows) ->
                        jdbc.execute((Connection connection) -> send(connection, statement, rows)));
        waiting.clear();
    }

    private static @Nullable Void send(Connection connection, Statement statement, List<Row> rows) throws SQLException {
        if (statement.many() != null) {
            statement.many().write(connection, rows);
            return null;
        }
        try (PreparedStatement prepared = connection.prepareStatement(statement.sql())) {
            for (Row row : rows) {
                for (int i = 0; i < row.values().length; i++) {
                    StatementCreatorUtils.setParameterValue(
                            prepared, i + 1, SqlTypeValue.TYPE_UNKNOWN, row.values()[i]);
                }
                if (rows.size() == 1) {
                    prepared.executeUpdate();
                    return null;
                }
                prepared.addBatch();
            }
            prepared.executeBatch();
            return null;
        }
    }

    @Override
    public void beforeCommit(boolean readOnly) {
        flush();
    }

    @Override
    public void afterCompletion(int status) {
        TransactionSynchronizationManager.unbindResourceIfPossible(key);
    }

    private static Object key(DataSource source) {
        return "careloop deferred writes of " + System.identityHashCode(source);
    }
}
