package health.careloop.access;

import health.careloop.tenancy.Databases;
import health.careloop.tenancy.Tenant;
import health.careloop.tenancy.Tenants;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** A new installation knows nobody: whoever sees its console gets the first link. */
@Component
@Profile("!demo & !test & !admin")
class FirstAdministrator {
    private static final Logger LOG = LoggerFactory.getLogger(FirstAdministrator.class);

    private final Databases databases;
    private final People people;
    private final Tenants tenants;
    private final TenantProvisioner provisioner;
    private final Activations activations;
    private final AccessSettings settings;

    FirstAdministrator(
            Databases databases,
            People people,
            Tenants tenants,
            TenantProvisioner provisioner,
            Activations activations,
            AccessSettings settings) {
        this.databases = databases;
        this.people = people;
        this.tenants = tenants;
        this.provisioner = provisioner;
        this.activations = activations;
        this.settings = settings;
    }

    @EventListener(ApplicationReadyEvent.class)
    void greet() {
        Thread.ofVirtual().name("first-administrator").start(() -> {
            try {
                databases.await();
                link().ifPresent(FirstAdministrator::print);
            } catch (RuntimeException e) {
                LOG.error("The first administrator's link could not be made: use 'careloop admin invite'", e);
            }
        });
    }

    /** Present while there is nobody; the link of the last start ends. */
    Optional<String> link() {
        if (!people.nobodyIsThere()) {
            return Optional.empty();
        }
        String token = activations.invite(settings.firstAdministrator(), tenant().id(), Role.PLATFORM_OPERATOR);
        return Optional.of(activations.link(token));
    }

    /** One that takes part: another may be in the making at this moment, or was half made when a server was killed. */
    private Tenant tenant() {
        return tenants.all().stream()
                .filter(tenant -> tenant.status() == Tenant.Status.ACTIVE)
                .findFirst()
                .orElseGet(() -> provisioner.provision(freeName(), "Praxis", null));
    }

    private String freeName() {
        return Stream.concat(
                        Stream.of("practice"), IntStream.iterate(2, n -> n + 1).mapToObj(n -> "practice-" + n))
                .filter(name -> tenants.findBySlug(name).isEmpty())
                .findFirst()
                .orElseThrow();
    }

    /** Not through the log: a link is a secret for a day, and logs are kept. */
    @SuppressWarnings("SystemOut")
    private static void print(String link) {
        System.err.println();
        System.err.println("  Nobody has an account yet. The first administrator opens this link, once, within a day:");
        System.err.println("  " + link);
        System.err.println();
    }
}
