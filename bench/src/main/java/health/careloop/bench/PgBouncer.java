package health.careloop.bench;

import health.careloop.ScratchFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * PgBouncer in transaction mode in front of a PostgreSQL on this machine: a statement, and the next one of the same
 * client, may run in two sessions. Whoever signs in must be known to the server.
 */
public final class PgBouncer implements AutoCloseable {
    private static final String CONFIGURATION = """
            [databases]
            * = host=127.0.0.1 port=%d auth_user=postgres
            [pgbouncer]
            listen_addr = 127.0.0.1
            listen_port = %d
            unix_socket_dir =
            auth_type = scram-sha-256
            auth_file = %s
            auth_query = select usename, passwd from pg_shadow where usename = $1
            pool_mode = transaction
            default_pool_size = %d
            max_client_conn = 500
            ignore_startup_parameters = extra_float_digits
            logfile = %s
            """;

    private final ScratchFolder folder;
    private final Process process;
    private final int port;

    private PgBouncer(ScratchFolder folder, Process process, int port) {
        this.folder = folder;
        this.process = process;
        this.port = port;
    }

    /** The program, where it is installed. */
    public static Optional<Path> program() {
        return Stream.concat(
                        Stream.of(System.getenv().getOrDefault("PATH", "").split(":")),
                        Stream.of("/usr/sbin", "/usr/local/sbin"))
                .map(place -> Path.of(place, "pgbouncer"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** As it says it, for instance {@code PgBouncer 1.18.0}. */
    public static String version(Path program) {
        try {
            Process asked = new ProcessBuilder(program.toString(), "--version").start();
            try (var said = asked.inputReader(StandardCharsets.UTF_8)) {
                return String.valueOf(said.readLine());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * @param postgresPort of a server on this machine
     * @param password of its superuser {@code postgres}
     * @param sessions at most, for one role in one database
     */
    public static PgBouncer before(Path program, int postgresPort, String password, int sessions) {
        ScratchFolder folder = ScratchFolder.create("careloop-pgbouncer");
        try {
            int port = freePort();
            Path users = folder.path().resolve("users");
            Path configuration = folder.path().resolve("pgbouncer.ini");
            Files.writeString(users, "\"postgres\" \"" + password + "\"\n");
            Files.writeString(
                    configuration,
                    CONFIGURATION.formatted(
                            postgresPort, port, users, sessions, folder.path().resolve("log")));
            // It refuses root, and reads its files as somebody else.
            Files.setPosixFilePermissions(folder.path(), PosixFilePermissions.fromString("rwxrwxrwx"));
            ProcessBuilder command = isRoot()
                    ? new ProcessBuilder(program.toString(), "-q", "-u", "nobody", configuration.toString())
                    : new ProcessBuilder(program.toString(), "-q", configuration.toString());
            Process process = command.redirectErrorStream(true)
                    .redirectOutput(folder.path().resolve("said").toFile())
                    .start();
            PgBouncer bouncer = new PgBouncer(folder, process, port);
            bouncer.awaitListening();
            return bouncer;
        } catch (IOException e) {
            folder.close();
            throw new UncheckedIOException("PgBouncer could not be started", e);
        }
    }

    private void awaitListening() throws IOException {
        long deadline = System.nanoTime() + 10_000_000_000L;
        while (true) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return;
            } catch (IOException e) {
                if (!process.isAlive() || System.nanoTime() > deadline) {
                    String said = Files.readString(folder.path().resolve("said"));
                    close();
                    throw new IOException("PgBouncer does not listen: " + said, e);
                }
                Thread.onSpinWait();
            }
        }
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** For {@code careloop.tenancy.pooler}. */
    public String address() {
        return "127.0.0.1:" + port;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        folder.close();
    }
}
