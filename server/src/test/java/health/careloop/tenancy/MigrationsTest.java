package health.careloop.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.careloop.TestServer;
import health.careloop.postgres.DatabaseServerException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** Every migration can be taken back, and an older data folder becomes the same as a new one (D39, R-19). */
class MigrationsTest {
    private record Migration(String folder, String version, String name, Path up) {
        Path down() {
            return up.resolveSibling("D" + version + "__" + name + ".sql");
        }
    }

    /** Where each folder's unqualified names end up. */
    private static final Map<String, String> SCHEMAS = Map.of("control", "control", "loop", "loop", "tenant", "pooled");

    private static final Path MIGRATIONS = Path.of("src/main/resources/db");

    /** As {@code sha256sum} writes it; CONTRIBUTING.md says when lines are added. None is ever changed. */
    private static final Path RELEASED = Path.of("src/test/resources/released-migrations.sha256");

    private static final TestServer SERVER = TestServer.shared();
    private static final String SCRATCH = "migrations_scratch";

    private final RolePasswords passwords = RolePasswords.in(SERVER.home().resolve("secrets"));
    private final PGSimpleDataSource migrator = new PGSimpleDataSource();

    @BeforeEach
    void makeAnEmptyDatabase() throws SQLException {
        drop();
        new Bootstrap(SERVER.postgres(), passwords, SCRATCH).run();
        migrator.setUrl(SERVER.postgres().jdbcUrl(SCRATCH));
        migrator.setUser(DatabaseRole.MIGRATOR.roleName());
        migrator.setPassword(passwords.of(DatabaseRole.MIGRATOR));
    }

    @AfterEach
    void drop() throws SQLException {
        try (Connection administrator = SERVER.administrator();
                Statement statement = administrator.createStatement()) {
            statement.execute("drop database if exists " + SCRATCH + " with (force)");
        }
    }

    @Test
    void everyMigrationHasItsWayBackAndAVersionOfItsOwn() throws IOException {
        List<Migration> all = all();

        assertThat(all)
                .hasSizeGreaterThan(10)
                .allSatisfy(migration -> assertThat(migration.down()).exists());
        assertThat(all.stream().map(Migration::version)).doesNotHaveDuplicates();
        try (Stream<Path> files = Files.walk(MIGRATIONS)) {
            assertThat(files.filter(file -> file.getFileName().toString().startsWith("D")))
                    .hasSameSizeAs(all);
        }
    }

    /** Somebody's data folder was written by them: it would not start any more, or its tables would be others. */
    @Test
    void noScriptThatWasReleasedIsEverEdited() throws IOException {
        Map<String, Path> scripts;
        try (Stream<Path> files = Files.walk(MIGRATIONS)) {
            scripts = files.filter(Files::isRegularFile)
                    .collect(Collectors.toMap(file -> file.getFileName().toString(), file -> file));
        }
        assertThat(released()).hasSizeGreaterThan(30);
        released().forEach((name, hash) -> {
            assertThat(scripts).as("%s was released and must stay", name).containsKey(name);
            assertThat(sha256(scripts.get(name)))
                    .as(
                            "%s was released and is never edited: put it back, and what is to change into a new script",
                            name)
                    .isEqualTo(hash);
        });
    }

    @Test
    void aNewScriptComesAfterAllThatWereReleased() throws IOException {
        assertThat(all().stream()
                        .filter(script -> !released()
                                .containsKey(script.up().getFileName().toString())))
                .allSatisfy(script -> assertThat(script.version())
                        .as(script.name() + " would never run where a later one ran already")
                        .isGreaterThan(newestReleased()));
    }

