package health.careloop.access;

import health.careloop.tenancy.TenantId;
import java.util.Optional;

/**
 * Who calls, verified. A handler takes it as an argument.
 *
 * @param tenant the only tenant this call may touch
 * @param session a pseudonym of the session or token, as the audit trail has it
 */
public record SignedIn(
        PersonId person,
        TenantId tenant,
        String tenantName,
        Role role,
        String name,
        String email,
        How how,
        String session) {
    static final ScopedValue<SignedIn> CURRENT = ScopedValue.newInstance();

    /** A browser's session, or an API client's token. */
    public enum How {
        SESSION,
        TOKEN
    }

    public boolean may(Permission permission) {
        return role.may(permission);
    }

    /** @throws IllegalStateException where nobody signed in: the handler is {@link Open}, or no request runs */
    public static SignedIn current() {
        return find().orElseThrow(() -> new IllegalStateException("Nobody is signed in here: use find()"));
    }

    public static Optional<SignedIn> find() {
        return CURRENT.isBound() ? Optional.of(CURRENT.get()) : Optional.empty();
    }
}
