package health.careloop.tenancy;

import health.careloop.postgres.DatabaseServer;
import health.careloop.postgres.DatabaseServerException;
import health.careloop.postgres.EmbeddedPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The installation's databases. The main one, with the control plane, is prepared and migrated beside the start of the
 * application; the others are opened when the first of their tenants is served. Whoever first needs a connection waits.
 */
public final class Databases implements AutoCloseable {
    private final CompletableFuture<Installation> installation;
    private final Map<DatabaseAddress, CellDatabase> others = new ConcurrentHashMap<>();

    /** What is known once the main database is prepared. */
    private record Installation(
            Cells cells, RolePasswords passwords, DatabaseSecret secret, TenancySettings settings, CellDatabase main) {}

    private final ScheduledExecutorService tidying = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("unused-databases").factory());

    private Databases(CompletableFuture<Installation> installation, TenancySettings settings) {
        this.installation = installation;
        tidy(settings);
    }

    /** Starts preparing at once, in the background. {@code server} may block until the server runs. */
    public static Databases open(Supplier<DatabaseServer> server, Path home, TenancySettings settings) {
        CompletableFuture<Installation> installation = new CompletableFuture<>();
        Thread.ofVirtual().name("database-preparation").start(() -> {
            try {
                installation.complete(prepare(server.get(), home, settings));
            } catch (Throwable e) {
                installation.completeExceptionally(e);
            }
        });
        return new Databases(installation, settings);
    }

    /**
     * Joins the database of an installation that another process runs: a connection or two for the control plane and for
     * a tenant's audit trail. Prepares and migrates nothing.
     *
     * @param databaseUrl of a database of the running server, by its name
     */
    public static Databases join(UnaryOperator<String> databaseUrl, Path home) {
        Path secrets = home.resolve("secrets");
        RolePasswords passwords = RolePasswords.of(secrets);
        DatabaseSecret secret = DatabaseSecret.in(secrets);
        TenancySettings settings = TenancySettings.FEW;
        Cells cells = Cells.in(secrets, databaseUrl, settings);
        CellDatabase main = main(cells, passwords, secret, settings, null);
        return new Databases(
                CompletableFuture.completedFuture(new Installation(cells, passwords, secret, settings, main)),
                settings);
    }

    /** As {@link #join(UnaryOperator, Path)}; the embedded server is found by what it wrote into the data folder. */
    public static Databases join(Path home) {
        EmbeddedPostgres.urlOfRunning(home, Bootstrap.DATABASE); // nobody runs: said at once
        return join(database -> EmbeddedPostgres.urlOfRunning(home, database), home);
    }

    private static Installation prepare(DatabaseServer server, Path home, TenancySettings settings)
            throws SQLException {
        Path secrets = home.resolve("secrets");
        RolePasswords passwords = RolePasswords.in(secrets);
        DatabaseSecret secret = DatabaseSecret.in(secrets);
        Cells cells = Cells.in(secrets, server, settings);
        UUID identity = new Preparation(server, passwords, secret).main();
        CellDatabase main = main(cells, passwords, secret, settings, identity);
        for (DatabaseRole role : DatabaseRole.values()) {
            if (role != DatabaseRole.MIGRATOR) {
                main.pool(role);
            }
        }
        for (DatabaseRole role : List.of(DatabaseRole.APP, DatabaseRole.WORKER, DatabaseRole.INGEST)) {
            RoleCheck.refuseTooMuchPower(main.pool(role));
        }
        return new Installation(cells, passwords, secret, settings, main);
    }

    private static CellDatabase main(
            Cells cells,
            RolePasswords passwords,
            DatabaseSecret secret,
            TenancySettings settings,
            @Nullable UUID identity) {
        DatabaseAddress address = DatabaseAddress.MAIN;
        return new CellDatabase(
                address,
                cells.urlOf(address),
                commonLogins(passwords),
                settings::sharedPool,
                new Greeting(address, identity),
                cells.budgetOf(address.cell()),
                new Contexts(secret.contextKey(address), address),
                settings.serverPrepared());
    }

    private static CellDatabase.Logins commonLogins(RolePasswords passwords) {
        return role -> new CellDatabase.Login(role.roleName(), passwords.of(role));
    }

    /** Waits until the main database is prepared. */
    public void await() {
        installation();
    }

    /** As the operator named them, {@code local} among them; which of them tenants may be placed on, the directory says. */
    public Set<String> cellNames() {
        return cells().names();
    }

    CellDatabase main() {
        return installation().main();
    }

    Cells cells() {
        return installation().cells();
    }

    /** As the role that migrates, for as long as it takes; no pool keeps it, and no pooler is in between. */
    Connection migrator(DatabaseAddress address) throws SQLException {
        Installation here = installation();
        return DriverManager.getConnection(
                here.cells().directUrlOf(address),
                DatabaseRole.MIGRATOR.roleName(),
                here.passwords().of(DatabaseRole.MIGRATOR));
    }

    /** The credentials that nobody but the preparation of further databases needs. */
    Preparation preparationOn(String cell) {
        Installation here = installation();
        return new Preparation(here.cells().server(cell), here.passwords(), here.secret());
    }

    /** @throws IllegalStateException when the control plane knows no such database */
    CellDatabase at(DatabaseAddress address) {
        if (address.equals(DatabaseAddress.MAIN)) {
            return main();
        }
        CellDatabase known = others.get(address);
        return known != null ? known : others.computeIfAbsent(address, this::open);
    }

    interface Use<T> {
        T with(CellDatabase database) throws SQLException;
    }

    /** Opens it anew when it was closed for want of use at this very moment. */
    <T> T with(DatabaseAddress address, Use<T> use) throws SQLException {
        CellDatabase database = at(address);
        try {
            return use.with(database);
        } catch (ClosedDatabaseException e) {
            others.remove(address, database);
            return use.with(at(address));
        }
    }

    private record Registered(UUID identity, boolean shared) {}

    private CellDatabase open(DatabaseAddress address) {
        Installation here = installation();
        Registered registered = JdbcClient.create(control())
                .sql("select identity, shared from control.databases where cell = ? and name = ?")
                .params(address.cell(), address.name())
                .query((row, number) -> new Registered(row.getObject(1, UUID.class), row.getBoolean(2)))
                .optional()
                .orElseThrow(() -> new IllegalStateException("There is no database " + address));
        return new CellDatabase(
                address,
                here.cells().urlOf(address),
                registered.shared()
                        ? commonLogins(here.passwords())
                        : OwnRoles.logins(address, here.passwords(), here.secret()),
                registered.shared() ? here.settings()::sharedPool : here.settings()::ownPool,
                new Greeting(address, registered.identity()),
                here.cells().budgetOf(address.cell()),
                new Contexts(here.secret().contextKey(address), address),
                here.settings().serverPrepared());
    }

    /** Closes the connections to a database that is about to go. */
    void forget(DatabaseAddress address) {
        CellDatabase gone = others.remove(address);
        if (gone != null) {
            gone.close();
        }
    }

    DataSource control() {
        return new LazyPool(this, DatabaseAddress.MAIN, DatabaseRole.CONTROL);
    }

    Connection connection(DatabaseAddress address, DatabaseRole role) throws SQLException {
        return with(address, database -> database.connection(role));
    }

    /** As {@link #forget}, unless others live there as well. */
    void forgetOwn(DatabaseAddress address) {
        if (!address.isShared()) {
            forget(address);
        }
    }

    /** What this process has open to one PostgreSQL server (E36, E37). */
    public record CellLoad(String cell, int connections, int mostConnections, int databases) {}

    /** Waits until the main database is prepared. */
    public List<CellLoad> loads() {
        Cells cells = installation().cells();
        return cells.names().stream()
                .map(cell -> {
                    ConnectionBudget budget = cells.budgetOf(cell);
                    return new CellLoad(cell, budget.open(), budget.most(), budget.databases());
                })
                .toList();
    }

    /** Runs {@code work} once the main database is prepared; never when it cannot be. */
    public void whenPrepared(Runnable work) {
        installation.thenRun(work);
    }

    /** Closes the pools of tenants' own databases that nobody has used for a while. */
    private void closeUnused(Duration unused) {
        long since = System.nanoTime() - unused.toNanos();
        others.forEach((address, database) -> {
            if (!address.isShared() && database.isUnusedSince(since)) {
                forget(address);
            }
        });
    }

    private void tidy(TenancySettings settings) {
        long every = Math.clamp(settings.ownClose().toMillis() / 4, 50, 30_000);
        tidying.scheduleWithFixedDelay(() -> closeUnused(settings.ownClose()), every, every, TimeUnit.MILLISECONDS);
    }

    private Installation installation() {
        try {
            return installation.join();
        } catch (CompletionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            if (cause instanceof DatabaseServerException sentence) {
                throw sentence;
            }
            throw new IllegalStateException("The database could not be prepared: " + cause.getMessage(), cause);
        }
    }

    @Override
    public void close() {
        tidying.shutdownNow();
        others.values().forEach(CellDatabase::close);
        if (installation.isDone() && !installation.isCompletedExceptionally()) {
            installation.join().main().close();
        }
    }
}
