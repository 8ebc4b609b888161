package health.careloop.access;

import health.careloop.audit.Action;
import health.careloop.audit.Audit;
import health.careloop.audit.Caller;
import health.careloop.audit.Entry;
import health.careloop.tenancy.ControlDatabase;
import health.careloop.tenancy.Tenant;
import health.careloop.tenancy.TenantId;
import health.careloop.tenancy.Tenants;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;

/**
 * Links that make somebody a member: good once and for a day; only their hash is kept (contradiction 14). A new link for
 * the same address and tenant ends the older one.
 */
@Component
public final class Activations {
    private static final Pattern ADDRESS = Pattern.compile("[^\\s@<>\"]{1,64}@[^\\s@<>\"]{1,189}");

    /** @param tenant empty for an operator of the platform who belongs to none */
    public record Invitation(
            String email, Optional<Tenant> tenant, Role role, Instant expiresAt, boolean personExists) {
        /** What the person becomes in the tenant: an operator of the platform also administers it. */
        Role roleThere() {
            return tenant.isPresent() && role == Role.PLATFORM_OPERATOR ? Role.ADMIN : role;
        }

        /** Whether the second factor is set up, or offered, as soon as the account is there. */
        boolean offersSecondFactor() {
            return role == Role.PLATFORM_OPERATOR || role == Role.ADMIN;
        }
    }

    /** What is wrong with what was entered. */
    public enum Fault {
        NAME_LENGTH,
        /** Control characters, or marks that turn the direction of writing. */
        NAME_CHARACTERS,
        PASSWORD_TOO_SHORT,
        PASSWORD_TOO_LONG,
        PASSWORD_TOO_COMMON,
        /** There is a person with this address already, whose password it must be. */
        PASSWORD_WRONG;

        static Fault of(Passwords.Weakness weakness) {
            return switch (weakness) {
                case TOO_SHORT -> PASSWORD_TOO_SHORT;
                case TOO_LONG -> PASSWORD_TOO_LONG;
                case TOO_COMMON -> PASSWORD_TOO_COMMON;
            };
        }
    }

    /** How following a link ended. */
    public sealed interface Outcome {
        record Accepted(PersonId person, String email) implements Outcome {}

        record Refused(Set<Fault> faults) implements Outcome {}

        /** Used, replaced by a newer one, expired, or never made. */
        record LinkInvalid() implements Outcome {}
    }

