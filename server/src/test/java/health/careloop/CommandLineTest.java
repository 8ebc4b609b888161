package health.careloop;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.postgres.DatabaseStartup;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

class CommandLineTest {

    @TempDir
    Path temporary;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void anUnknownCommandIsAnsweredWithTheNearest() {
        assertThat(run("strat")).isEqualTo(2);
        assertThat(said())
                .isEqualTo("careloop: there is no command 'strat'; did you mean start?"
                        + " careloop help shows every one.\n");
        assertThat(run("xyzzy")).isEqualTo(2);
        assertThat(said()).isEqualTo("careloop: there is no command 'xyzzy'. careloop help shows every one.\n");
    }

    @Test
    void everyCommandRefusesWhatItDoesNotKnow() {
        for (var command : Command.values()) {
            var words = switch (command) {
                case ADMIN -> List.of("admin", "tenants");
                case TENANTS -> List.of("tenants", "behind");
                default -> List.of(command.word());
            };
            for (var unknown : List.of("--bogus", "--bogus=x", "-bogus")) {
                assertThat(run(words, unknown)).as(command + " " + unknown).isEqualTo(2);
                assertThat(said())
                        .contains("There is no option " + unknown.replaceFirst("=.*", ""))
                        .contains("Usage: careloop " + command.word())
                        .hasLineCount(1);
            }
        }
    }

    @Test
    void whatCannotBeMeantIsASentenceWithTheUsageAndTwo() {
        refuses(
                "There is no option --hoem for backup; did you mean --home? "
                        + "Usage: careloop backup [FILE] [--home FOLDER] [--key FILE]",
                "backup",
                "--hoem",
                "x");
        refuses(
                "There is no option --prot for start; did you mean --server.port? "
                        + "Usage: careloop start [--home FOLDER] [--SETTING=VALUE …]",
                "start",
                "--prot",
                "5000");
        refuses("There is no option --sever.port for start; did you mean --server.port?", "start", "--sever.port=1");
        refuses("did you mean --careloop.queue.lease?", "start", "--careloop.queue.laese=1s");
        refuses(
                "did you mean --spring.ssl.bundle.watch.file.quiet-period?",
                "start",
                "--spring.ssl.bundle.watch.file.quite-period=1s");
        refuses("There is no option --onec for demo; did you mean --once?", "demo", "--onec");
        refuses("--send needs a value. Usage: careloop demo ", "demo", "--send");
        refuses("--send needs a value.", "demo", "--send", "--once");
        refuses("--once takes no value, and 'true' is one.", "demo", "--once=true");
        refuses("leave --home away", "demo", "--once", "--home", "anywhere");
        refuses("What is 'file.ldt' for?", "demo", "file.ldt");
        refuses("There is no readable file nowhere.ldt", "demo", "--send", "nowhere.ldt");
        refuses("--home needs a value.", "backup", "--home");
        refuses("--home is there twice: which one is meant?", "start", "--home", "a", "--home=b");
        refuses("What is 'b.zip' for?", "backup", "a.zip", "b.zip");
        refuses("Which backup? Usage: careloop restore FILE", "restore");
        refuses("What is 'now' for?", "start", "now");
        refuses("What is 'demo' for? Usage: careloop help", "help", "demo");
        refuses("What is to be done? Usage: careloop admin invite|reset|reset-factor|sender|tenants", "admin");
        refuses("There is no 'admin tenant'; did you mean tenants?", "admin", "tenant");
        refuses(
                "There is no option --emial for admin invite; did you mean --email?",
                "admin",
                "invite",
                "--emial",
                "a");
        refuses(
                "There is no role 'doctr'; did you mean doctor? Roles are admin, head_doctor,",
                "admin",
                "invite",
                "--email=a@b.example",
                "--tenant=x",
                "--role=doctr");
        refuses("There is no option --nmae for admin sender; did you mean --name?", "admin", "sender", "--nmae", "a");
    }

