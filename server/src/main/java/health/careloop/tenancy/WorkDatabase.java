package health.careloop.tenancy;

import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The worker role outside any tenant: it may call the claim functions, and sees no row of any table. */
@Component
public final class WorkDatabase {
    private final JdbcClient sql;

    WorkDatabase(Databases databases) {
        DataSource source = new LazyPool(databases, DatabaseRole.WORKER);
        this.sql = JdbcClient.create(source);
    }

    public JdbcClient sql() {
        return sql;
    }
}
