package health.careloop.bench.isolation;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a tenant's rows look like, table by table: equal before and after means that nobody touched them. */
record RowHash(Map<String, String> tables) {

    /** @param control where the control plane lies */
    static RowHash of(JdbcClient control, Home home, UUID tenant) {
        Map<String, String> tables = new TreeMap<>();
        add(tables, control, List.of("control"), tenant);
        add(tables, home.database(), List.of("loop", home.schema()), tenant);
        return new RowHash(tables);
    }

    private static void add(Map<String, String> tables, JdbcClient database, List<String> schemas, UUID tenant) {
        database.sql("""
                        select c.table_schema || '.' || c.table_name
                        from information_schema.columns c
                        join information_schema.tables t using (table_schema, table_name)
                        where c.column_name = 'tenant_id' and t.table_type = 'BASE TABLE'
                          and c.table_schema in (:schemas)
                        """)
                .param("schemas", schemas)
                .query(String.class)
                .list()
                .forEach(table -> tables.put(table, hash(database, table, tenant)));
    }

    private static String hash(JdbcClient database, String table, UUID tenant) {
        return database.sql(
                        "select count(*) || ' rows, ' || md5(coalesce(string_agg(r::text, '|' order by r::text), '')) from "
                                + table + " r where tenant_id = ?")
                .param(tenant)
                .query(String.class)
                .single();
    }

    /** Tables that are not as they were. */
    long differencesFrom(RowHash earlier) {
        return tables.entrySet().stream()
                .filter(table -> !table.getValue().equals(earlier.tables.get(table.getKey())))
                .count();
    }
}
