package health.careloop.postgres;

import static health.careloop.postgres.Sql.execute;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Another application on a folder, and what it said first. */
record RunningApplication(Process process, String words) {
    static RunningApplication on(Path home) throws IOException {
        var process = command(home).start();
        return new RunningApplication(process, wordsOf(process.inputReader(StandardCharsets.UTF_8)));
    }

    static ProcessBuilder command(Path home) {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        home.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
    }

    /** Its logger may speak first. */
    static String wordsOf(BufferedReader said) throws IOException {
        for (var line = said.readLine(); line != null; line = said.readLine()) {
            if (line.startsWith("running ") || line.startsWith("refused: ")) {
                return line;
            }
        }
        return "nothing";
    }

    /** Says "running PORT" or "refused: …", and stops at the end of its input. */
    public static final class Main {
        public static void main(String[] arguments) throws Exception {
            try (var postgres = EmbeddedPostgres.start(Path.of(arguments[0]), line -> System.err.println(line))) {
                execute(postgres, "create table if not exists kept (n int)", "insert into kept values (1)");
                System.out.println("running " + postgres.port());
                while (System.in.read() >= 0) {
                    // until told
                }
            } catch (DatabaseServerException e) {
                System.out.println("refused: " + e.getMessage());
            }
        }
    }
}
