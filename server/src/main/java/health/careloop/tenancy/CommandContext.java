package health.careloop.tenancy;

import java.nio.file.Path;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** What a command of {@code careloop} runs in: the beans it names, beside a data folder and databases that are open. */
public final class CommandContext {
    private CommandContext() {}

    /** Nothing that listens, and no worker. The databases stay open when the context is closed. */
    public static SpringApplicationBuilder of(Path home, Databases databases, Class<?>... beans) {
        return new SpringApplicationBuilder(beans)
                .web(WebApplicationType.NONE)
                .profiles("admin")
                .logStartupInfo(false)
                .initializers(starting -> {
                    starting.getBeanFactory().registerSingleton("databases", databases);
                    starting.getBeanFactory().registerSingleton("dataFolder", new DataFolder(home));
                });
    }
}
