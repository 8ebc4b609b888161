package health.careloop.tenancy;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Connections that carry the tenant. The one class that sets {@code app.context} (T-04), always transaction-locally and
 * in the same round trip as the first statement: the driver splits {@code select app.enter(?, ?); insert …} into
 * pipelined messages with one Sync, and both halves stay server-prepared.
 *
 * <p>Only {@link IngestDatabase} enters otherwise, several tenants at once.
 *
 * <ul>
 *   <li>In a transaction the first statement is preceded by {@code app.enter}, which also asks the gate.
 *   <li>Outside one, every statement is a transaction of its own, together with its prefix: a write enters, a read sets
 *       the context alone.
 *   <li>What the server answers to the prefix is compared with what was asked, so a mixed-up connection is an error.
 * </ul>
 */
final class TenantConnections {
    /** What goes in front of a statement. The names that the statement leaves unqualified follow the tenant. */
    private enum Prefix {
        ENTER("select app.enter(?, ?);\n", false),
        CONTEXT("select set_config('app.context', ?, true);\n", false),
        ENTER_SCHEMA("select app.enter(?, ?), set_config('search_path', ?, true);\n", true),
        CONTEXT_SCHEMA("select set_config('app.context', ?, true), set_config('search_path', ?, true);\n", true);

        final String sql;
        final boolean schema;

        Prefix(String sql, boolean schema) {
            this.sql = sql;
            this.schema = schema;
        }

        boolean enters() {
            return this == ENTER || this == ENTER_SCHEMA;
        }

        static Prefix of(boolean entering, boolean schema) {
            if (schema) {
                return entering ? ENTER_SCHEMA : CONTEXT_SCHEMA;
            }
            return entering ? ENTER : CONTEXT;
        }
    }

    private TenantConnections() {}

    /** @param context signed for the placement's tenant and its database */
    static Connection carrying(Connection connection, Placement placement, String context) {
        return carrying(connection, placement, context, placement.inSchemaOfItsOwn(), () -> {});
    }

    /**
     * @param ownStatements whether its statements are prepared apart from other schemas'
     * @param onClose once, however often it is closed
     */
    static Connection carrying(
            Connection connection, Placement placement, String context, boolean ownStatements, Runnable onClose) {
        return proxy(Connection.class, new Carrier(connection, placement, context, ownStatements, onClose));
    }

