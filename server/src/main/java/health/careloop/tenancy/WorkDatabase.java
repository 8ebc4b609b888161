package health.careloop.tenancy;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The worker role outside any tenant: it may call the claim functions, and sees no row of any table. */
@Component
public final class WorkDatabase {
    private final Databases databases;
    private final ControlDatabase control;
    private final Map<DatabaseAddress, JdbcClient> clients = new ConcurrentHashMap<>();

    WorkDatabase(Databases databases, ControlDatabase control) {
        this.databases = databases;
        this.control = control;
    }

    public JdbcClient sql(DatabaseAddress database) {
        return clients.computeIfAbsent(
                database, address -> JdbcClient.create(new LazyPool(databases, address, DatabaseRole.WORKER)));
    }

    /** Databases that many tenants share: somebody always works there. The main one is the first. */
    public List<DatabaseAddress> shared() {
        return all(true);
    }

    /** Databases of one tenant each: most of them sleep most of the time. */
    public List<DatabaseAddress> own() {
        return all(false);
    }

    private List<DatabaseAddress> all(boolean shared) {
        return control.sql()
                .sql("""
                        select d.cell, d.name from control.databases d
                        where d.shared = ? and (d.shared or exists (
                            select from control.placements p join control.tenants t on t.id = p.tenant_id
                            where p.cell = d.cell and p.database = d.name and t.status = 'ACTIVE'))
                        order by (d.cell, d.name) <> (?, ?), d.cell, d.name
                        """)
                .params(shared, DatabaseAddress.MAIN.cell(), DatabaseAddress.MAIN.name())
                .query((row, number) -> new DatabaseAddress(row.getString(1), row.getString(2)))
                .list();
    }
}
