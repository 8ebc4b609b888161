package health.careloop.tenancy;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A statement that writes any number of the tenant's rows at once: every column goes to the server as one array. Starting
 * a statement and checking the signed context then cost once what they would cost for each row.
 *
 * <p>A column is its name and its type, as in {@code "received_at timestamptz"}. Types whose values are written as text
 * take any object whose {@code toString} PostgreSQL reads: dates, moments, JSON.
 */
public final class ManyRows {
    /** An array's memory stays small beside the rows' own. */
    private static final int MOST_ROWS = 2_000;

    private record Column(String name, String type) {
        static Column of(String nameAndType) {
            String[] parts = nameAndType.split(" ", 2);
            return new Column(parts[0], parts[1]);
        }

        Array of(Connection connection, List<DeferredWrites.Row> rows, int at) throws SQLException {
            return connection.createArrayOf(
                    isSentAsText() ? "text" : type,
                    switch (type) {
                        case "bytea" -> values(rows, at, byte[][]::new);
                        case "smallint" -> values(rows, at, Short[]::new);
                        case "integer" -> values(rows, at, Integer[]::new);
                        case "bigint" -> values(rows, at, Long[]::new);
                        case "float8" -> values(rows, at, Double[]::new);
                        case "boolean" -> values(rows, at, Boolean[]::new);
                        default -> texts(rows, at);
                    });
        }

        /** The driver sends these element by element as escaped text; a text goes as its bytes. */
        private boolean isSentAsText() {
            return switch (type) {
                case "bytea", "smallint", "integer", "bigint", "float8", "boolean" -> false;
                default -> true;
            };
        }

        String parameter() {
            return isSentAsText() && !type.equals("text") ? "?::text[]::" + type + "[]" : "?::" + type + "[]";
        }

        private static @Nullable String[] texts(List<DeferredWrites.Row> rows, int at) {
            @Nullable String[] texts = new String[rows.size()];
            for (int i = 0; i < texts.length; i++) {
                texts[i] = Objects.toString(rows.get(i).values()[at], null);
            }
            return texts;
        }

        private static <T> @Nullable T[] values(
                List<DeferredWrites.Row> rows, int at, IntFunction<@Nullable T[]> make) {
            @Nullable Object[] values = make.apply(rows.size());
            for (int i = 0; i < values.length; i++) {
                values[i] = rows.get(i).values()[at];
            }
            @SuppressWarnings("unchecked") // made so
            @Nullable
            T[] typed = (@Nullable T[]) values;
            return typed;
        }
    }

    private final String sql;
    private final boolean namesTenant;
    private final List<Column> columns;

    private ManyRows(String sql, boolean namesTenant, List<Column> columns) {
        this.sql = sql;
        this.namesTenant = namesTenant;
        this.columns = columns;
    }

    /** New rows; {@code tenant_id} is written beside the named columns. */
    public static ManyRows insertInto(String table, String... columns) {
        return inserting(table, "", columns);
    }

    /** New rows, of which those that are there already stay as they are. */
    public static ManyRows insertMissingInto(String table, String... columns) {
        return inserting(table, " on conflict do nothing", columns);
    }

    private static ManyRows inserting(String table, String unless, String... columns) {
        List<Column> named = Arrays.stream(columns).map(Column::of).toList();
        return new ManyRows(
                "insert into %s (tenant_id, %s) select ?, r.* from %s as r%s"
                        .formatted(table, names(named), arrays(named), unless),
                true,
                named);
    }

    /** Rows that are there: the first column says which, the others what is set. */
    public static ManyRows update(String table, String... columns) {
        return updating(table, "", columns);
    }

    /** The same, of a table that says when its rows were changed. */
    public static ManyRows updateAndStamp(String table, String... columns) {
        return updating(table, ", updated_at = now()", columns);
    }

    private static ManyRows updating(String table, String stamp, String... columns) {
        List<Column> named = Arrays.stream(columns).map(Column::of).toList();
        Column key = named.getFirst();
        return new ManyRows(
                "update %s t set %s%s from %s as r (%s) where t.%s = r.%s"
                        .formatted(
                                table,
                                named.stream()
                                        .skip(1)
                                        .map(column -> column.name() + " = r." + column.name())
                                        .collect(Collectors.joining(", ")),
                                stamp,
                                arrays(named),
                                names(named),
                                key.name(),
                                key.name()),
                false,
                named);
    }

    private static String names(List<Column> columns) {
        return columns.stream().map(Column::name).collect(Collectors.joining(", "));
    }

    private static String arrays(List<Column> columns) {
        return columns.stream().map(Column::parameter).collect(Collectors.joining(", ", "unnest(", ")"));
    }

    String sql() {
        return sql;
    }

    void write(Connection connection, List<DeferredWrites.Row> rows) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int from = 0; from < rows.size(); from += MOST_ROWS) {
                write(connection, statement, rows.subList(from, Math.min(rows.size(), from + MOST_ROWS)));
            }
        }
    }

    private void write(Connection connection, PreparedStatement statement, List<DeferredWrites.Row> rows)
            throws SQLException {
        int parameter = 1;
        if (namesTenant) {
            statement.setObject(parameter++, TenantScope.current().tenant().value());
        }
        for (int i = 0; i < columns.size(); i++) {
            statement.setArray(parameter++, columns.get(i).of(connection, rows, i));
        }
        statement.executeUpdate();
    }
}
