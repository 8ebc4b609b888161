package health.careloop.tenancy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * The migrations of one schema as one message to the server: one round trip and one transaction, whatever their number.
 * The files are the same that Flyway runs in the shared tables.
 */
final class SchemaScript {
    private static final Pattern FILE = Pattern.compile("V([0-9]{14})__[a-z_]+\\.sql");

    /** No tenant's requests wait for long behind a migration that cannot have its lock. */
    private static final String LOCK_TIMEOUT = "set local lock_timeout = '2s';\n";

    /** @param down takes it back */
    record Migration(String version, String sql, String down) {}

    private SchemaScript() {}

    /** A new and empty schema that says whose it is. Refused where there is one of that name. */
    static String creating(String schema, Mark mark) {
        return "begin;\n" + LOCK_TIMEOUT
                + "create schema " + schema + " authorization careloop_owner;\n"
                + "set local role careloop_owner;\n"
                + "comment on schema " + schema + " is '" + mark.text() + "';\n"
                + "grant usage on schema " + schema + " to careloop_app, careloop_worker;\n"
                + "commit;\n";
    }

    /** Everything this build has for a tenant, into a schema that is empty. */
    static String filling(String schema) {
        List<Migration> all = migrations("tenant");
        return "begin;\n" + LOCK_TIMEOUT
                + "set local role careloop_owner;\n"
                + "set local search_path = " + schema + ";\n"
                + text(all)
                + "set local role none;\n"
                + "insert into app.schema_versions (schema, version) values ('" + schema + "', '"
                + all.getLast().version() + "');\n"
                + "commit;\n";
    }

    /** What a schema of that version has, for a transaction that is open already and will be rolled back. */
    static String sketching(String schema, String version) {
        List<Migration> until = migrations("tenant").stream()
                .filter(migration -> migration.version().compareTo(version) <= 0)
                .toList();
        return LOCK_TIMEOUT
                + "create schema " + schema + " authorization careloop_owner;\n"
                + "set local role careloop_owner;\n"
                + "grant usage on schema " + schema + " to careloop_app, careloop_worker;\n"
                + "set local search_path = " + schema + ";\n"
                + text(until)
                + "set local role none;\n"
                + "set local search_path = pg_catalog;\n";
    }

    /** What lies once in every database, for one that has nothing yet. */
    static String ground() {
        List<Migration> all = migrations("loop");
        return "begin;\nset local search_path = loop;\n"
                + text(all)
                + "insert into app.schema_versions (schema, version) values ('loop', '"
                + all.getLast().version() + "');\n"
                + "reassign owned by careloop_migrator to careloop_owner;\n"
                + "commit;\n";
    }

    static String dropping(String schema) {
        return "begin;\n" + LOCK_TIMEOUT
                + "drop schema if exists " + schema + " cascade;\n"
                + "delete from app.schema_versions where schema = '" + schema + "';\n"
                + "commit;\n";
    }

    private static String text(List<Migration> migrations) {
        StringBuilder text = new StringBuilder();
        migrations.forEach(migration -> text.append(migration.sql()).append("\n;\n"));
        return text.toString();
    }

    /** Of one folder below {@code db}, in the order they are to run. */
    static List<Migration> migrations(String folder) {
        try {
            Resource[] files = new PathMatchingResourcePatternResolver(SchemaScript.class.getClassLoader())
                    .getResources("classpath*:db/" + folder + "/*/V*.sql");
            return Arrays.stream(files)
                    .map(SchemaScript::read)
                    .sorted(Comparator.comparing(Migration::version))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String down(Resource up) throws IOException {
        String name = Objects.requireNonNull(up.getFilename());
        return up.createRelative("D" + name.substring(1)).getContentAsString(StandardCharsets.UTF_8);
    }

    private static Migration read(Resource file) {
        Matcher name = FILE.matcher(Objects.requireNonNull(file.getFilename()));
        if (!name.matches()) {
            throw new IllegalStateException("A migration named unlike all others: " + file.getFilename());
        }
        try (var in = file.getInputStream()) {
            String sql = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return new Migration(name.group(1), Migrations.filled(sql), down(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
