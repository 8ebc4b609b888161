package health.careloop;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The one entry point: {@code java -jar careloop-server-exec.jar COMMAND}. */
@SpringBootApplication(
        exclude = {
            org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration.class,
            org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration.class
        })
public class Careloop {
    public static void main(String[] arguments) {
        SpringApplication.run(Careloop.class, arguments);
    }
}
