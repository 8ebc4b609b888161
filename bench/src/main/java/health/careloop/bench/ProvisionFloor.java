package health.careloop.bench;

import health.careloop.postgres.DatabaseServer;
import health.careloop.tenancy.Tier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * The bare DDL of a place, by the superuser and with connections that are open: the same files in one message, and
 * nothing written down before or after. What was made is dropped again, off the clock.
 */
final class ProvisionFloor implements AutoCloseable {
    private final DatabaseServer server;
    private final Connection main;
    private final String tenantTables = text("tenant");
    private final String loopTables = text("loop");

    ProvisionFloor(DatabaseServer server) throws SQLException {
        this.server = server;
        this.main = connect("careloop");
    }

    /** @return milliseconds */
    double milliseconds(Tier tier) throws SQLException {
        String name = "floor_" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
        return switch (tier) {
            case POOLED -> {
                UUID id = UUID.randomUUID();
                long begun = System.nanoTime();
                execute(main, """
                        begin;
                        insert into control.tenants (id, slug, name, status) values ('%1$s', 't%1$s', 'Floor', 'ACTIVE');
                        insert into control.placements (tenant_id, tier, cell, database, schema, schema_version)
                            values ('%1$s', 'POOLED', 'local', 'careloop', 'pooled', '1');
                        insert into loop.gates (tenant_id) values ('%1$s');
                        commit;
                        """.formatted(id));
                yield since(begun);
            }
            case SCHEMA -> {
                long begun = System.nanoTime();
                execute(
                        main,
                        "begin; create schema " + name + "; set local search_path = " + name + ";\n" + tenantTables
                                + "commit;");
                double took = since(begun);
                execute(main, "drop schema " + name + " cascade");
                yield took;
            }
            case DATABASE -> {
                long begun = System.nanoTime();
                execute(
                        main,
                        "create database " + name
                                + " template template0 encoding 'UTF8' locale 'C' locale_provider builtin builtin_locale 'C.UTF-8'");
                try (Connection own = connect(name)) {
                    execute(
                            own,
                            "begin; create schema app; create schema loop; create schema tenant; set local search_path = loop;\n"
                                    + loopTables + "set local search_path = tenant;\n" + tenantTables + "commit;");
                }
                double took = since(begun);
                execute(main, "drop database " + name + " with (force)");
                yield took;
            }
        };
    }

    /** A claim alone: one row of a stock changes hands, durably. */
    double claim() throws SQLException {
        execute(main, """
                create table if not exists control.floor_blanks (id uuid primary key, state text not null);
                insert into control.floor_blanks values (gen_random_uuid(), 'READY');
                """);
        long begun = System.nanoTime();
        execute(main, """
                update control.floor_blanks set state = 'CLAIMED' where state = 'READY' and id = (
                    select id from control.floor_blanks where state = 'READY' limit 1 for update skip locked)
                """);
        return since(begun);
    }

    private static double since(long begun) {
        return (System.nanoTime() - begun) / 1e6;
    }

    private Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(
                server.jdbcUrl(database), server.administrator(), server.administratorPassword());
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String text(String folder) {
        try {
            PathMatchingResourcePatternResolver files = new PathMatchingResourcePatternResolver();
            String columns = read(files.getResource("classpath:db/shared/audit_columns.sql"));
            return Arrays.stream(files.getResources("classpath*:db/" + folder + "/*/V*.sql"))
                    .sorted(Comparator.comparing(file -> Objects.requireNonNull(file.getFilename())))
                    .map(ProvisionFloor::read)
                    .map(sql -> sql.replace("${audit_columns}", columns) + "\n;\n")
                    .collect(Collectors.joining());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Resource file) {
        try {
            return file.getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws SQLException {
        main.close();
    }
}
