package health.careloop.access;

import health.careloop.tenancy.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who calls, verified. A handler takes it as an argument.
 *
 * @param tenant the only tenant this call may touch
 * @param session a pseudonym of the session or token, as the audit trail has it
 * @param operator whether this person also runs the installation
 * @param secondFactorAt when a second factor was proved in this session, or for this token; null: not at all
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
        boolean operator,
        @Nullable Instant secondFactorAt) {
    /** How long a second factor counts as fresh. */
    public static final Duration FRESH = Duration.ofMinutes(5);

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

    /** What this person may because they run the installation, and not by their role here: it takes the second factor. */
    boolean mayAsOperatorOnly(Permission permission) {
        return may(permission) && (role == Role.PLATFORM_OPERATOR || !role.may(permission));
    }

    /** Whether the second factor was proved in the last minutes, as the gravest acts ask for. */
    public boolean hasFreshFactor(Instant now) {
        return secondFactorAt != null && now.isBefore(secondFactorAt.plus(FRESH));
    }

    /** @throws IllegalStateException where nobody signed in: the handler is {@link Open}, or no request runs */
    public static SignedIn current() {
        return find().orElseThrow(() -> new IllegalStateException("Nobody is signed in here: use find()"));
    }

    public static Optional<SignedIn> find() {
        return CURRENT.isBound() ? Optional.of(CURRENT.get()) : Optional.empty();
    }
}
