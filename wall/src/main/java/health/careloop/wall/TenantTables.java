package health.careloop.wall;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The tenants' tables as the catalog has them, and rows for them: nothing here names a table, so a new one is proven
 * from the day it is made.
 */
public final class TenantTables {
    /** A foreign key beside its tenant_id: {@code column} of this table names {@code parentColumn} of the parent. */
    public record Reference(String name, String column, String parent, String parentColumn) {}

    /** @param allowed a value its check takes; {@code checked} when there is such a check */
    public record Column(
            String name,
            String type,
            boolean needed,
            boolean checked,
            @Nullable String allowed) {}

    /** Columns of a unique index other than tenant_id. */
    public record Key(String name, List<String> columns) {}

    public record Table(String name, List<Column> columns, List<Reference> references, List<Key> keys) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final Pattern LITERAL = Pattern.compile("'([^']+)'::text");

    private static final AtomicInteger NUMBERS = new AtomicInteger(1);

    private final Connection administrator;
    private final Map<String, Table> tables = new LinkedHashMap<>();

    /** Of the main database's shared tables. */
    public TenantTables(Connection administrator) throws SQLException {
        this(administrator, "loop", "pooled");
    }

    public TenantTables(Connection administrator, String... schemas) throws SQLException {
        this.administrator = administrator;
        String named = Arrays.stream(schemas).map(schema -> "'" + schema + "'").collect(Collectors.joining(", "));
        for (Map<String, String> row : rows("""
                select n.nspname || '.' || c.relname as name, c.oid::text as oid from pg_class c
                join pg_namespace n on n.oid = c.relnamespace
                where c.relkind in ('r', 'p') and n.nspname in (%s) and c.relname <> 'schema_history'
                  and not c.relispartition
                order by 1
                """.formatted(named))) {
            String name = row.getOrDefault("name", "");
            tables.put(name, read(name, row.getOrDefault("oid", "")));
        }
    }

    public List<Table> all() {
        return List.copyOf(tables.values());
    }

    public Table get(String name) {
        return Objects.requireNonNull(tables.get(name), name);
    }

    /** At least one row of the tenant in every table, with the parents it needs. */
    public void plant(UUID tenant) throws SQLException {
        for (Table table : all()) {
            ensure(table, tenant);
        }
    }

    /** All rows of the tenant, as one number. */
    public String hash(Table table, UUID tenant) throws SQLException {
        return rows("select coalesce(sum(hashtextextended(t::text, 1)), 0) || ' of ' || count(*) as h from "
                        + table.name() + " t where tenant_id = '" + tenant + "'")
                .getFirst()
                .getOrDefault("h", "");
    }

    public Map<String, String> hashes(UUID tenant) throws SQLException {
        Map<String, String> hashes = new LinkedHashMap<>();
        for (Table table : all()) {
            hashes.put(table.name(), hash(table, tenant));
        }
        return hashes;
    }

    public int count(Table table, UUID tenant) throws SQLException {
        return Integer.parseInt(
                rows("select count(*)::text as n from " + table.name() + " where tenant_id = '" + tenant + "'")
                        .getFirst()
                        .getOrDefault("n", ""));
    }

    /** One row of the tenant, as texts by column. */
    public Map<String, String> any(Table table, UUID tenant) throws SQLException {
        return rows("select * from " + table.name() + " where tenant_id = '" + tenant + "' limit 1")
                .getFirst();
    }

    /** The values of a new row: own parents where the table needs them, {@code special} ones where given. */
    public Map<String, String> draft(Table table, UUID tenant, Map<String, String> special) throws SQLException {
        Map<String, String> values = new LinkedHashMap<>();
        for (Column column : table.columns()) {
            if (column.needed() || special.containsKey(column.name())) {
                values.put(column.name(), sample(column));
            }
        }
        for (Reference reference : table.references()) {
            if (values.containsKey(reference.column()) && !special.containsKey(reference.column())) {
                Table parent = get(reference.parent());
                ensure(parent, tenant);
                values.put(reference.column(), any(parent, tenant).getOrDefault(reference.parentColumn(), ""));
            }
        }
        values.putAll(special);
        values.put("tenant_id", tenant.toString());
        return values;
    }

