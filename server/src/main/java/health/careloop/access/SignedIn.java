package health.careloop.access;

import health.careloop.tenancy.TenantId;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Who calls, verified. A handler takes it as an argument.
 *
 * @param tenant the only tenant this call may touch
 * @param session a pseudonym of the session or token, as the audit trail has it
 * @param operator whether this person also runs the installation
 */
public record SignedIn(
        PersonId person,
        TenantId tenant,
        String tenantName,
        Role role,
        String name,
        String email,
        How how,
        String session,
        boolean operator) {
    static final ScopedValue<SignedIn> CURRENT = ScopedValue.newInstance();

    /** A browser's session, or an API client's token. */
    public enum How {
        SESSION,
        TOKEN
    }

    public boolean may(Permission permission) {
        return permissions().contains(permission);
    }

    /** Of the role here, and of an operator's wherever they are. */
    public Set<Permission> permissions() {
        if (!operator) {
            return role.permissions();
        }
        Set<Permission> all = EnumSet.noneOf(Permission.class);
        all.addAll(role.permissions());
        all.addAll(Role.PLATFORM_OPERATOR.permissions());
        return all;
    }

    /** @throws IllegalStateException where nobody signed in: the handler is {@link Open}, or no request runs */
    public static SignedIn current() {
        return find().orElseThrow(() -> new IllegalStateException("Nobody is signed in here: use find()"));
    }

    public static Optional<SignedIn> find() {
        return CURRENT.isBound() ? Optional.of(CURRENT.get()) : Optional.empty();
    }
}
