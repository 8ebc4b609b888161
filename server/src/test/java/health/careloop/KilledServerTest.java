package health.careloop;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.postgres.EmbeddedPostgres;
import health.careloop.senders.NewSender;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** W-06: the program is killed while it answers, and every 202 is found after the next start. */
class KilledServerTest {
    private static final int POSTERS = 16;
    private static final byte[] BYTES = "no LDT at all".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    Path home;

    @Test
    void everythingAnswered202IsThereAfterTheServerWasKilledInTheMiddleOfABurst() throws Exception {
        killAndLook(1);
    }

    /** The long form: {@code -Dcareloop.kills=50}. */
    @Test
    @EnabledIfSystemProperty(named = "careloop.kills", matches = "[0-9]+")
    void howeverOftenItIsKilled() throws Exception {
        killAndLook(Integer.getInteger("careloop.kills"));
    }

    private void killAndLook(int times) throws Exception {
        Set<UUID> acknowledged = ConcurrentHashMap.newKeySet();
        RunningServer server = start();
        try {
            NewSender sender = sender();
            for (int i = 0; i < times; i++) {
                burst(server, sender, acknowledged);
                server = start();
            }
            JdbcClient database = database();
            Set<UUID> stored = Set.copyOf(database.sql("select id from loop.messages")
                    .query(UUID.class)
                    .list());
            assertThat(stored).containsAll(acknowledged);
            // Nothing half: what is stored has its replay row, its entry and a job, or has been worked on.
            assertThat(database.sql("""
                            select count(*) from loop.messages m where m.state = 'received' and not exists (
                                select from loop.jobs_ready j where j.subject = m.id
                                union all select from loop.jobs_leased j where j.subject = m.id)
                            """).query(Integer.class).single()).isZero();
            assertThat(database.sql("select message_id from loop.replays")
                            .query(UUID.class)
                            .list())
                    .containsExactlyInAnyOrderElementsOf(stored);
            assertThat(database.sql("select resource_id::uuid from loop.audit_stage where action = 'message_accepted'")
                            .query(UUID.class)
                            .list())
                    .containsExactlyInAnyOrderElementsOf(stored);
        } finally {
            server.process().destroy();
            server.process().waitFor();
        }
    }

    private static void burst(RunningServer server, NewSender sender, Set<UUID> acknowledged) throws Exception {
        AtomicBoolean alive = new AtomicBoolean(true);
        CountDownLatch many = new CountDownLatch(400);
        int before = acknowledged.size();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> posters = new ArrayList<>();
            for (int i = 0; i < POSTERS; i++) {
                posters.add(threads.submit(() -> {
                    while (alive.get()) {
                        Client.Answer answer = post(server, sender);
                        if (answer.status() == 202) {
                            acknowledged.add(UUID.fromString(
                                    answer.json().path("messageId").asString()));
                        }
                        many.countDown();
                    }
                    return null;
                }));
            }
            many.await();
            // The program alone: its PostgreSQL is orphaned, as it is when the machine's memory runs out.
            server.process().destroyForcibly().waitFor();
            alive.set(false);
            for (Future<?> poster : posters) {
                try {
                    poster.get();
                } catch (java.util.concurrent.ExecutionException e) {
                    // What was on its way had no answer.
                    assertThat(e).hasRootCauseInstanceOf(IOException.class);
                }
            }
        }
        assertThat(acknowledged).hasSizeGreaterThan(before + 300);
    }

    private static Client.Answer post(RunningServer server, NewSender sender) {
        String id = "msg_" + UUID.randomUUID();
        long now = System.currentTimeMillis() / 1000;
        return new Client(server.url())
                .with("X-Careloop-Key", sender.keyId())
                .with("webhook-id", id)
                .with("webhook-timestamp", Long.toString(now))
                .with("webhook-signature", OwnSignature.of(sender.secret(), id, now, BYTES))
                .post("/api/mirth-webhook", BYTES, "text/plain");
    }

    private record RunningServer(Process process, String url) {}

    private RunningServer start() throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Careloop.class.getName(),
                        "start",
                        "--home=" + home,
                        "--server.port=0",
                        "--management.server.port=0")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<String> said = new ArrayList<>();
        BufferedReader reader = process.errorReader(StandardCharsets.UTF_8);
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            said.add(line);
            if (line.contains("ready after")) {
                Thread.ofVirtual().start(() -> drain(reader));
                return new RunningServer(
                        process, line.substring(line.indexOf("http://")).strip());
            }
        }
        throw new IllegalStateException("The server did not start: " + String.join("\n", said));
    }

    /** A full pipe would stop the server. */
    private static void drain(BufferedReader reader) {
        try {
            while (reader.readLine() != null) {
                // nobody listens
            }
        } catch (IOException | UncheckedIOException e) {
            // it was killed
        }
    }

    private NewSender sender() {
        admin("invite", "--email", "amt@example.org", "--tenant", "praxis", "--create", "Praxis Testberg");
        List<String> lines = admin("sender", "--tenant", "praxis", "--name", "Labor Testberg")
                .lines()
                .toList();
        return new NewSender(
                UUID.randomUUID(),
                "Labor Testberg",
                lines.get(0).substring(lines.get(0).indexOf("clk_")),
                lines.get(1).substring(lines.get(1).indexOf("whsec_")));
    }

    private String admin(String... words) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
        List<String> all = new ArrayList<>(List.of("admin"));
        all.addAll(Arrays.asList(words));
        all.addAll(List.of("--home", home.toString()));
        int status = new CommandLine(Map.of(), out, out).run(all.toArray(String[]::new));
        assertThat(status).as(said.toString(StandardCharsets.UTF_8)).isZero();
        return said.toString(StandardCharsets.UTF_8);
    }

    private JdbcClient database() throws IOException {
        Properties secrets = new Properties();
        try (var reader = Files.newBufferedReader(home.resolve("secrets").resolve("database.properties"))) {
            secrets.load(reader);
        }
        return JdbcClient.create(new DriverManagerDataSource(
                EmbeddedPostgres.urlOfRunning(home, "careloop"),
                "postgres",
                secrets.getProperty("administrator.password")));
    }
}
