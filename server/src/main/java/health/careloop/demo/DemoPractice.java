package health.careloop.demo;

import health.careloop.access.Role;
import health.careloop.senders.NewSender;
import health.careloop.tenancy.TenantId;
import java.util.Optional;

/** A practice of the demonstration and the laboratory's key to it. */
record DemoPractice(TenantId tenant, String slug, String name, Optional<String> bsnr, NewSender sender) {
    String login(Role role) {
        return login(slug, role);
    }

    String doctor() {
        return login(Role.DOCTOR);
    }

    static String login(String slug, Role role) {
        return role.wire() + "@" + slug + ".example";
    }
}