    /** Control characters, and those that turn the direction of what follows: a name stands beside others' words. */
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069]");

    private final ControlDatabase control;
    private final Tenants tenants;
    private final People people;
    private final Passwords passwords;
    private final Throttle throttle;
    private final SignIn signIn;
    private final Audit audit;
    private final AccessSettings settings;
    private final PublicAddress address;

    Activations(
            ControlDatabase control,
            Tenants tenants,
            People people,
            Passwords passwords,
            Throttle throttle,
            SignIn signIn,
            Audit audit,
            AccessSettings settings,
            PublicAddress address) {
        this.control = control;
        this.tenants = tenants;
        this.people = people;
        this.passwords = passwords;
        this.throttle = throttle;
        this.signIn = signIn;
        this.audit = audit;
        this.settings = settings;
        this.address = address;
    }

    /** Whether somebody could be invited under this address. */
    public static boolean isAddress(String email) {
        return ADDRESS.matcher(People.normal(email)).matches();
    }

    /** A tenant that does not come to be: its links open nothing, and whoever followed one is no member. */
    public void withdraw(TenantId tenant) {
        control.inTransaction(() -> {
            control.sql()
                    .sql("update control.activations set used_at = now() where tenant_id = ? and used_at is null")
                    .param(tenant.value())
                    .update();
            control.sql()
                    .sql("update control.memberships set is_active = false where tenant_id = ? and is_active")
                    .param(tenant.value())
                    .update();
        });
    }

    /**
     * @param tenant null only for {@link Role#PLATFORM_OPERATOR}; an operator with a tenant also administers it
     * @return the token of the link
     */
    public String invite(String email, @Nullable TenantId tenant, Role role) {
        String address = People.normal(email);
        if (!isAddress(address)) {
            throw new IllegalArgumentException("This is no e-mail address: " + email);
        }
        if (tenant == null && role != Role.PLATFORM_OPERATOR) {
            throw new IllegalArgumentException("Only an operator of the platform belongs to no tenant");
        }
        String token = Digests.secret();
        control.inTransaction(() -> {
            control.sql()
                    .sql("""
                            update control.activations set used_at = now()
                            where email = ? and tenant_id is not distinct from ?::uuid and used_at is null
                            """)
                    .params(Arrays.asList(address, tenant == null ? null : tenant.value()))
                    .update();
            control.sql()
                    .sql("""
                            insert into control.activations (token_hash, email, tenant_id, role, expires_at)
                            values (?, ?, ?, ?, now() + make_interval(secs => ?))
                            """)
                    .params(Arrays.asList(
                            Digests.hash(token),
                            address,
                            tenant == null ? null : tenant.value(),
                            role.name(),
                            settings.linkLength().toSeconds()))
                    .update();
            record(
                    tenant,
                    Caller.current(),
                    Entry.of(Action.USER_INVITED, "person").with("role", role.wire()));
        });
        return token;
    }

    /** Where the invited person goes with the token. */
    public String link(String token) {
        return address.url("/activate?token=" + token);
    }

    /** The invitation behind a link that may still be used. */
    public Optional<Invitation> find(String token) {
        record Row(String email, @Nullable UUID tenant, Role role, Instant expiresAt, boolean personExists) {}
        return control.sql()
                .sql("""
                        select a.email, a.tenant_id, a.role, a.expires_at,
                               exists (select 1 from control.people p where p.email = a.email) as person_exists
                        from control.activations a
                        where a.token_hash = ? and a.used_at is null and a.expires_at > now()
                        """)
                .param(Digests.hash(token))
                .query((row, number) -> new Row(
                        row.getString("email"),
                        row.getObject("tenant_id", UUID.class),
                        Role.valueOf(row.getString("role")),
                        row.getTimestamp("expires_at").toInstant(),
                        row.getBoolean("person_exists")))
                .optional()
                .map(row -> new Invitation(
                        row.email(),
                        Optional.ofNullable(row.tenant()).flatMap(id -> tenants.find(new TenantId(id))),
                        row.role(),
                        row.expiresAt(),
                        row.personExists()));
    }

    /**
     * Makes the person, or, when there is one with this address, joins them to the tenant: then it takes their own
     * password, and the name stays.
     */
    public Outcome accept(String token, String name, String password) {
        Optional<Invitation> found = find(token);
        if (found.isEmpty()) {
            return new Outcome.LinkInvalid();
        }
        Invitation invitation = found.get();
        Optional<People.Login> login = people.login(invitation.email());
        Set<Fault> faults =
                login.isPresent() ? faultsOfKnown(login.get(), password) : faults(name.strip(), password, invitation);
        if (!faults.isEmpty()) {
            return new Outcome.Refused(faults);
        }
        String hash = login.isPresent() ? "" : passwords.hash(password);
        try {
            return admit(token, invitation, login, name.strip(), hash);
        } catch (DuplicateKeyException e) {
            // Another link for the same address was followed meanwhile: now there is somebody.
            return login.isPresent() ? new Outcome.LinkInvalid() : accept(token, name, password);
        }
    }

    private Outcome admit(String token, Invitation invitation, Optional<People.Login> login, String name, String hash) {
        return control.inTransaction(() -> {
            if (login.isPresent() && !stillTheirs(login.get())) {
                return new Outcome.LinkInvalid();
            }
            int used = control.sql()
                    .sql(
                            "update control.activations set used_at = now() where token_hash = ? and used_at is null and expires_at > now()")
                    .param(Digests.hash(token))
                    .update();
            if (used == 0) {
                return new Outcome.LinkInvalid();
            }
            return new Outcome.Accepted(admit(invitation, login, name, hash), invitation.email());
        });
    }

    /**
     * A password set since it was compared may have been set through another tenant's administrator, who must not get in
     * here by it.
     */
    private boolean stillTheirs(People.Login login) {
        return people.lockPasswordHash(login.person().id())
                .filter(login.passwordHash()::equals)
                .isPresent();
    }

    private PersonId admit(Invitation invitation, Optional<People.Login> login, String name, String hash) {
        boolean operator = invitation.role() == Role.PLATFORM_OPERATOR;
        PersonId person = login.map(known -> known.person().id())
                .orElseGet(() -> people.create(invitation.email(), name, hash, operator));
        if (operator && login.isPresent()) {
            people.makePlatformOperator(person);
        }
        invitation.tenant().ifPresent(tenant -> people.join(person, tenant.id(), invitation.roleThere()));
        Caller now = Caller.current();
        record(
                invitation.tenant().map(Tenant::id).orElse(null),
                new Caller(person.value(), now.ip(), now.userAgent(), null, now.traceId()),
                Entry.of(Action.USER_CREATED, "person", person.value())
                        .with("role", invitation.role().wire()));
        return person;
    }

    private Set<Fault> faults(String name, String password, Invitation invitation) {
        Set<Fault> faults = EnumSet.noneOf(Fault.class);
        if (name.length() < 2 || name.length() > 100) {
            faults.add(Fault.NAME_LENGTH);
        }
        if (UNSEEN.matcher(name).find()) {
            faults.add(Fault.NAME_CHARACTERS);
        }
        List<String> context = new ArrayList<>(List.of(name, invitation.email()));
        invitation.tenant().ifPresent(tenant -> context.addAll(List.of(tenant.name(), tenant.slug())));
        passwords.weakness(password, context).map(Fault::of).ifPresent(faults::add);
        return faults;
    }

    /** Whoever holds the link must still not learn or replace the password of somebody who is there already. */
    private Set<Fault> faultsOfKnown(People.Login login, String password) {
        String ip = Caller.current().ip();
        String email = login.person().email();
        if (throttle.tryOnce(email, ip).isPresent() || !passwords.matches(password, login.passwordHash())) {
            return EnumSet.of(Fault.PASSWORD_WRONG);
        }
        throttle.succeeded(email, ip);
        return EnumSet.noneOf(Fault.class);
    }

    private void record(@Nullable TenantId tenant, Caller caller, Entry entry) {
        if (tenant == null) {
            caller.<@Nullable Object, RuntimeException>calls(() -> {
                audit.recordForPlatform(entry, null);
                return null;
            });
        } else {
            signIn.in(tenant, caller, () -> audit.record(entry));
        }
    }

    int prune() {
        return control.sql()
                .sql("delete from control.activations where expires_at < now() - interval '30 days'")
                .update();
    }
}
