package health.careloop;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;

/** The one entry point: {@code java -jar careloop-server-exec.jar COMMAND}; {@code help} lists the commands. */
@SpringBootApplication(exclude = {DataSourceAutoConfiguration.class, FlywayAutoConfiguration.class})
public class Careloop {
    public static void main(String[] arguments) {
        var status = new CommandLine(System.getenv(), System.out, System.err).run(arguments);
        if (status != 0) {
            System.exit(status);
        }
    }
}
