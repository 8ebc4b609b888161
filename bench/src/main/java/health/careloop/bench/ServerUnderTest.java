package health.careloop.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The real server as a process of its own, on free ports and a data folder it is given. */
final class ServerUnderTest implements AutoCloseable {
    private static final Duration READY_WITHIN = Duration.ofMinutes(1);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(60);
    private static final int POLL_MILLIS = 5;
    private static final int MOST_COMPLAINTS = 10;
    private static final int LONGEST_COMPLAINT = 1_000;

    private static final byte[] READINESS =
            "GET /health/ready HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    /** The server ended or stayed silent; the message ends with what it said. */
    static final class NotReady extends RuntimeException {
        NotReady(String sentence) {
            super(sentence);
        }
    }

    private final Path home;
    private final Path log;
    private final Process process;
    private final Thread lastResort = new Thread(this::stop, "server-under-test-stop");
    private final int port;
    private final Duration ready;

    private ServerUnderTest(ServerProgram program, Path home, List<String> settings) throws IOException {
        this.home = home;
        this.log = home.resolveSibling(home.getFileName() + ".log");
        this.port = freePort();
        int management = freePort();
        List<String> words = new ArrayList<>(
                List.of("--home=" + home, "--server.port=" + port, "--management.server.port=" + management));
        words.addAll(settings);
        long begun = System.nanoTime();
        this.process = program.start(words, log.toFile()).start();
        Runtime.getRuntime().addShutdownHook(lastResort);
        try {
            awaitReadiness(management, begun);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
        this.ready = Duration.ofNanos(System.nanoTime() - begun);
    }

    /** Waits until it says that it is ready. */
    static ServerUnderTest start(ServerProgram program, Path home, List<String> settings) {
        try {
            return new ServerUnderTest(program, home, settings);
        } catch (IOException e) {
            throw new UncheckedIOException("The server could not be started", e);
        }
    }

    /** From the start of the process to the first 200 of its readiness. */
    Duration ready() {
        return ready;
    }

    int port() {
        return port;
    }

    Path home() {
        return home;
    }

    ProcessFiles program() {
        return new ProcessFiles(process.pid());
    }

    /** The postmaster; its family are the backends. */
    ProcessFiles postgres() {
        return new ProcessFiles(Long.parseLong(PostmasterFile.in(home).pid()));
    }

    /** Used so far. */
    ProcessorTime processorTime() {
        double backends = postgres().family().stream()
                .mapToDouble(ProcessFiles::processorSeconds)
                .sum();
        return new ProcessorTime(program().processorSeconds(), backends);
    }

    private void awaitReadiness(int management, long begun) {
        while (System.nanoTime() - begun < READY_WITHIN.toNanos()) {
            if (!process.isAlive()) {
                throw new NotReady("The server ended before it was ready: " + lastWords());
            }
            try (HttpConnection connection = new HttpConnection(management)) {
                if (connection.exchange(READINESS, READINESS.length).status() == 200) {
                    return;
                }
            } catch (IOException e) {
                // nobody listens yet
            }
            pause();
        }
        throw new NotReady("The server was not ready within " + READY_WITHIN.toSeconds() + " s: " + lastWords());
    }

    private static void pause() {
        try {
            Thread.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotReady("Interrupted while waiting for the server");
        }
    }

    private String lastWords() {
        List<String> said = said();
        return String.join("\n", said.subList(Math.max(0, said.size() - 20), said.size()));
    }

    /** Warnings and errors: a server that complains measures something else. */
    List<String> complaints() {
        return said().stream()
                .filter(line -> line.contains("\"level\":\"WARN\"") || line.contains("\"level\":\"ERROR\""))
                .limit(MOST_COMPLAINTS)
                .map(line -> line.substring(0, Math.min(line.length(), LONGEST_COMPLAINT)))
                .toList();
    }

    private List<String> said() {
        try (var lines = Files.lines(log)) {
            return lines.toList();
        } catch (IOException | UncheckedIOException e) {
            return List.of();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    /** As an operator stops it: SIGTERM, and time to finish. */
    @Override
    public void close() {
        stop();
        complaints().forEach(System.err::println);
        Runtime.getRuntime().removeShutdownHook(lastResort);
        try {
            Files.deleteIfExists(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void stop() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
