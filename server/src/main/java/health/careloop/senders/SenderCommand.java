package health.careloop.senders;

import health.careloop.tenancy.CommandContext;
import health.careloop.tenancy.Databases;
import health.careloop.tenancy.Tenant;
import health.careloop.tenancy.Tenants;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.ConfigurableApplicationContext;

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
        try (ConfigurableApplicationContext context =
                CommandContext.of(home, databases, SenderBeans.class).run()) {
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
}
