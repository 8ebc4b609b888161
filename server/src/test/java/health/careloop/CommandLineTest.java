package health.careloop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the words mean, which are refused, and with which sentence and status. */
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
            assertThat(StartedServerTest.rest(launcher))
                    .singleElement()
                    .asString()
                    .contains(words.getLast());
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
    void onePortForBothAndSettingsThatRefuseThemselvesAreRefusedBeforeAnythingIsMade() {
        var home = temporary.resolve("new");
        refuses(
                "--server.port and --management.server.port must be two ports; both are 5001.",
                "start",
                "--home=" + home,
                "--server.port=5001",
                "--management.server.port=5001");
        refuses(
                "at least one is filed at a time; given was --careloop.intake.together=0.",
                "start",
                "--home=" + home,
                "--careloop.intake.together=0");
        assertThat(run(Map.of("CARELOOP_INTAKE_TOGETHER", "0"), "demo", "--home=" + home))
                .isEqualTo(2);
        assertThat(said()).contains("CARELOOP_INTAKE_TOGETHER=0").hasLineCount(1);
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
