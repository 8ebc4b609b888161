package health.careloop.tenancy;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.careloop.TestServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.ds.PGSimpleDataSource;

/** A role of tenants that could step around the wall starts no server (T-01). */
class RoleCheckTest {
    private static final TestServer SERVER = TestServer.shared();

    @ParameterizedTest
    @EnumSource(names = {"APP", "WORKER", "INGEST"})
    void theRolesAsTheyAreMadeArePowerless(DatabaseRole role) {
        assertThatCode(() -> RoleCheck.refuseTooMuchPower(as(role))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    alter role careloop_app superuser | alter role careloop_app nosuperuser | is superuser
                    alter role careloop_app bypassrls | alter role careloop_app nobypassrls | bypasses row security
                    grant careloop_owner to careloop_app | revoke careloop_owner from careloop_app | is a member of careloop_owner
                    create table pooled.by_hand (id int); alter table pooled.by_hand owner to careloop_app | drop table pooled.by_hand | owns by_hand
                    grant create on schema pooled to careloop_app | revoke create on schema pooled from careloop_app | may create in schema pooled
                    grant temp on database careloop to careloop_app | revoke temp on database careloop from careloop_app | may create temporary tables
                    """)
    void aPowerTooManyIsRefusedAndNamed(String given, String taken, String named) throws SQLException {
        try (Connection administrator = SERVER.administrator();
                Statement statement = administrator.createStatement()) {
            statement.execute(given);
            try {
                assertThatThrownBy(() -> RoleCheck.refuseTooMuchPower(as(DatabaseRole.APP)))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("careloop_app has more power")
                        .hasMessageContaining(named);
            } finally {
                statement.execute(taken);
            }
        }
    }

    @Test
    void aServerWithSuchARoleDoesNotStart() throws SQLException {
        try (Connection administrator = SERVER.administrator();
                Statement statement = administrator.createStatement()) {
            statement.execute("grant careloop_owner to careloop_worker");
            try (Databases databases = Databases.open(SERVER::postgres, SERVER.home(), TenancySettings.FEW)) {
                assertThatThrownBy(databases::await).hasStackTraceContaining("is a member of careloop_owner");
            } finally {
                statement.execute("revoke careloop_owner from careloop_worker");
            }
        }
        try (Databases databases = Databases.open(SERVER::postgres, SERVER.home(), TenancySettings.FEW)) {
            assertThatCode(databases::await).as("the control").doesNotThrowAnyException();
        }
    }

    private static DataSource as(DatabaseRole role) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(SERVER.postgres().jdbcUrl("careloop"));
        source.setUser(role.roleName());
        source.setPassword(RolePasswords.of(SERVER.home().resolve("secrets")).of(role));
        return source;
    }
}
