package health.careloop.tenancy;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.springframework.jdbc.core.ArgumentPreparedStatementSetter;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.stereotype.Component;

/**
 * The ingest role for several tenants at once: the only place where one transaction writes rows of more than one tenant
 * (T-01). It can, because this role alone is not restricted to the context's tenant; it inserts, and reads nothing but
 * replay rows and gates. So every row must name its own tenant, and the context is not to be asked: it is the last
 * tenant's that entered.
 */
@Component
public final class IngestDatabase {
    private static final String ENTER_ALL =
            "select app.enter(t.context, t.epoch) from unnest(?::text[], ?::bigint[]) as t (context, epoch);\n";

    /** Shorter than anybody waits for the answer, so that a statement that hangs on a lock leaves time to go on. */
    private static final Duration LONGEST_STATEMENT = Duration.ofSeconds(5);

    private final Databases databases;
    private final Placements placements;

    IngestDatabase(Databases databases, Placements placements) {
        this.databases = databases;
        this.placements = placements;
    }

    /** Tenants of one database share a transaction; those of two cannot. */
    public DatabaseAddress of(TenantId tenant) {
        return placements.get(tenant).database();
    }

    /**
     * Asks the gate of every tenant, then runs {@code sql}: one transaction, one round trip. One tenant that takes no
     * writes fails it for all.
     *
     * @param tenants of one database
     * @return the rows that {@code sql} returns
     */
    public <T> List<T> enteringAll(
            Collection<TenantId> tenants, String sql, List<?> parameters, RowMapper<T> rowMapper) {
        // In one order for everybody, so that two batches cannot wait for each other.
        Set<UUID> entering = new TreeSet<>();
        tenants.forEach(tenant -> entering.add(tenant.value()));
        List<Placement> placed = entering.stream()
                .map(tenant -> placements.served(new TenantId(tenant)))
                .toList();
        DatabaseAddress address = placed.getFirst().database();
        if (!placed.stream().allMatch(placement -> placement.database().equals(address))) {
            throw new IllegalArgumentException("Tenants of several databases cannot share a transaction");
        }
        CellDatabase database = databases.at(address);
        JdbcTemplate jdbc = new JdbcTemplate(new LazyPool(databases, address, DatabaseRole.INGEST));
        List<T> rows = jdbc.execute((Connection connection) -> {
            List<Object> all = new ArrayList<>();
            all.add(placed.stream()
                    .map(placement -> database.contextOf(placement.tenant()))
                    .toArray(String[]::new));
            all.add(placed.stream().map(Placement::epoch).toArray(Long[]::new));
            all.addAll(parameters);
            try (PreparedStatement statement = connection.prepareStatement(ENTER_ALL + sql)) {
                statement.setQueryTimeout(Math.toIntExact(LONGEST_STATEMENT.toSeconds()));
                new ArgumentPreparedStatementSetter(all.toArray()).setValues(statement);
                statement.execute();
                checkEntered(statement, entering);
                return rows(statement, rowMapper);
            }
        });
        return rows == null ? List.of() : rows;
    }

    private static void checkEntered(PreparedStatement statement, Set<UUID> expected) throws SQLException {
        Set<UUID> entered = new HashSet<>();
        try (ResultSet answer = statement.getResultSet()) {
            while (answer.next()) {
                entered.add(answer.getObject(1, UUID.class));
            }
        }
        if (!entered.equals(expected)) {
            throw new SQLException("The database did not let every tenant of the batch enter", "TM004");
        }
    }

    private static <T> List<T> rows(PreparedStatement statement, RowMapper<T> rowMapper) throws SQLException {
        List<T> rows = new ArrayList<>();
        if (statement.getMoreResults(Statement.CLOSE_CURRENT_RESULT)) {
            try (ResultSet found = statement.getResultSet()) {
                while (found.next()) {
                    rows.add(rowMapper.mapRow(found, rows.size()));
                }
            }
        }
        return rows;
    }
}
