package health.careloop.postgres;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A database on its way: it starts while the application does, and only the first user of it waits. */
public final class DatabaseStartup implements Supplier<DatabaseServer>, AutoCloseable {

    private final FutureTask<DatabaseServer> starting;
    private final Thread starter;

    private DatabaseStartup(FutureTask<DatabaseServer> starting) {
        this.starting = starting;
        this.starter = Thread.ofVirtual().name("database-startup").start(starting);
    }

    /** Somebody else's where {@code CARELOOP_DATABASE_URL} names one, else our own in {@code home}. */
    public static DatabaseStartup begin(Path home, Map<String, String> environment, Consumer<String> progress) {
        var url = ExternalPostgres.urlIn(environment);
        if (url.isBlank()) {
            EmbeddedPostgres.refuseIfInUse(home); // before anything else is started that would have to be told
        }
        var starting = new FutureTask<DatabaseServer>(() -> url.isBlank()
                ? EmbeddedPostgres.start(home, PostgresSettings.from(environment), progress)
                : ExternalPostgres.at(url));
        return new DatabaseStartup(starting);
    }

    public DatabaseServer await() {
        try {
            return starting.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof DatabaseServerException sentence) {
                throw sentence;
            }
            throw new IllegalStateException("The database did not start", e.getCause());
        } catch (InterruptedException e) {
            throw Cluster.interrupted();
        }
    }

    @Override
    public DatabaseServer get() {
        return await();
    }

    /** Ends a start that is under way, with every process it began; a server that runs is left alone. */
    public void giveUp() {
        if (!starting.isDone()) {
            starter.interrupt();
        }
    }

    /** After the last user of the database. A start that is under way is given up and waited for. */
    @Override
    public void close() {
        giveUp();
        DatabaseServer server;
        try {
            server = await();
        } catch (RuntimeException e) {
            return; // whoever awaited it has been told
        }
        server.close();
    }
}
