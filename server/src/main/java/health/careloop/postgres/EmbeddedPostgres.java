package health.careloop.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Our own PostgreSQL on the files of one data folder, on loopback, for as long as it is not closed. A server that dies
 * is started again on the same port; a server that outlived a killed application is stopped at the next start.
 *
 * <p>Nothing closes it when the process ends: whoever started it does, after the last user of the database.
 */
public final class EmbeddedPostgres implements DatabaseServer {

    /** Present while a restore is at work; a folder with it holds half a database. */
    static final String UNFINISHED = "restore-unfinished";

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(60);
    private static final Duration RECOVER_WITHIN = Duration.ofMinutes(30);
    /** What a new cluster and its first log segments take, and a little to work with. */
    private static final long NEW_CLUSTER_BYTES = 400_000_000;

    private static final long LOG_SIZE_BYTES = 10_000_000;

    private final Path home;
    private final DataFolderLock lock;
    private final Cluster cluster;
    private final PostgresSettings settings;
    private final String password;
    private final int port;
    private final String version;

    private volatile boolean closing;
    private boolean closed;
    private volatile Process server;

    private EmbeddedPostgres(Path home, PostgresSettings settings, DataFolderLock lock, Consumer<String> progress)
            throws IOException {
        this.home = home;
        this.lock = lock;
        this.settings = settings;
        var cache = PostgresBinaries.cache(System.getenv());
        var runAs = RunAs.chosenFor(home);
        this.cluster = new Cluster(PostgresBinaries.unpacked(cache, runAs, progress), home);
        runAs.own(home, home.resolve(Cluster.FOLDER));
        if (cluster.exists()) {
            this.password = AdministratorPassword.read(home);
            cluster.stopOrphans(progress);
        } else {
            Disk.requireSpace(home, NEW_CLUSTER_BYTES);
            this.password = AdministratorPassword.readOrDraw(home);
            cluster.create(password, progress);
        }
        var started = launchOnFreePort(progress);
        this.server = started.server;
        this.port = started.port;
        try {
            this.version = CrashSafety.require(jdbcUrl("postgres"), administrator(), password);
        } catch (RuntimeException e) {
            Cluster.end(server);
            throw e;
        }
        watch(server);
    }

    /**
     * Waits until the server answers.
     *
     * @param home the data folder; made if missing
     * @param progress what takes longer than a moment, in sentences
     */
    public static EmbeddedPostgres start(Path home, Consumer<String> progress) {
        return start(home, PostgresSettings.from(System.getenv()), progress);
    }

    public static EmbeddedPostgres start(Path home, PostgresSettings settings, Consumer<String> progress) {
        try {
            Disk.createOwnerFolders(home);
            var folder = home.toRealPath();
            var lock = DataFolderLock.take(folder);
            var started = false;
            try {
                if (Files.exists(folder.resolve(UNFINISHED))) {
                    throw new DatabaseServerException(
                            "A restore into " + folder + " did not finish: delete that folder and restore again.");
                }
                var postgres = new EmbeddedPostgres(folder, settings, lock, progress);
                started = true;
                return postgres;
            } finally {
                if (!started) {
                    lock.close();
                }
            }
        } catch (IOException e) {
            throw new DatabaseServerException("The data folder " + home + " cannot be used: " + Disk.why(e) + ".", e);
        }
    }

    /**
     * Where the server of {@code home} answers that another process started.
     *
     * @throws DatabaseServerException when none runs there
     */
    public static String urlOfRunning(Path home, String database) {
        try {
            return Cluster.postmaster(home.resolve(Cluster.FOLDER))
                    .filter(Cluster.Postmaster::ready)
                    .filter(said -> ProcessHandle.of(said.pid()).isPresent())
                    .map(said -> url(said.port(), database))
                    .orElseThrow(
                            () -> new DatabaseServerException("No Careloop runs on " + home + ": start it first."));
        } catch (IOException e) {
            throw new DatabaseServerException("The data folder " + home + " cannot be read: " + Disk.why(e) + ".", e);
        }
    }

    /** Refuses a folder that another process works on, at once. */
    static void refuseIfInUse(Path home) {
        try {
            Disk.createOwnerFolders(home);
            DataFolderLock.take(home.toRealPath()).close();
        } catch (IOException e) {
            throw new DatabaseServerException("The data folder " + home + " cannot be used: " + Disk.why(e) + ".", e);
        }
    }

    @Override
    public String jdbcUrl(String database) {
        return url(port, database);
    }

