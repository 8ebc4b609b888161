package health.careloop.bench;

import health.careloop.audit.Audit;
import health.careloop.keys.PlatformSecrets;
import health.careloop.senders.NewSender;
import health.careloop.senders.Senders;
import health.careloop.tenancy.DataFolder;
import health.careloop.tenancy.Databases;
import health.careloop.tenancy.TenancySettings;
import health.careloop.tenancy.Tenant;
import health.careloop.tenancy.Tenants;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/**
 * Makes tenants and senders for a server that runs, with its own code for it on a second set of connections: only the
 * ground and the keys are started, nothing that serves.
 */
final class ProvisionedSender {
    private ProvisionedSender() {}

    /** One key per tenant. */
    static List<SenderKey> create(ServerUnderTest server, int tenants) {
        try (ServerDatabase database = ServerDatabase.of(server.home());
                Databases databases =
                        Databases.open(database::postgres, server.home(), TenancySettings.of(1, 1, 1, 2));
                AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
            context.registerBean("databases", Databases.class, () -> databases, bean -> bean.setDestroyMethodName(""));
            context.registerBean(DataFolder.class, () -> new DataFolder(server.home()));
            context.registerBean(Clock.class, Clock::systemUTC);
            context.registerBean(Senders.class);
            context.scan(
                    Tenants.class.getPackageName(),
                    PlatformSecrets.class.getPackageName(),
                    Audit.class.getPackageName());
            context.refresh();
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
