package health.careloop.bench.churn;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import health.careloop.bench.churn.Ground.Occupant;
import health.careloop.tenancy.DatabaseRole;
import health.careloop.tenancy.TenantScope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Random;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The control: contexts set for the session, as the first idea of anybody would be. The next borrower sees the rows. */
final class SessionSet {
    private SessionSet() {}

    /** @return how many of {@code n} borrowers in nobody's name saw somebody's rows */
    static long leaks(Ground ground, List<Occupant> occupants, String url, Path home, int n, long seed)
            throws IOException {
        Properties passwords = new Properties();
        try (var reader = Files.newBufferedReader(home.resolve("secrets").resolve("roles.properties"))) {
            passwords.load(reader);
        }
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername(DatabaseRole.WORKER.roleName());
        config.setPassword(passwords.getProperty(DatabaseRole.WORKER.roleName()));
        config.setMaximumPoolSize(2);
        config.addDataSourceProperty("prepareThreshold", "0");
        List<Occupant> pooled = occupants.stream()
                .filter(occupant -> occupant.database().isShared())
                .toList();
        Random random = new Random(seed);
        long leaks = 0;
        try (HikariDataSource pool = new HikariDataSource(config)) {
            JdbcClient sql = JdbcClient.create(pool);
            for (int i = 0; i < n; i++) {
                Occupant occupant = pooled.get(random.nextInt(pooled.size()));
                String context = TenantScope.as(
                        occupant.id(),
                        DatabaseRole.WORKER,
                        () -> ground.rows()
                                .sql()
                                .sql("select current_setting('app.context')")
                                .query(String.class)
                                .single());
                sql.sql("select set_config('app.context', ?, false)")
                        .param(context)
                        .query(String.class)
                        .single();
                boolean seen = sql.sql("select exists (select from practices)")
                        .query(Boolean.class)
                        .single();
                leaks += seen ? 1 : 0;
            }
        }
        return leaks;
    }
}
