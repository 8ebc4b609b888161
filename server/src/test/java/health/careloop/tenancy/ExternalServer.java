package health.careloop.tenancy;

import health.careloop.postgres.DatabaseServer;
import health.careloop.postgres.EmbeddedPostgres;
import health.careloop.postgres.ExternalPostgres;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A PostgreSQL that is somebody else's, and installations that were given one of its roles. */
final class ExternalServer implements AutoCloseable {
    private final EmbeddedPostgres postgres;

    ExternalServer(Path folder) {
        this.postgres = EmbeddedPostgres.start(folder, line -> {});
    }

    DatabaseServer asSuperuser() {
        return ExternalPostgres.at(url(postgres.administrator(), postgres.administratorPassword()));
    }

    /** @param attributes as in {@code create role} */
    DatabaseServer asRole(String name, String attributes) throws SQLException {
        superuser("postgres", "create role " + name + " login " + attributes + " password 'of a test'");
        return ExternalPostgres.at(url(name, "of%20a%20test"));
    }

    int port() {
        return URI.create(postgres.jdbcUrl("postgres").substring("jdbc:".length()))
                .getPort();
    }

    String url(String user, String password) {
        return "postgresql://" + user + ":" + password + "@127.0.0.1:" + port() + "/postgres";
    }

    /** As the superuser there. */
    void superuser(String database, String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                        postgres.jdbcUrl(database), postgres.administrator(), postgres.administratorPassword());
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    JdbcClient superuser(String database) {
        return JdbcClient.create(new DriverManagerDataSource(
                postgres.jdbcUrl(database), postgres.administrator(), postgres.administratorPassword()));
    }

    /** What psql does with a script. */
    void psql(String script) throws SQLException {
        String database = "postgres";
        for (String line : script.split("\n")) {
            if (line.startsWith("\\connect ")) {
                database = line.substring("\\connect ".length());
            } else if (!line.isBlank()) {
                superuser(database, line);
            }
        }
    }

    @Override
    public void close() {
        postgres.close();
    }

    /** The tenancy of an application, without the application. */
    record Installed(Databases databases, Placements placements, Placing placing, Tenants tenants, TenantDatabase rows)
            implements AutoCloseable {
        static Installed on(DatabaseServer server, Path home) {
            return on(server, home, TenancySettings.of(2, 2, 2, 2));
        }

        static Installed on(DatabaseServer server, Path home, TenancySettings settings) {
            Databases databases = Databases.open(() -> server, home, settings);
            try {
                databases.await();
            } catch (RuntimeException e) {
                databases.close();
                throw e;
            }
            ControlDatabase control = new ControlDatabase(databases);
            Placements placements = new Placements(control);
            Placing placing = new Placing(databases, control, placements);
            ApplicationEventPublisher nobody = event -> {};
            return new Installed(
                    databases,
                    placements,
                    placing,
                    new Tenants(control, placing, nobody),
                    new TenantDatabase(databases, placements));
        }

        Tenant create(Tier tier) {
            String random = UUID.randomUUID().toString().substring(0, 12);
            return tenants.create("t-" + random, "Practice " + random, null, tier);
        }

        Placement placement(Tenant tenant) {
            return placements.get(tenant.id());
        }

        void writesAPractice(Tenant tenant) {
            TenantScope.as(
                    tenant.id(),
                    DatabaseRole.WORKER,
                    () -> rows.sql()
                            .sql("insert into practices (tenant_id, id, bsnr, name) values (?, ?, '999999999', 'own')")
                            .params(tenant.id().value(), UUID.randomUUID())
                            .update());
        }

        long practices(Tenant tenant) {
            return TenantScope.as(
                    tenant.id(),
                    () -> rows.sql()
                            .sql("select count(*) from practices")
                            .query(Long.class)
                            .single());
        }

        @Override
        public void close() {
            databases.close();
        }
    }
}
