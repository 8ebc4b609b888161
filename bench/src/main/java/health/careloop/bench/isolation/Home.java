package health.careloop.bench.isolation;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Where a tenant's rows lie.
 *
 * @param database as the superuser, who sees everything
 * @param schema of the domain's tables; the rest lies in {@code loop}
 */
record Home(JdbcClient database, String schema) {
    String table(String name) {
        return schema + "." + name;
    }
}
