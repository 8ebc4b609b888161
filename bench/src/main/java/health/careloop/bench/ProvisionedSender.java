package health.careloop.bench;

import health.careloop.senders.NewSender;
import health.careloop.senders.SenderBeans;
import health.careloop.senders.Senders;
import health.careloop.tenancy.CommandContext;
import health.careloop.tenancy.Databases;
import health.careloop.tenancy.TenancySettings;
import health.careloop.tenancy.Tenant;
import health.careloop.tenancy.Tenants;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.springframework.context.ConfigurableApplicationContext;

/** Makes tenants and senders for a server that runs, as its own command line does: on a second set of connections. */
final class ProvisionedSender {
    private ProvisionedSender() {}

    /**
     * One key per tenant.
     *
     * @param home of the server
     */
    static List<SenderKey> create(Path home, int tenants) {
        try (ServerDatabase database = ServerDatabase.of(home);
                Databases databases = Databases.open(database::postgres, home, TenancySettings.of(1, 1, 1, 2));
                ConfigurableApplicationContext context =
                        CommandContext.of(home, databases, SenderBeans.class).run()) {
            List<SenderKey> keys = new ArrayList<>();
            for (int i = 0; i < tenants; i++) {
                Tenant tenant = context.getBean(Tenants.class).create("bench-" + i, "Bench " + i, null);
                NewSender sender = context.getBean(Senders.class).create(tenant.id(), "Labor Testberg");
                keys.add(new SenderKey(tenant.id().value(), sender));
            }
            return keys;
        }
    }
}
