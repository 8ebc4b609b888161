package health.careloop;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.postgres.DatabaseStartup;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
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

/** The program as a process of its own: how it starts, fails to, and ends. */
class StartedServerTest {
    @TempDir
    Path temporary;

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
                var program = StartedServerTest.class.getClassLoader().getResourceAsStream(file)) {
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

    static List<String> rest(Process process) {
        return process.errorReader(StandardCharsets.UTF_8).lines().toList();
    }
}
