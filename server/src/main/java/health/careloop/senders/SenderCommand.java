package health.careloop.senders;

import health.careloop.audit.Audit;
import health.careloop.keys.Tokens;
import health.careloop.tenancy.DataFolder;
import health.careloop.tenancy.Databases;
import health.careloop.tenancy.Tenant;
import health.careloop.tenancy.Tenants;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;

/** {@code careloop admin sender --tenant SLUG --name NAME}: registers a system that may post, and prints its key once. */
public final class SenderCommand {
    private static final String USAGE = """
            Usage: careloop admin sender --tenant SHORT-NAME --name "NAME OF THE LABORATORY"

            Registers a system that may post messages for the tenant. Key and secret are printed once, and with them
            what is posted where, and how the sender asks what became of its messages. Signing follows Standard Webhooks:
            webhook-id, webhook-timestamp and webhook-signature, beside the key in X-Careloop-Key.
            """;

    private SenderCommand() {}

    /** @return the exit code */
    public static int run(
            Map<String, String> options, Path home, Databases databases, PrintStream out, PrintStream err) {
        String slug = options.get("tenant");
        String name = options.get("name");
        if (slug == null || name == null || name.isBlank()) {
            err.print(USAGE);
            return 2;
        }
        try (ConfigurableApplicationContext context = start(home, databases)) {
            Optional<Tenant> tenant = context.getBean(Tenants.class).findBySlug(slug);
            if (tenant.isEmpty()) {
                err.println("careloop: There is no tenant named " + slug + "; careloop admin tenants lists them.");
                return 1;
            }
            NewSender sender =
                    context.getBean(Senders.class).create(tenant.get().id(), name);
            out.println("X-Careloop-Key: " + sender.keyId());
            out.println("secret:         " + sender.secret());
            out.println("post:           POST /api/mirth-webhook, signed over the message's bytes");
            out.println("ask:            GET /api/v1/messages/MESSAGE-ID, signed over GET /api/v1/messages/MESSAGE-ID");
            return 0;
        }
    }

    private static ConfigurableApplicationContext start(Path home, Databases databases) {
        return new SpringApplicationBuilder(Context.class)
                .web(WebApplicationType.NONE)
                .profiles("admin")
                .logStartupInfo(false)
                .initializers(starting -> {
                    starting.getBeanFactory().registerSingleton("databases", databases);
                    starting.getBeanFactory().registerSingleton("dataFolder", new DataFolder(home));
                })
                .run();
    }

    /** Senders and what they need: no server, no worker. */
    @ComponentScan(basePackageClasses = {Audit.class, Tokens.class, Tenants.class})
    @Import({Senders.class, SenderStore.class, SecretUses.class})
    static class Context {
        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }
    }
}
