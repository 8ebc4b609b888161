package health.careloop.access;

import health.careloop.access.Activations.Fault;
import health.careloop.audit.Action;
import health.careloop.audit.Caller;
import health.careloop.audit.Entry;
import health.careloop.tenancy.ControlDatabase;
import health.careloop.tenancy.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Links with which somebody who forgot the password sets a new one: good once and for a day. A tenant's administrator
 * makes one only for whoever works in that tenant alone; for everybody else the platform's operator does (decision
 * 0016).
 */
@Component
public final class PasswordResets {
    /** Somebody who must not be taken over from this tenant: works elsewhere too, or runs the platform. */
    private static final String ONLY_HERE = """
            p.is_active and not p.is_platform_operator
            and exists (select 1 from control.memberships m
                        where m.person_id = p.id and m.tenant_id = %1$s and m.is_active)
            and not exists (select 1 from control.memberships m
                            where m.person_id = p.id and m.tenant_id <> %1$s and m.is_active)
            """;

    /** How asking for a link ended. */
    public sealed interface Issue {
        record Issued(String token, String name, Instant expiresAt) implements Issue {}

        /** The person works elsewhere as well, or runs the platform. */
        record OperatorOnly() implements Issue {}

        /** Whoever holds a stolen session must not be able to keep the account. */
        record Oneself() implements Issue {}

        /** Nobody of this tenant. */
        record NoSuchMember() implements Issue {}
    }

    /** @param email whose password it sets */
    public record Reset(PersonId person, String email, String name, Instant expiresAt) {}

    /** How following a link ended. */
    public sealed interface Outcome {
        record Done(PersonId person) implements Outcome {}

        record Refused(Fault fault) implements Outcome {}

        /** Used, replaced by a newer one, expired, never made; or the person has joined another tenant since. */
        record LinkInvalid() implements Outcome {}
    }

    private final ControlDatabase control;
    private final People people;
    private final Passwords passwords;
    private final Rights rights;
    private final Throttle throttle;
    private final SignIn signIn;
    private final AccessSettings settings;
    private final PublicAddress address;

    PasswordResets(
            ControlDatabase control,
            People people,
            Passwords passwords,
            Rights rights,
            Throttle throttle,
            SignIn signIn,
            AccessSettings settings,
            PublicAddress address) {
        this.control = control;
        this.people = people;
        this.passwords = passwords;
        this.rights = rights;
        this.throttle = throttle;
        this.signIn = signIn;
        this.settings = settings;
        this.address = address;
    }

    /** For a member of the administrator's own tenant. */
    public Issue issue(SignedIn administrator, PersonId id) {
        Optional<People.Member> member = people.membersOf(administrator.tenant()).stream()
                .filter(each -> each.id().equals(id))
                .findFirst();
        if (member.isEmpty()) {
            return new Issue.NoSuchMember();
        }
        if (id.equals(administrator.person())) {
            return new Issue.Oneself();
        }
        if (!worksOnlyIn(administrator.tenant(), id)) {
            return new Issue.OperatorOnly();
        }
        return issued(id, member.get().name(), administrator.tenant());
    }

    /** For anybody active; empty when there is nobody with this address. For the operator's command line alone. */
    public Optional<Issue.Issued> issueByOperator(String email) {
        return people.findByEmail(email)
                .filter(People.Person::active)
                .map(person -> issued(person.id(), person.name(), null));
    }

    /**
     * For whoever types an address, to be sent there and nowhere else: reading the letter proves that the address is
     * theirs. Links made before stay good, because a stranger who types the address must not end them. Empty for nobody's
     * address, and when there were enough today.
     */
    Optional<Issue.Issued> issueByMail(String email, int mostInADay, Caller caller) {
        return people.findByEmail(email)
                .filter(People.Person::active)
                .flatMap(person -> control.inTransaction(() -> {
                    // Of several who type it at once each is counted before the next.
                    boolean isEnough = people.lockPasswordHash(person.id()).isEmpty()
                            || control.sql()
                                            .sql("""
                                            select count(*) from control.password_resets
                                            where person_id = ? and by_mail and created_at > now() - interval '1 day'
                                            """)
                                            .param(person.id().value())
                                            .query(Integer.class)
                                            .single()
                                    >= mostInADay;
                    return isEnough
                            ? Optional.<Issue.Issued>empty()
                            : Optional.of(insert(person.id(), person.name(), null, true, caller));
                }));
    }

