package health.careloop.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import health.careloop.postgres.DatabaseServer;
import health.careloop.postgres.DatabaseServerException;
import health.careloop.tenancy.ExternalServer.Installed;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody else's PostgreSQL, with more or less power over it: what works then, and what is asked for. */
class ExternalServerTest {
    private static final String SUPERUSER_OF_ITS_OWN_ROLES = "createrole createdb bypassrls";

    @TempDir
    Path folder;

    private ExternalServer server;
    private Path home;

    @BeforeEach
    void start() {
        server = new ExternalServer(folder.resolve("external"));
        home = folder.resolve("home");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aSuperuserMakesEverything() throws Exception {
        try (Installed installed = Installed.on(server.asSuperuser(), home)) {
            everyTierWorks(installed, Tier.values());
        }
    }

    @Test
    void aRoleThatMayMakeRolesAndDatabasesMakesEverythingAndTakesItBack() throws Exception {
        DatabaseServer role = server.asRole("operator_of_ours", SUPERUSER_OF_ITS_OWN_ROLES);
        try (Installed installed = Installed.on(role, home)) {
            everyTierWorks(installed, Tier.values());
            Tenant tenant = installed.create(Tier.DATABASE);
            installed.writesAPractice(tenant); // its connections stay open

            String database = installed.placement(tenant).database().name();
            installed.placing().takeBack(installed.placement(tenant));

            assertThat(databasesAndRoles(database)).isZero();
        }
        // Everything is there: the second start makes nothing, and serves what the first one wrote.
        try (Installed again = Installed.on(role, home)) {
            everyTierWorks(again, Tier.values());
        }
        assertThat(ownersOfTables()).containsExactly("careloop_owner");
    }

    @Test
    void afterTheAdministratorRanTheScriptSharedTiersWorkAndADatabaseOfOnesOwnIsRefused() throws Exception {
        DatabaseServer role = server.asRole("powerless", "");
        DatabaseServerException told =
                catchThrowableOfType(DatabaseServerException.class, () -> Installed.on(role, home));
        assertThat(told)
                .hasMessageContaining("The database role powerless may not make what Careloop needs")
                .hasMessageContaining("let a superuser run the following in psql, then start again")
                .hasMessageContaining("create role careloop_owner nologin;")
                .hasMessageContaining("create database careloop ")
                .hasMessageContaining("\\connect careloop");
        RolePasswords passwords = RolePasswords.in(home.resolve("secrets"));
        for (DatabaseRole secret : DatabaseRole.values()) {
            assertThat(told.getMessage()).doesNotContain(passwords.of(secret));
        }
        assertThat(databasesAndRoles("careloop")).as("nothing half made").isZero();

        server.psql(scriptOf(told));

        try (Installed installed = Installed.on(role, home)) {
            everyTierWorks(installed, Tier.POOLED, Tier.SCHEMA);
            long before = databasesAndRoles("");
            assertThatThrownBy(() -> installed.create(Tier.DATABASE))
                    .isInstanceOf(PlacementException.class)
                    .hasMessageContaining("may not make databases: choose the tier POOLED or SCHEMA");
            assertThat(databasesAndRoles("")).isEqualTo(before);
        }
        try (Installed again = Installed.on(role, home)) {
            everyTierWorks(again, Tier.POOLED, Tier.SCHEMA);
        }
    }

    /** Only who steps around row security may let somebody else do so: then an administrator must. */
    @Test
    void aRoleThatMayNotStepAroundRowSecurityNeedsAnAdministratorForTheMigrator() throws Exception {
        DatabaseServer role = server.asRole("nearly", "createrole createdb");
        DatabaseServerException told =
                catchThrowableOfType(DatabaseServerException.class, () -> Installed.on(role, home));
        assertThat(told).hasMessageContaining("The database role nearly may not make what Careloop needs");
        assertThat(databasesAndRoles("careloop")).as("nothing half made").isZero();

        server.psql(scriptOf(told));

        try (Installed installed = Installed.on(role, home)) {
            everyTierWorks(installed, Tier.POOLED, Tier.SCHEMA);
            assertThatThrownBy(() -> installed.create(Tier.DATABASE)).isInstanceOf(PlacementException.class);
        }
    }

    private static String scriptOf(DatabaseServerException told) {
        return told.getMessage().substring(told.getMessage().indexOf("\n\n") + 2);
    }

    private static void everyTierWorks(Installed installed, Tier... tiers) {
        for (Tier tier : tiers) {
            Tenant tenant = installed.create(tier);
            installed.writesAPractice(tenant);
            assertThat(installed.practices(tenant)).as(tier.name()).isEqualTo(1);
        }
    }

    /** Whose names begin so. */
    private long databasesAndRoles(String name) {
        return server.superuser("postgres")
                .sql("select (select count(*) from pg_database where datname like ? || '%' and datname <> 'postgres' "
                        + "and not datistemplate) + (select count(*) from pg_roles where rolname like ? || '%' "
                        + "and rolname not like 'pg\\_%')")
                .params(name, name)
                .query(Long.class)
                .single();
    }

    private List<String> ownersOfTables() {
        return server.superuser("careloop")
                .sql("select distinct relowner::regrole::text from pg_class c join pg_namespace n on n.oid = "
                        + "c.relnamespace where nspname in ('app', 'control', 'loop', 'pooled') and relkind = 'r'")
                .query(String.class)
                .list();
    }
}
