package health.careloop.tenancy;

import health.careloop.postgres.DatabaseServer;
import health.careloop.postgres.ExternalPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The PostgreSQL servers of the installation: {@code local}, with which the application was started, and those the
 * operator names in {@code secrets/cells.properties}, one line each: {@code
 * name=postgresql://NAME:SECRET@host:5432/postgres}. The user must be able to create roles and databases.
 */
final class Cells {
    static final String LOCAL = DatabaseAddress.MAIN.cell();

    private final @Nullable DatabaseServer local;
    private final UnaryOperator<String> localUrl;
    private final Properties further;
    private final TenancySettings settings;
    private final Map<String, ConnectionBudget> budgets = new ConcurrentHashMap<>();
    private final Map<String, DatabaseServer> servers = new ConcurrentHashMap<>();

    private Cells(
            @Nullable DatabaseServer local,
            UnaryOperator<String> localUrl,
            Properties further,
            TenancySettings settings) {
        this.local = local;
        this.localUrl = localUrl;
        this.further = further;
        this.settings = settings;
    }

    static Cells in(Path secrets, DatabaseServer local, TenancySettings settings) {
        return new Cells(local, local::jdbcUrl, further(secrets), settings);
    }

    /** For a process that may sign in, and administers nothing. */
    static Cells in(Path secrets, UnaryOperator<String> localUrl, TenancySettings settings) {
        return new Cells(null, localUrl, further(secrets), settings);
    }

    private static Properties further(Path secrets) {
        Path file = secrets.resolve("cells.properties");
        Properties further = new Properties();
        if (Files.exists(file)) {
            try (var reader = Files.newBufferedReader(file)) {
                further.load(reader);
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot read the cells of this installation in " + file, e);
            }
        }
        return further;
    }

    Set<String> names() {
        Set<String> names = new TreeSet<>(further.stringPropertyNames());
        names.add(LOCAL);
        return names;
    }

    /** @throws IllegalArgumentException when the operator named no such cell */
    DatabaseServer server(String cell) {
        if (cell.equals(LOCAL)) {
            if (local == null) {
                throw new IllegalStateException("This process administers no database server");
            }
            return local;
        }
        return servers.computeIfAbsent(cell, name -> ExternalPostgres.at(url(name)));
    }

    private String url(String cell) {
        String url = further.getProperty(cell);
        if (url == null) {
            throw new IllegalArgumentException(
                    "There is no cell '" + cell + "' in secrets/cells.properties of this installation");
        }
        return url;
    }

    /** For the work. */
    String urlOf(DatabaseAddress address) {
        return address.cell().equals(LOCAL) && !settings.pooler().isBlank()
                ? ExternalPostgres.jdbcUrl("postgresql://pooler@" + settings.pooler(), address.name())
                : directUrlOf(address);
    }

    /** For migrations and administration, which go past a pooler: it keeps no session together. */
    String directUrlOf(DatabaseAddress address) {
        return address.cell().equals(LOCAL)
                ? localUrl.apply(address.name())
                : ExternalPostgres.jdbcUrl(url(address.cell()), address.name());
    }

    ConnectionBudget budgetOf(String cell) {
        return budgets.computeIfAbsent(
                cell, name -> new ConnectionBudget(name, settings.cellConnections(), settings.tenantShare()));
    }
}