    /** Each is one word from the table of docs/operations.md, or a part of Spring Boot that an operator may need. */
    @Test
    void settingsThatExistAreTaken() {
        for (var setting : List.of(
                "server.port=0",
                "management.server.port=0",
                "careloop.queue.runners.ldt-processing=3",
                "careloop.queue.paused=storing",
                "careloop.access.sessionIdle=10m",
                "logging.level.org.flywaydb=debug",
                "spring.ssl.bundle.pem.careloop.keystore.certificate=x",
                "server.jetty.threads.max=10")) {
            Command.START.grammar().require(invocation(Map.of(), "--" + setting));
        }
        assertThat(KnownSettings.ours())
                .containsKeys("careloop.tenancy.app-connections", "careloop.keys.master-key-file");
    }

    @Test
    void theLauncherRefusesWhatItDoesItself() throws Exception {
        for (var words : List.of(
                List.of("demmo", "did you mean demo?"),
                List.of("bnech", "did you mean bench?"),
                List.of("xyzzy", "there is no command 'xyzzy'. careloop help"),
                List.of("test", "--fast", "What is '--fast' for? Usage: careloop test"),
                List.of("help", "me", "What is 'me' for? Usage: careloop help"))) {
            var command = new ArrayList<>(List.of("sh", "../careloop"));
            command.addAll(words.subList(0, words.size() - 1));
            var launcher = new ProcessBuilder(command).start();
            assertThat(rest(launcher)).singleElement().asString().contains(words.getLast());
            assertThat(launcher.waitFor()).isEqualTo(2);
        }
    }

    @Test
    void whatCannotBeDoneIsASentenceAndOne() {
        assertThat(run(
                        "restore",
                        "--home=" + temporary,
                        temporary.resolve("none.zip").toString()))
                .isEqualTo(1);
        assertThat(said()).contains("There is no archive");
    }

    @Test
    void aFolderWithoutDataIsTheSameSentenceAndTwoEverywhere() {
        for (var words : List.of(List.of("backup"), List.of("admin", "tenants"), List.of("tenants", "behind"))) {
            var all = new ArrayList<>(words);
            all.add("--home");
            assertThat(run(all, temporary.toString())).as(words.toString()).isEqualTo(2);
            assertThat(said())
                    .isEqualTo("careloop: There is no Careloop data in " + temporary
                            + "; say --home FOLDER, or start it first.\n");
        }
    }

