package health.careloop.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.careloop.TestServer;
import health.careloop.wall.TenantTables;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * What every store of tenant data keeps: its own tenant sees a record, for anybody else it is as if it had never been,
 * and outside a scope there is nothing at all. Extended once per store.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class TenantIsolationContract {
    protected static final TestServer SERVER = TestServer.shared();

    protected final Tenant own = SERVER.createTenant();
    protected final Tenant other = SERVER.createTenant();

    @SuppressWarnings("NullAway.Init")
    private UUID ownRecord;

    @SuppressWarnings("NullAway.Init")
    private UUID foreignRecord;

    /** The table whose policy is the wall here, with its schema. */
    protected abstract String table();

    /** Makes a record of the tenant. @return its id, as the store is asked for it */
    protected abstract UUID plant(Tenant tenant);

    /** Every way of the store to read what lies under an id, by name. Run in a scope. */
    protected abstract Map<String, Function<UUID, @Nullable Object>> looks();

    /** Every way to change or delete it. Run in a scope, inside a transaction. */
    protected Map<String, Function<UUID, @Nullable Object>> changes() {
        return Map.of();
    }

    protected DatabaseRole role() {
        return DatabaseRole.APP;
    }

    @BeforeAll
    void plantOnBothSides() {
        ownRecord = plant(own);
        foreignRecord = plant(other);
        while (working(other)) {
            Thread.onSpinWait();
        }
    }

    /** Storing and rendering go on behind a filed message, and change rows of their own. */
    private static boolean working(Tenant tenant) {
        return SERVER.database()
                .sql("""
                        select exists (
                            select 1 from loop.jobs_ready where tenant_id = :tenant
                            union all
                            select 1 from loop.jobs_leased where tenant_id = :tenant and queue not like 'proof-%')
                        """)
                .param("tenant", tenant.id().value())
                .query(Boolean.class)
                .single();
    }

    @Test
    void aTenantSeesItsOwn() {
        String nothing = all(looks(), UUID.randomUUID()).toString();

        assertThat(all(looks(), ownRecord).toString()).isNotEqualTo(nothing);
    }

    @Test
    void aForeignIdIsNoDifferentFromARandomOne() {
        assertThat(all(looks(), foreignRecord)).isEqualTo(all(looks(), UUID.randomUUID()));
    }

    @Test
    void foreignRecordsAreNeitherChangedNorDeleted() throws SQLException {
        try (Connection administrator = SERVER.administrator()) {
            TenantTables tables = new TenantTables(administrator);
            Map<String, String> before = tables.hashes(other.id().value());

            Map<String, String> foreign = all(changes(), foreignRecord);

            assertThat(foreign).isEqualTo(all(changes(), UUID.randomUUID()));
            assertThat(tables.hashes(other.id().value())).isEqualTo(before);
        }
    }

    @Test
    void outsideAScopeThereIsNothing() {
        looks().forEach((name, look) ->
                assertThatThrownBy(() -> look.apply(ownRecord)).as(name).hasStackTraceContaining("No tenant in scope"));
        changes()
                .forEach((name, change) -> assertThatThrownBy(() -> change.apply(ownRecord))
                        .as(name)
                        .hasStackTraceContaining("No tenant in scope"));
    }

    /** Negative control: take the wall away, and the foreign record shows. */
    @Test
    void withoutThePolicyTheForeignRecordWouldShow() throws SQLException {
        Map<String, String> nothing = all(looks(), UUID.randomUUID());
        try {
            policy("true");
            assertThat(all(looks(), foreignRecord)).isNotEqualTo(nothing);
        } finally {
            policy("tenant_id = (select app.tid())");
        }
        assertThat(all(looks(), foreignRecord)).isEqualTo(nothing);
    }

    private void policy(String condition) throws SQLException {
        try (Connection administrator = SERVER.administrator();
                Statement statement = administrator.createStatement()) {
            statement.execute(
                    "alter policy tenant on " + table() + " using (" + condition + ") with check (" + condition + ")");
        }
    }

    private Map<String, String> all(Map<String, Function<UUID, @Nullable Object>> ways, UUID id) {
        Map<String, String> results = new LinkedHashMap<>();
        for (Map.Entry<String, Function<UUID, @Nullable Object>> way : ways.entrySet()) {
            results.put(way.getKey(), result(way.getValue(), id));
        }
        return results;
    }

    /** What came of it: the value, or kind of exception and SQLSTATE. Ids asked for are not told apart. */
    private String result(Function<UUID, @Nullable Object> way, UUID id) {
        try {
            Object value = TenantScope.as(
                    own.id(), role(), () -> SERVER.bean(TenantDatabase.class).inTransaction(() -> way.apply(id)));
            return String.valueOf(value).replace(id.toString(), "the id");
        } catch (RuntimeException e) {
            StringBuilder kind = new StringBuilder();
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                kind.append(cause.getClass().getName()).append(' ');
                if (cause instanceof SQLException sql) {
                    kind.append(sql.getSQLState());
                }
            }
            return kind.toString();
        }
    }
}