    private boolean worksOnlyIn(TenantId tenant, PersonId id) {
        return control.sql()
                .sql("select exists (select 1 from control.people p where p.id = ? and " + ONLY_HERE.formatted("?")
                        + ")")
                .params(id.value(), tenant.value(), tenant.value())
                .query(Boolean.class)
                .single();
    }

    private Issue.Issued issued(PersonId id, String name, @Nullable TenantId tenant) {
        return control.inTransaction(() -> {
            control.sql()
                    .sql("update control.password_resets set used_at = now() where person_id = ? and used_at is null")
                    .param(id.value())
                    .update();
            return insert(id, name, tenant, false, Caller.current());
        });
    }

    private Issue.Issued insert(PersonId id, String name, @Nullable TenantId tenant, boolean byMail, Caller caller) {
        String token = Digests.secret();
        Instant expiresAt = control.sql()
                .sql("""
                        insert into control.password_resets (token_hash, person_id, tenant_id, by_mail, expires_at)
                        values (?, ?, ?, ?, now() + make_interval(secs => ?))
                        returning expires_at
                        """)
                .params(Arrays.asList(
                        Digests.hash(token),
                        id.value(),
                        tenant == null ? null : tenant.value(),
                        byMail,
                        settings.linkLength().toSeconds()))
                .query((row, number) -> row.getTimestamp("expires_at").toInstant())
                .single();
        Entry entry = Entry.of(Action.PASSWORD_LINK_ISSUED, "person", id.value());
        signIn.record(
                tenant == null ? people.tenantsOf(id) : List.of(tenant),
                caller,
                byMail ? entry.with("by", "mail") : entry);
        return new Issue.Issued(token, name, expiresAt);
    }

    /** Where the person goes with the token. */
    public String link(String token) {
        return address.url("/reset?token=" + token);
    }

    /** Whose password a link sets that may still be used. */
    public Optional<Reset> find(String token) {
        return control.sql()
                .sql("""
                        select p.id, p.email, p.name, r.expires_at
                        from control.password_resets r join control.people p on p.id = r.person_id
                        where r.token_hash = ? and r.used_at is null and r.expires_at > now() and p.is_active
                          and (r.tenant_id is null or (%s))
                        """.formatted(ONLY_HERE.formatted("r.tenant_id")))
                .param(Digests.hash(token))
                .query((row, number) -> new Reset(
                        new PersonId(row.getObject("id", UUID.class)),
                        row.getString("email"),
                        row.getString("name"),
                        row.getTimestamp("expires_at").toInstant()))
                .optional();
    }

    /** Sets the password, and ends every session and token of that person. */
    public Outcome accept(String token, String password) {
        Optional<Reset> found = find(token);
        if (found.isEmpty()) {
            return new Outcome.LinkInvalid();
        }
        Reset reset = found.get();
        List<String> context = new ArrayList<>(List.of(reset.name(), reset.email()));
        for (Membership membership : people.membershipsOf(reset.person())) {
            context.addAll(List.of(membership.tenantName(), membership.slug()));
        }
        Optional<Passwords.Weakness> weakness = passwords.weakness(password, context);
        if (weakness.isPresent()) {
            return new Outcome.Refused(Fault.of(weakness.get()));
        }
        String hash = passwords.hash(password);
        Outcome outcome = control.inTransaction(() -> set(token, reset, hash));
        rights.forgetAll();
        return outcome;
    }

    private Outcome set(String token, Reset reset, String hash) {
        PersonId person = reset.person();
        // Joining another tenant takes the same lock: after it, whether the person works here alone does not change.
        if (people.lockPasswordHash(person).isEmpty() || find(token).isEmpty()) {
            return new Outcome.LinkInvalid();
        }
        people.setPassword(person, hash);
        Caller now = Caller.current();
        throttle.succeeded(reset.email(), now.ip());
        signIn.record(
                people.tenantsOf(person),
                new Caller(person.value(), now.ip(), now.userAgent(), null, now.traceId()),
                Entry.of(Action.PASSWORD_SET, "person", person.value()));
        return new Outcome.Done(person);
    }

    int prune() {
        return control.sql()
                .sql("delete from control.password_resets where expires_at < now() - interval '30 days'")
                .update();
    }
}