    @Test
    void whatWasWrittenWithOtherScriptsIsRefusedInASentence() throws SQLException {
        Migrations.run(migrator);
        try (Connection connection = migrator.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "update control.schema_history set checksum = checksum + 1 where version = '20261120050200'");
        }
        assertThatThrownBy(() -> Migrations.run(migrator))
                .isInstanceOf(DatabaseServerException.class)
                .hasMessageMatching(
                        "This data was written by careloop [^ ]+, commit [^ ]+, with other scripts than this "
                                + "build's \\(20261120050200 in control\\): .*");
        try (Connection connection = migrator.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("comment on table control.schema_history is null");
        }
        assertThatThrownBy(() -> Migrations.run(migrator))
                .hasMessageStartingWith("This data was written by a Careloop that did not say its version, last on 20");
    }

    @Test
    void whatANewerBuildWroteIsNotTouched() throws SQLException {
        Migrations.run(migrator);
        Migrations.run(migrator);
        try (Connection connection = migrator.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    insert into pooled.schema_history
                    select installed_rank + 1000, '29990101000000', description, type, script, checksum, installed_by,
                           installed_on, execution_time, success
                      from pooled.schema_history order by installed_rank desc limit 1""");
        }
        assertThatThrownBy(() -> Migrations.run(migrator))
                .isInstanceOf(DatabaseServerException.class)
                .hasMessageContaining("written by a newer Careloop");
    }

    @Test
    void tenantsAreCreatedAtTheNewestVersion() throws IOException {
        assertThat(all().stream().filter(m -> m.folder().equals("tenant")).map(Migration::version))
                .last()
                .isEqualTo(Migrations.LATEST);
    }

    @Test
    void upAndDownAndUpAgainIsTheSameAsUp() throws SQLException, IOException {
        List<String> empty = fingerprint();
        up();
        List<String> once = fingerprint();
        assertThat(once).hasSizeGreaterThan(300).anyMatch(line -> line.contains("pooled.observations"));

        try (Connection connection = migrator.getConnection();
                Statement statement = connection.createStatement()) {
            for (Migration migration : all().reversed()) {
                statement.execute("set search_path = " + SCHEMAS.get(migration.folder()));
                statement.execute(Files.readString(migration.down()));
            }
            for (String schema : SCHEMAS.values()) {
                statement.execute("drop table " + schema + ".schema_history");
            }
        }
        assertThat(fingerprint()).as("nothing is left behind").isEqualTo(empty);

        up();
        assertThat(fingerprint()).isEqualTo(once);
    }

    @Test
    void anOlderFolderUpgradesToTheSame() throws SQLException, IOException {
        up();
        List<String> fresh = fingerprint();
        Migration released = all().stream()
                .filter(script -> script.version().equals(newestReleased()))
                .findFirst()
                .orElseThrow();
        for (Migration stop : List.of(released, lastOf("control"), all().get(all().size() - 2))) {
            drop();
            new Bootstrap(SERVER.postgres(), passwords, SCRATCH).run();
            for (String folder : List.of("control", "loop", "tenant")) {
                if (all().stream()
                        .anyMatch(m -> m.folder().equals(folder) && m.version().compareTo(stop.version()) <= 0)) {
                    Migrations.configure(migrator, String.valueOf(SCHEMAS.get(folder)), folder)
                            .target(stop.version() + "?") // of all folders, and most have none of that number
                            .load()
                            .migrate();
                }
            }
            Migrations.handOver(migrator);

            up();

            assertThat(fingerprint()).as("from " + stop.version()).isEqualTo(fresh);
        }
    }

    @Test
    void preparingTwiceChangesNothing() throws SQLException {
        up();
        List<String> once = fingerprint();

        new Bootstrap(SERVER.postgres(), passwords, SCRATCH).run();
        up();

        assertThat(fingerprint()).isEqualTo(once);
    }

    @Test
    void aStartThatBrokeOffRightAfterCreatingTheDatabaseIsMadeGood() throws SQLException {
        up();
        List<String> whole = fingerprint();
        drop();
        try (Connection administrator = SERVER.administrator();
                Statement statement = administrator.createStatement()) {
            statement.execute("create database " + SCRATCH);
        }

        new Bootstrap(SERVER.postgres(), passwords, SCRATCH).run();
        up();

        assertThat(fingerprint()).isEqualTo(whole);
    }

    private void up() throws SQLException {
        Migrations.run(migrator);
        Migrations.handOver(migrator);
    }

    private static List<Migration> all() throws IOException {
        try (Stream<Path> files = Files.walk(MIGRATIONS)) {
            return files.filter(file -> file.getFileName().toString().startsWith("V"))
                    .map(MigrationsTest::parse)
                    .sorted(Comparator.comparing(Migration::version))
                    .toList();
        }
    }

    private static Map<String, String> released() {
        try {
            return Files.readAllLines(RELEASED).stream()
                    .map(line -> line.split("  ", 2))
                    .collect(Collectors.toMap(
                            parts -> Path.of(parts[1]).getFileName().toString(), parts -> parts[0]));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String newestReleased() {
        return released().keySet().stream()
                .filter(name -> name.startsWith("V"))
                .map(name -> name.substring(1, 15))
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    private static String sha256(Path file) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Migration lastOf(String folder) throws IOException {
        return all().stream().filter(m -> m.folder().equals(folder)).toList().getLast();
    }

    private static Migration parse(Path file) {
        String[] parts =
                file.getFileName().toString().replace(".sql", "").substring(1).split("__", 2);
        return new Migration(MIGRATIONS.relativize(file).getName(0).toString(), parts[0], parts[1], file);
    }

    /** Everything the catalog says of our schemas: columns, keys, indexes, policies, rights, functions, owners. */
    private List<String> fingerprint() throws SQLException {
        List<String> lines = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(
                        SERVER.postgres().jdbcUrl(SCRATCH),
                        SERVER.postgres().administrator(),
                        SERVER.postgres().administratorPassword());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("""
                        with ours as (
                            select c.*, n.nspname || '.' || c.relname as name from pg_class c
                            join pg_namespace n on n.oid = c.relnamespace
                            where n.nspname in ('control', 'loop', 'app', 'pooled') and c.relname not like 'schema_history%')
                        select 'relation ' || name || ' ' || relkind::text || relrowsecurity::text || relforcerowsecurity::text
                            || ' ' || relowner::regrole::text || ' '
                            || coalesce((select string_agg(a::text, ',' order by a::text) from unnest(relacl) a), '') from ours
                        union all
                        select 'column ' || name || '.' || attname || ' ' || format_type(atttypid, atttypmod) || attnotnull::text
                            || attstorage::text || coalesce(pg_get_expr(adbin, adrelid), '')
                        from ours join pg_attribute a on attrelid = ours.oid and attnum > 0 and not attisdropped
                        left join pg_attrdef d on d.adrelid = ours.oid and d.adnum = a.attnum where relkind = 'r'
                        union all
                        select 'constraint ' || name || ' ' || conname || ' ' || pg_get_constraintdef(k.oid)
                        from ours join pg_constraint k on conrelid = ours.oid
                        union all
                        select 'index ' || name || ' ' || pg_get_indexdef(ours.oid) from ours where relkind = 'i'
                        union all
                        select 'policy ' || name || ' ' || polname || polcmd::text || polpermissive::text || polroles::regrole[]::text
                            || coalesce(pg_get_expr(polqual, polrelid), '') || coalesce(pg_get_expr(polwithcheck, polrelid), '')
                        from ours join pg_policy on polrelid = ours.oid
                        union all
                        select 'function ' || pg_get_functiondef(p.oid) || proowner::regrole::text
                            || coalesce((select string_agg(a::text, ',' order by a::text) from unnest(proacl) a), '')
                        from pg_proc p join pg_namespace n on n.oid = pronamespace
                        where n.nspname in ('control', 'loop', 'app', 'pooled')
                        union all
                        select 'schema ' || nspname || nspowner::regrole::text || nspacl::text from pg_namespace
                        where nspname in ('control', 'loop', 'app', 'pooled', 'public')
                        order by 1
                        """)) {
            while (rows.next()) {
                lines.add(rows.getString(1));
            }
        }
        return lines;
    }
}