    private static String url(int port, String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    @Override
    public String maintenanceDatabase() {
        return "postgres";
    }

    @Override
    public String administrator() {
        return Cluster.ADMINISTRATOR;
    }

    @Override
    public String administratorPassword() {
        return password;
    }

    @Override
    public String version() {
        return version;
    }

    /** The data folder. */
    public Path home() {
        return home;
    }

    public int port() {
        return port;
    }

    /** The process id of the server; another one after a restart. */
    public long pid() {
        return server.pid();
    }

    /** Ends sessions, writes everything and waits for it, one minute at most; a second call does nothing. */
    @Override
    public void close() {
        closing = true; // before waiting for a restart that is under way: it gives up then
        stop();
    }

    private synchronized void stop() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            if (server.isAlive()
                    && !cluster.stop("fast", STOP_WITHIN)
                    && !cluster.stop("immediate", Duration.ofSeconds(10))) {
                server.destroyForcibly();
            }
        } catch (IOException | DatabaseServerException e) {
            LOG.warn("PostgreSQL on {} did not stop in good order; the next start recovers it: {}", home, e.toString());
            server.destroyForcibly();
        } finally {
            lock.close();
        }
    }

    private record Started(Process server, int port) {}

    private Started launchOnFreePort(Consumer<String> progress) throws IOException {
        for (var attempt = 1; ; attempt++) {
            var free = freePort();
            try {
                return new Started(launch(free, progress), free);
            } catch (PortTaken e) {
                if (attempt == 5) {
                    throw new DatabaseServerException("PostgreSQL found no free port on 127.0.0.1: " + e.getMessage());
                }
            }
        }
    }

    /** Gives a server that is ready. */
    private Process launch(int chosenPort, Consumer<String> progress) throws IOException, PortTaken {
        var log = logFile();
        var logged = Files.size(log);
        var process = cluster.launch(settings, chosenPort, log);
        var begun = Instant.now();
        var nextWord = begun.plusSeconds(5);
        try {
            while (process.isAlive()) {
                var said = cluster.postmaster();
                if (said.isPresent()
                        && isOf(process, said.get().pid())
                        && said.get().ready()) {
                    return process;
                }
                var now = Instant.now();
                if (now.isAfter(nextWord)) {
                    progress.accept("PostgreSQL is recovering what was written before it last stopped ("
                            + Duration.between(begun, now).toSeconds() + " s)");
                    nextWord = nextWord.plusSeconds(10);
                }
                if (closing || now.isAfter(begun.plus(RECOVER_WITHIN))) {
                    throw new DatabaseServerException("PostgreSQL was not ready in time: see " + log + ".");
                }
                Cluster.pause(2);
            }
        } catch (IOException | RuntimeException e) {
            Cluster.end(process);
            throw e;
        }
        var lastWords = lastWords(log, logged);
        if (lastWords.contains("could not bind") || lastWords.contains("could not create any TCP/IP sockets")) {
            throw new PortTaken(lastWords);
        }
        throw new DatabaseServerException(
                "PostgreSQL did not start (" + lastWords + ")" + advice(lastWords) + ": see " + log + ".");
    }

    /** Some programs that change the user stay and watch what they started. */
    private static boolean isOf(Process process, long pid) {
        return process.pid() == pid || process.descendants().anyMatch(child -> child.pid() == pid);
    }

    private static final class PortTaken extends Exception {
        PortTaken(String lastWords) {
            super(lastWords);
        }
    }

    private Path logFile() throws IOException {
        var log = home.resolve("postgres.log");
        if (Files.exists(log) && Files.size(log) > LOG_SIZE_BYTES) {
            Files.move(log, home.resolve("postgres.log.1"), StandardCopyOption.REPLACE_EXISTING);
        }
        if (!Files.exists(log)) {
            Files.createFile(log, Disk.OWNER_FILE);
        }
        return log;
    }

    private static String lastWords(Path log, long from) throws IOException {
        try (var stream = Files.newInputStream(log)) {
            stream.skipNBytes(from);
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.contains("FATAL") || line.contains("PANIC") || line.contains("could not"))
                    .reduce((a, b) -> b)
                    .orElse("it gave no reason");
        }
    }

    private static String advice(String lastWords) {
        if (lastWords.contains("No space left")) {
            return "; free some space and start again";
        }
        return lastWords.contains("could not find the database system")
                        || lastWords.contains("could not open file")
                        || lastWords.contains("could not read")
                        || lastWords.contains("could not locate")
                        || lastWords.contains("invalid data")
                        || lastWords.contains("incorrect checksum")
                ? "; the folder is damaged, restore a backup into another one"
                : "";
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    private void watch(Process watched) {
        Thread.ofVirtual().name("postgres-watch").start(() -> {
            try {
                watched.waitFor();
            } catch (InterruptedException e) {
                return; // nobody interrupts it
            }
            if (!closing) {
                restart();
            }
        });
    }

    /** Until it runs again or is no longer wanted: the connections of the application wait for this port. */
    private synchronized void restart() {
        LOG.error("PostgreSQL on {} ended unexpectedly; starting it again on port {}", home, port);
        for (var pauseMilliseconds = 50L; !closing; pauseMilliseconds = Math.min(5_000, pauseMilliseconds * 2)) {
            try {
                cluster.stopOrphans(LOG::info);
                server = launch(port, LOG::info);
                LOG.warn("PostgreSQL on {} runs again (process {})", home, server.pid());
                watch(server);
                return;
            } catch (IOException | PortTaken | DatabaseServerException e) {
                LOG.error("PostgreSQL on {} did not start again, next attempt soon: {}", home, e.getMessage());
                Cluster.pause(pauseMilliseconds);
            }
        }
    }
}