    public static void insert(Connection connection, Table table, Map<String, String> values) throws SQLException {
        Map<String, String> types = table.columns().stream().collect(Collectors.toMap(Column::name, Column::type));
        String sql = "insert into " + table.name() + " (" + String.join(", ", values.keySet()) + ") values ("
                + values.keySet().stream().map(c -> "?::" + types.get(c)).collect(Collectors.joining(", ")) + ")";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            int i = 1;
            for (String value : values.values()) {
                statement.setString(i++, value);
            }
            statement.executeUpdate();
        }
    }

    private void ensure(Table table, UUID tenant) throws SQLException {
        if (count(table, tenant) == 0) {
            insert(administrator, table, draft(table, tenant, Map.of()));
        }
    }

    private static String sample(Column column) {
        if (column.allowed() != null) {
            return column.allowed();
        }
        return switch (column.type()) {
            case "uuid" -> UUID.randomUUID().toString();
            case "uuid[]" -> "{}";
            case "jsonb" -> "{}";
            case "bytea" -> "\\x" + UUID.randomUUID().toString().replace("-", "");
            case "boolean" -> "true";
            // Ahead for good: a lease that has ended is given back by the janitor, and a job that is due is run.
            case "timestamp with time zone" -> "2199-11-20T08:00:00Z";
            case "smallint", "integer", "bigint", "double precision" ->
                column.checked() ? "1" : Integer.toString(NUMBERS.incrementAndGet());
            case "text" -> "proof " + UUID.randomUUID();
            default -> throw new IllegalStateException("No sample of " + column.type() + " for " + column.name());
        };
    }

    private Table read(String name, String oid) throws SQLException {
        List<Column> columns = new ArrayList<>();
        for (Map<String, String> row : rows("""
                select a.attname as name, format_type(a.atttypid, -1) as type,
                       (a.attnotnull and not a.atthasdef)::text as needed,
                       (select pg_get_constraintdef(k.oid) from pg_constraint k
                        where k.conrelid = a.attrelid and k.contype = 'c' and k.conkey = array[a.attnum] limit 1) as allowed
                from pg_attribute a where a.attrelid = %s and a.attnum > 0 and not a.attisdropped order by a.attnum
                """.formatted(oid))) {
            Matcher literal = LITERAL.matcher(row.getOrDefault("allowed", ""));
            columns.add(new Column(
                    row.getOrDefault("name", ""),
                    row.getOrDefault("type", ""),
                    row.getOrDefault("needed", "").equals("true"),
                    row.containsKey("allowed"),
                    literal.find() ? literal.group(1) : null));
        }
        List<Reference> references = new ArrayList<>();
        for (Map<String, String> row : rows("""
                select k.conname as name, n.nspname || '.' || p.relname as parent, a.attname as here, b.attname as there
                from pg_constraint k cross join unnest(k.conkey, k.confkey) pair (here, there)
                join pg_attribute a on a.attrelid = k.conrelid and a.attnum = pair.here
                join pg_attribute b on b.attrelid = k.confrelid and b.attnum = pair.there
                join pg_class p on p.oid = k.confrelid join pg_namespace n on n.oid = p.relnamespace
                where k.conrelid = %s and k.contype = 'f' and a.attname <> 'tenant_id'
                """.formatted(oid))) {
            references.add(new Reference(
                    row.getOrDefault("name", ""),
                    row.getOrDefault("here", ""),
                    row.getOrDefault("parent", ""),
                    row.getOrDefault("there", "")));
        }
        List<Key> keys = new ArrayList<>();
        for (Map<String, String> row : rows("""
                select i.indexrelid::regclass::text as name, string_agg(a.attname, ',') as columns
                from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey)
                where i.indrelid = %s and i.indisunique and a.attname <> 'tenant_id' group by 1
                """.formatted(oid))) {
            keys.add(new Key(
                    row.getOrDefault("name", ""),
                    List.of(row.getOrDefault("columns", "").split(","))));
        }
        return new Table(name, columns, references, keys);
    }

    private List<Map<String, String>> rows(String query) throws SQLException {
        return Answers.rows(administrator, query);
    }
}
