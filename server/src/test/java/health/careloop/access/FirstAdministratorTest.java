package health.careloop.access;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.TestServer;
import health.careloop.postgres.EmbeddedPostgres;
import health.careloop.provisioning.OnCommandLine;
import health.careloop.tenancy.Databases;
import health.careloop.tenancy.TenancySettings;
import health.careloop.tenancy.Tenant;
import health.careloop.tenancy.TenantId;
import health.careloop.tenancy.Tenants;
import health.careloop.tenancy.UuidV7;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

class FirstAdministratorTest {
    @TempDir
    Path home;

    /** Whatever else starts beside it: commands make tenants while the server says its link. */
    @Test
    void onANewInstallationTheLinkOpensATenantThatTakesPart() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(home, line -> {})) {
            Files.createDirectories(home.resolve("secrets"));
            try (Databases databases = Databases.open(() -> postgres, home, TenancySettings.of(2, 2, 2, 2));
                    ConfigurableApplicationContext context = AdminCommand.start(home, databases, OnCommandLine.class)) {
                Tenants tenants = context.getBean(Tenants.class);

                halfMade(tenants, "ahorn");
                assertThat(invitedTo(context).slug()).isEqualTo("practice");
                assertThat(invitedTo(context).slug())
                        .as("the next start makes no second one")
                        .isEqualTo("practice");

                tenants.archive(tenants.findBySlug("practice").orElseThrow().id());
                halfMade(tenants, "practice-2");
                assertThat(invitedTo(context).slug())
                        .as("a server was killed while it made it")
                        .isEqualTo("practice-3");
            }
        }
    }

    @Test
    void whereSomebodyIsThereIsNone() {
        TestServer server = TestServer.shared();
        server.person(server.createTenant(), Role.DOCTOR);

        assertThat(firstAdministrator(server.context()).link()).isEmpty();
    }

    /** Known, and without a place. */
    private static void halfMade(Tenants tenants, String slug) {
        TenantId id = new TenantId(UuidV7.next());
        tenants.reserve(new Tenants.Reservation(id, slug, "Praxis " + slug, null, null));
        tenants.begin(id);
    }

    private static Tenant invitedTo(ApplicationContext context) {
        String link = firstAdministrator(context).link().orElseThrow();
        Activations.Invitation invitation = context.getBean(Activations.class)
                .find(link.substring(link.indexOf('=') + 1))
                .orElseThrow();
        assertThat(invitation.role()).isEqualTo(Role.PLATFORM_OPERATOR);
        return invitation.tenant().orElseThrow();
    }

    private static FirstAdministrator firstAdministrator(ApplicationContext context) {
        return new FirstAdministrator(
                context.getBean(Databases.class),
                context.getBean(People.class),
                context.getBean(Tenants.class),
                context.getBean(TenantProvisioner.class),
                context.getBean(Activations.class),
                context.getBean(AccessSettings.class));
    }
}
