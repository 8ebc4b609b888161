package health.careloop;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;

/** The one entry point: {@code java -jar careloop-server-exec.jar COMMAND}; {@code help} lists the commands. */
@SpringBootApplication(exclude = {DataSourceAutoConfiguration.class, FlywayAutoConfiguration.class})
public class Careloop {
    public static void main(String[] arguments) {
        // A machine without a locale would have every umlaut a question mark.
        System.setOut(inUtf8(FileDescriptor.out));
        System.setErr(inUtf8(FileDescriptor.err));
        var status = new CommandLine(System.getenv(), System.out, System.err).run(arguments);
        if (status != 0) {
            System.exit(status);
        }
    }

    private static PrintStream inUtf8(FileDescriptor descriptor) {
        return new PrintStream(
                new BufferedOutputStream(new FileOutputStream(descriptor)), true, StandardCharsets.UTF_8);
    }
}
