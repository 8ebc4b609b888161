package health.careloop.tenancy;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.ArgumentPreparedStatementSetter;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.stereotype.Component;

/**
 * The ingest role for several tenants at once: the only place where one transaction writes rows of more than one tenant
 * (T-01). It can, because this role alone is not restricted to the context's tenant; it inserts, and reads nothing but
 * replay rows and gates. So every row must name its own tenant, and there is no context to be asked: this role stands
 * behind no policy that would compare with one.
 */
@Component
public final class IngestDatabase {
    private static final String ADMIT = "select app.admit(?::uuid[], ?::bigint[]);\n";

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
    public <T> List<T> admittingAll(
            Collection<TenantId> tenants, String sql, List<?> parameters, RowMapper<T> rowMapper) {
        List<Placement> placed =
                Set.copyOf(tenants).stream().map(placements::served).toList();
        DatabaseAddress address = placed.getFirst().database();
        if (!placed.stream().allMatch(placement -> placement.database().equals(address))) {
            throw new IllegalArgumentException("Tenants of several databases cannot share a transaction");
        }
        JdbcTemplate jdbc = new JdbcTemplate(new LazyPool(databases, address, DatabaseRole.INGEST));
        List<T> rows = jdbc.execute((Connection connection) -> {
            UUID[] admitting =
                    placed.stream().map(placement -> placement.tenant().value()).toArray(UUID[]::new);
            List<Object> all = new ArrayList<>();
            all.add(admitting);
            all.add(placed.stream().map(Placement::epoch).toArray(Long[]::new));
            all.addAll(parameters);
            try (PreparedStatement statement = connection.prepareStatement(ADMIT + sql)) {
                new ArgumentPreparedStatementSetter(all.toArray()).setValues(statement);
                statement.execute();
                checkAdmitted(statement, Set.of(admitting));
                return rows(statement, rowMapper);
            }
        });
        return rows == null ? List.of() : rows;
    }

    private static void checkAdmitted(PreparedStatement statement, Set<UUID> expected) throws SQLException {
        try (ResultSet answer = statement.getResultSet()) {
            if (!answer.next()
                    || !(answer.getArray(1).getArray() instanceof UUID[] admitted)
                    || !expected.equals(Set.copyOf(Arrays.asList(admitted)))) {
                throw new SQLException("The database did not admit every tenant of the batch", "TM004");
            }
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