    @Test
    void theVersionIsOneLine() throws Exception {
        assertThat(run("version")).isZero();
        assertThat(run("--version")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .hasSize(2)
                .allMatch(line -> line.matches("careloop [0-9][^ ]*, commit [0-9a-z-]+"));
        for (var word : List.of("version", "--version")) {
            var launcher = new ProcessBuilder("sh", "../careloop", word).start();
            assertThat(launcher.inputReader(StandardCharsets.UTF_8).lines())
                    .singleElement()
                    .asString()
                    .matches("careloop [0-9][^ ]*, commit [0-9a-z-]+");
            assertThat(launcher.waitFor()).isZero();
        }
    }

    @Test
    void numbersThatAreNoneAreRefusedBeforeAnythingIsMade() {
        var home = temporary.resolve("new");
        for (var setting : List.of(
                "--server.port=abc",
                "--server.port=65536",
                "--management.server.port=-2",
                "--careloop.tenancy.app-connections=ten",
                "--careloop.queue.runners.ldt-processing=x")) {
            refuses(setting.substring(0, setting.indexOf('=')) + " must be a ", "start", "--home=" + home, setting);
        }
        assertThat(home).doesNotExist();
        assertThat(run(Map.of("CARELOOP_PORT", "abc"), "start", "--home=" + home))
                .isEqualTo(2);
        assertThat(said()).contains("CARELOOP_PORT must be a port").hasLineCount(1);
        assertThat(home).doesNotExist();
    }

    @Test
    void portsInUseAreNamedTogetherBeforeAnythingIsMade() throws Exception {
        var home = temporary.resolve("new");
        try (var one = new ServerSocket(0);
                var other = new ServerSocket(0)) {
            assertThat(run(
                            "demo",
                            "--home=" + home,
                            "--server.port=" + one.getLocalPort(),
                            "--management.server.port=" + other.getLocalPort()))
                    .isEqualTo(1);
            assertThat(said())
                    .contains(
                            "Ports " + one.getLocalPort() + " and " + other.getLocalPort() + " are in use",
                            "--server.port=PORT --management.server.port=PORT")
                    .hasLineCount(1);
        }
        assertThat(home).doesNotExist();
    }

    @Test
    void helpIsTheDefaultAndTheLauncherPrintsTheSameLines() throws Exception {
        assertThat(run()).isZero();
        assertThat(run("start", "--help")).isZero();
        var lines = out.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(lines).hasSize(Command.values().length + 1).allMatch(line -> line.length() <= 120);
        var launcher = Files.readString(Path.of("..", "careloop"));
        assertThat(lines).allSatisfy(line -> assertThat(launcher).contains(line));
    }

    @Test
    void theHomeIsTheOptionElseTheEnvironmentElseData() {
        assertThat(invocation(Map.of("CARELOOP_HOME", "there"), "--home=here").home())
                .isEqualTo(Path.of("here"));
        assertThat(invocation(Map.of("CARELOOP_HOME", "there")).home()).isEqualTo(Path.of("there"));
        assertThat(invocation(Map.of()).home()).isEqualTo(Path.of("data"));
        var mixed = invocation(Map.of(), "--debug", "--server.port=0", "one");
        assertThat(mixed.options()).containsOnlyKeys("debug", "server.port");
        assertThat(mixed.operands()).containsExactly("one");
    }

    @Test
    void theDatabaseOutlivesItsLastUserAndEndsWithTheServer() throws Exception {
        var server = server("--home", temporary.toString());
        assertThat(await(server, "ready after")).contains("http://localhost:");
        server.toHandle().destroy();
        assertThat(rest(server)).contains("the last query was answered");
        assertThat(server.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(temporary.resolve("postgres/postmaster.pid")).doesNotExist();
    }

    @Test
    void aFailedStartIsOneSentenceWithoutATrace() throws Exception {
        var file = Files.createFile(temporary.resolve("file"));
        var server = server("--home", file.toString());
        assertThat(rest(server)).singleElement().asString().contains("cannot be used");
        assertThat(server.waitFor()).isEqualTo(1);

        try (var taken = new ServerSocket(0)) {
            var second = server(
                    "--home",
                    temporary.toString(),
                    "--server.port=" + taken.getLocalPort(),
                    "--management.server.port=0");
            assertThat(rest(second))
                    .filteredOn(line -> !line.contains("creating") && !line.contains("last query"))
                    .singleElement()
                    .asString()
                    .contains("Port " + taken.getLocalPort() + " is in use")
                    .endsWith(" --server.port=PORT.");
            assertThat(second.waitFor()).isEqualTo(1);

            var third = server(
                    "--home",
                    temporary.toString(),
                    "--server.port=0",
                    "--management.server.port=" + taken.getLocalPort());
            assertThat(rest(third))
                    .filteredOn(line -> line.contains("is in use"))
                    .singleElement()
                    .asString()
                    .endsWith(" --management.server.port=PORT.");
            assertThat(third.waitFor()).isEqualTo(1);
        }
        assertThat(temporary.resolve("postgres/postmaster.pid")).doesNotExist();
    }

    @Test
    void aFullMemoryIsASentenceFromTheLauncherWithTheStatusKeptAndNothingOnStandardOutput() throws Exception {
        var root = temporary.resolve("with a blank");
        var app = Files.createDirectories(root.resolve("server/target/app"));
        for (var folder : List.of("server/src/main", ".mvn")) {
            Files.createDirectories(root.resolve(folder));
        }
        Files.createFile(root.resolve("pom.xml"));
        Files.createFile(root.resolve("server/pom.xml"));
        Files.copy(Path.of("..", "careloop"), root.resolve("careloop"));
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Insatiable.class.getName());
        var file = Insatiable.class.getName().replace('.', '/') + ".class";
        try (var jar = new JarOutputStream(Files.newOutputStream(app.resolve("careloop-server-exec.jar")), manifest);
                var program = CommandLineTest.class.getClassLoader().getResourceAsStream(file)) {
            jar.putNextEntry(new ZipEntry(file));
            program.transferTo(jar);
        }
        Files.createFile(root.resolve("server/target/careloop.stamp"));

        var builder = new ProcessBuilder("sh", root.resolve("careloop").toString(), "start");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("CARELOOP_JAVA_OPTS", "-Xmx16m");
        var launcher = builder.start();
        assertThat(rest(launcher))
                .filteredOn(line -> line.startsWith("careloop: "))
                .singleElement()
                .asString()
                .contains("more memory than it may take", "start it again", "CARELOOP_JAVA_OPTS=-Xmx1g");
        assertThat(launcher.inputReader(StandardCharsets.UTF_8).lines()).isEmpty();
        assertThat(launcher.waitFor()).isEqualTo(3);
    }

    /** A server that never has enough. */
    static final class Insatiable {
        private Insatiable() {}

        public static void main(String[] arguments) {
            var taken = new ArrayList<byte[]>();
            while (true) {
                taken.add(new byte[1 << 20]);
            }
        }
    }

    /** The server as it is started, around an application that only asks the database one last question. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration(exclude = {DataSourceAutoConfiguration.class, FlywayAutoConfiguration.class})
    static class LastUser {

        public static void main(String[] arguments) {
            var line = new CommandLine(System.getenv(), System.out, System.err);
            var status = line.run(
                    Invocation.parse(List.of(arguments), System.getenv(), System.out, System.err), invocation -> {
                        Server.start(LastUser.class, invocation);
                        return 0;
                    });
            if (status != 0) {
                System.exit(status);
            }
        }

        @Bean
        DisposableBean lastQuery(DatabaseStartup database) {
            return () -> {
                var server = database.await();
                DriverManager.getConnection(
                                server.jdbcUrl("postgres"), server.administrator(), server.administratorPassword())
                        .close();
                System.err.println("the last query was answered");
            };
        }
    }

    private static Process server(String... arguments) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                LastUser.class.getName()));
        command.addAll(List.of(arguments));
        if (List.of(arguments).stream().noneMatch(word -> word.startsWith("--server.port"))) {
            command.add("--server.port=0");
            command.add("--management.server.port=0");
        }
        return new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static String await(Process process, String words) throws IOException {
        var reader = process.errorReader(StandardCharsets.UTF_8);
        for (var line = reader.readLine(); line != null; line = reader.readLine()) {
            if (line.contains(words)) {
                return line;
            }
        }
        return "it ended";
    }

    private static List<String> rest(Process process) {
        return process.errorReader(StandardCharsets.UTF_8).lines().toList();
    }

    private static Invocation invocation(Map<String, String> environment, String... words) {
        return Invocation.parse(List.of(words), environment, System.out, System.err);
    }

    private void refuses(String sentence, String... words) {
        assertThat(run(words)).as(String.join(" ", words)).isEqualTo(2);
        assertThat(said()).contains(sentence).hasLineCount(1);
    }

    private int run(List<String> words, String last) {
        var all = new ArrayList<>(words);
        all.add(last);
        return run(all.toArray(String[]::new));
    }

    private int run(String... words) {
        return run(Map.of(), words);
    }

    private int run(Map<String, String> environment, String... words) {
        err.reset();
        return new CommandLine(
                        environment,
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8))
                .run(words);
    }

    private String said() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