    /** Asks the gate and does nothing else: a transaction of its own. */
    static void enter(Connection connection, Placement placement, String context) throws SQLException {
        try (PreparedStatement enter = connection.prepareStatement("select app.enter(?, ?)")) {
            enter.setString(1, context);
            enter.setLong(2, placement.epoch());
            try (ResultSet answer = enter.executeQuery()) {
                if (!answer.next() || !placement.tenant().toString().equals(answer.getString(1))) {
                    throw new SQLException("The database did not take the tenant's context", "TM004");
                }
            }
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(
                Proxy.newProxyInstance(TenantConnections.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static @Nullable Object forward(Object target, Method method, Object @Nullable [] arguments)
            throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** The connection: knows whether this transaction has entered yet. */
    private static final class Carrier implements InvocationHandler {
        private final Connection connection;
        private final Placement placement;
        private final String context;
        private final boolean ownStatements;
        private final AtomicReference<@Nullable Runnable> onClose;
        private boolean entered;

        Carrier(Connection connection, Placement placement, String context, boolean ownStatements, Runnable onClose) {
            this.connection = connection;
            this.placement = placement;
            this.context = context;
            this.ownStatements = ownStatements;
            this.onClose = new AtomicReference<>(onClose);
        }

        @Override
        public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
            return switch (method.getName()) {
                case "prepareStatement" -> prepare(method, arguments);
                case "createStatement", "prepareCall" ->
                    throw new UnsupportedOperationException("Tenant data is reached by prepared statements only");
                case "setAutoCommit", "commit", "rollback" -> {
                    // Going back to a savepoint may take the context away as well; entering twice costs little.
                    entered = false;
                    yield forward(connection, method, arguments);
                }
                case "close", "abort" -> {
                    try {
                        yield forward(connection, method, arguments);
                    } finally {
                        Runnable once = onClose.getAndSet(null);
                        if (once != null) {
                            once.run();
                        }
                    }
                }
                default -> forward(connection, method, arguments);
            };
        }

        private @Nullable Object prepare(Method method, Object @Nullable [] arguments) throws Throwable {
            if (arguments == null) {
                throw new IllegalArgumentException("prepareStatement without a statement");
            }
            if (TenantScope.find()
                    .filter(scope -> !scope.equals(placement.tenant()))
                    .isPresent()) {
                // A scope opened inside another tenant's transaction would be served that tenant's rows.
                throw new IllegalStateException("This transaction belongs to another tenant than the scope");
            }
            boolean alone = connection.getAutoCommit();
            String sql = spelled((String) arguments[0]);
            if (!alone && entered) {
                Object[] same = arguments.clone();
                same[0] = sql;
                return forward(connection, method, same);
            }
            Prefix prefix = Prefix.of(!alone || !reads(sql), placement.inSchemaOfItsOwn());
            Object[] prefixed = arguments.clone();
            prefixed[0] = prefix.sql + sql;
            PreparedStatement statement = (PreparedStatement) forward(connection, method, prefixed);
            if (statement == null) {
                throw new IllegalStateException("The driver prepared nothing");
            }
            int set = 0;
            statement.setString(++set, context);
            if (prefix.enters()) {
                statement.setLong(++set, placement.epoch());
            }
            if (prefix.schema) {
                statement.setString(++set, placement.schema());
            }
            String expected = prefix.enters() ? placement.tenant().toString() : context;
            return proxy(PreparedStatement.class, new Prefixed(statement, set, expected, () -> entered = !alone));
        }

        /**
         * A text of its own is a prepared statement of its own. One that several schemas share is planned anew each time
         * the search path is another than the last time.
         */
        private String spelled(String sql) {
            return ownStatements ? sql + " /* " + placement.schema() + " */" : sql;
        }

        private static boolean reads(String sql) {
            String head = sql.stripLeading();
            return head.length() >= 6
                    && head.substring(0, 6).toLowerCase(Locale.ROOT).equals("select");
        }
    }

    /** A statement behind its prefix: parameters shifted, the prefix's answer checked and skipped. */
    private static final class Prefixed implements InvocationHandler {
        private final PreparedStatement statement;
        private final int shift;
        private final String expected;
        private final Runnable afterPrefix;

        Prefixed(PreparedStatement statement, int shift, String expected, Runnable afterPrefix) {
            this.statement = statement;
            this.shift = shift;
            this.expected = expected;
            this.afterPrefix = afterPrefix;
        }

        @Override
        public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
            String name = method.getName();
            if (arguments != null
                    && name.startsWith("set")
                    && method.getParameterTypes()[0] == int.class
                    && arguments.length >= 2) {
                Object[] shifted = arguments.clone();
                shifted[0] = (Integer) arguments[0] + shift;
                return forward(statement, method, shifted);
            }
            return switch (name) {
                case "executeQuery" -> {
                    executePastPrefix();
                    yield statement.getResultSet();
                }
                case "executeUpdate" -> {
                    executePastPrefix();
                    yield statement.getUpdateCount();
                }
                case "executeLargeUpdate" -> {
                    executePastPrefix();
                    yield statement.getLargeUpdateCount();
                }
                case "execute" -> executePastPrefix();
                case "addBatch", "executeBatch", "clearParameters", "getParameterMetaData", "getMetaData" ->
                    throw new UnsupportedOperationException(name + " on a statement that carries the tenant");
                default -> forward(statement, method, arguments);
            };
        }

        private boolean executePastPrefix() throws SQLException {
            statement.execute();
            try (ResultSet answer = statement.getResultSet()) {
                if (answer == null || !answer.next() || !expected.equals(answer.getString(1))) {
                    throw new SQLException("The database did not take the tenant's context", "TM004");
                }
            }
            afterPrefix.run();
            return statement.getMoreResults(Statement.CLOSE_CURRENT_RESULT);
        }
    }
}
