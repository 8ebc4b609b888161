package health.careloop.demo;

import health.careloop.access.Activations;
import health.careloop.access.People;
import health.careloop.access.PersonId;
import health.careloop.access.Role;
import health.careloop.access.SecondFactors;
import health.careloop.provisioning.Provisioning;
import health.careloop.senders.Senders;
import health.careloop.tenancy.Tenant;
import health.careloop.tenancy.Tenants;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the practices and people of the demonstration, once; a later start finds them. */
final class DemoPractices {
    private final Tenants tenants;
    private final Provisioning provisioning;
    private final People people;
    private final Activations activations;
    private final Senders senders;
    private final SecondFactors factors;
    private final List<DemoPractice> provisioned = new ArrayList<>();

    DemoPractices(
            Tenants tenants,
            Provisioning provisioning,
            People people,
            Activations activations,
            Senders senders,
            SecondFactors factors) {
        this.tenants = tenants;
        this.provisioning = provisioning;
        this.people = people;
        this.activations = activations;
        this.senders = senders;
        this.factors = factors;
    }

    List<DemoPractice> provision() {
        provisioned.add(practice("linden", "Praxis Linden", "123456700", "Dr. Linda Linde"));
        provisioned.add(practice("ahorn", "Praxis Ahorn", "123456789", "Dr. Arno Ahorn"));
        // Takes what is addressed to anybody: a visitor's own files name their own practice.
        provisioned.add(practice("eigene-dateien", "Eigene Dateien", null, "Dr. Eva Eigen"));
        operator();
        return provisioned();
    }

    /** Who runs the installation; with a second factor everybody may know. */
    private void operator() {
        Tenant tenant = tenants.findBySlug("linden").orElseThrow();
        ensure(tenant, "Otto Obhut", Role.PLATFORM_OPERATOR);
        PersonId operator = people.findByEmail(DemoPractice.login("linden", Role.PLATFORM_OPERATOR))
                .orElseThrow()
                .id();
        if (!factors.has(operator)) {
            factors.give(operator, Demo.SECOND_FACTOR);
        }
    }

    boolean areMissing() {
        return tenants.findBySlug("linden").isEmpty();
    }

    List<DemoPractice> provisioned() {
        return List.copyOf(provisioned);
    }

    private DemoPractice practice(String slug, String name, @Nullable String bsnr, String doctor) {
        Tenant tenant = tenants.findBySlug(slug).orElseGet(() -> provisioning.provision(slug, name, bsnr));
        ensure(tenant, doctor, Role.DOCTOR);
        ensure(tenant, "Nora Nachtwache", Role.NURSE);
        ensure(tenant, "Adam Amtmann", Role.ADMIN);
        return new DemoPractice(tenant.id(), slug, name, tenant.bsnr(), senders.create(tenant.id(), LabMessages.LAB));
    }

    private void ensure(Tenant tenant, String name, Role role) {
        String email = DemoPractice.login(tenant.slug(), role);
        if (people.findByEmail(email).isPresent()) {
            return;
        }
        String link = activations.invite(email, tenant.id(), role);
        if (!(activations.accept(link, name, Demo.PASSWORD) instanceof Activations.Outcome.Accepted)) {
            throw new IllegalStateException("The demonstration's login " + email + " was refused");
        }
    }
}
