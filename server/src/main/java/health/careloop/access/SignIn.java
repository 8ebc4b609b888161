package health.careloop.access;

import health.careloop.access.SignInOutcome.ChooseTenant;
import health.careloop.access.SignInOutcome.NoMembership;
import health.careloop.access.SignInOutcome.SignedInSession;
import health.careloop.access.SignInOutcome.TenantOpen;
import health.careloop.access.SignInOutcome.Throttled;
import health.careloop.access.SignInOutcome.WrongCredentials;
import health.careloop.audit.Action;
import health.careloop.audit.Audit;
import health.careloop.audit.Caller;
import health.careloop.audit.Entry;
import health.careloop.tenancy.ControlDatabase;
import health.careloop.tenancy.TenantDatabase;
import health.careloop.tenancy.TenantId;
import health.careloop.tenancy.TenantScope;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Signing in with a password, changing the tenant, signing out. */
@Component
public final class SignIn {
    /** Right credentials, and where they lead; or the answer. */
    sealed interface Attempt {
        record Right(People.Person person, Membership current, List<Membership> memberships) implements Attempt {}

        record Refused(SignInOutcome why) implements Attempt {}
    }

    private final People people;
    private final Passwords passwords;
    private final Throttle throttle;
    private final Sessions sessions;
    private final Rights rights;
    private final ControlDatabase control;
    private final TenantDatabase database;
    private final Audit audit;

    SignIn(
            People people,
            Passwords passwords,
            Throttle throttle,
            Sessions sessions,
            Rights rights,
            ControlDatabase control,
            TenantDatabase database,
            Audit audit) {
        this.people = people;
        this.passwords = passwords;
        this.throttle = throttle;
        this.sessions = sessions;
        this.rights = rights;
        this.control = control;
        this.database = database;
        this.audit = audit;
    }

    /**
     * Starts a browser's session.
     *
     * @param tenantOrHost a tenant's short name, which must then be one of the person's; or the host of the request,
     *     which is a hint; or null: the tenant last used
     */
    public SignInOutcome attempt(
            String email,
            String password,
            @Nullable String tenantOrHost,
            @Nullable String ip,
            @Nullable String userAgent) {
        return switch (authenticate(email, password, tenantOrHost, ip)) {
            case Attempt.Refused refused -> refused.why();
            case Attempt.Right right -> {
                PersonId person = right.person().id();
                yield start(person, right.current(), right.memberships(), Action.SIGN_IN_SUCCEEDED, ip, userAgent);
            }
        };
    }

    /**
     * Starts a session from the sign-in page. Somebody of several tenants who did not come by the host name of one is
     * asked which: a page must not show another tenant's patients than its reader has in mind.
     */
    SignInOutcome attemptOnPage(
            String email, String password, String host, @Nullable String ip, @Nullable String userAgent) {
        return switch (authenticate(email, password, host, ip)) {
            case Attempt.Refused refused -> refused.why();
            case Attempt.Right right -> {
                PersonId person = right.person().id();
                boolean clear = right.memberships().size() == 1
                        || right.current().slug().equals(firstLabel(host));
                yield clear
                        ? start(person, right.current(), right.memberships(), Action.SIGN_IN_SUCCEEDED, ip, userAgent)
                        : new TenantOpen(sessions.hold(person, ip, userAgent).token());
            }
        };
    }

    Attempt authenticate(String email, String password, @Nullable String tenantOrHost, @Nullable String ip) {
        Optional<Duration> wait = throttle.tryOnce(email, ip);
        if (wait.isPresent()) {
            return new Attempt.Refused(new Throttled(wait.get()));
        }
        Optional<People.Login> login = people.login(email);
        try {
            if (!right(login, password)) {
                audit.recordForPlatform(
                        login.map(known -> Entry.of(
                                        Action.SIGN_IN_FAILED,
                                        "person",
                                        known.person().id().value()))
                                .orElse(Entry.of(Action.SIGN_IN_FAILED, "person"))
                                .failed(),
                        null);
                return new Attempt.Refused(new WrongCredentials());
            }
        } catch (Passwords.BusyException e) {
            return new Attempt.Refused(new Throttled(Duration.ofSeconds(2)));
        }
        throttle.succeeded(email, ip);
        People.Person person = login.orElseThrow().person();
        rehashIfOutdated(login.orElseThrow(), password);
        return choose(person, tenantOrHost);
    }

    /** As slow for nobody as for somebody. */
    private boolean right(Optional<People.Login> login, String password) {
        if (login.isEmpty() || !login.get().person().active()) {
            passwords.matchNobody(password);
            return false;
        }
        return passwords.matches(password, login.get().passwordHash());
    }

    private void rehashIfOutdated(People.Login login, String password) {
        if (passwords.outdated(login.passwordHash())) {
            people.rehash(login.person().id(), passwords.hash(password));
        }
    }

    private Attempt choose(People.Person person, @Nullable String tenantOrHost) {
        List<Membership> memberships = people.membershipsOf(person.id());
        if (memberships.isEmpty()) {
            return new Attempt.Refused(new NoMembership());
        }
        if (tenantOrHost == null || tenantOrHost.isBlank()) {
            return new Attempt.Right(person, memberships.getFirst(), memberships);
        }
        String wanted = tenantOrHost.strip().toLowerCase(Locale.ROOT);
        boolean host = wanted.contains(".") || wanted.contains(":") || wanted.equals("localhost");
        String slug = host ? firstLabel(wanted) : wanted;
        Optional<Membership> match =
                memberships.stream().filter(m -> m.slug().equals(slug)).findFirst();
        if (match.isEmpty() && !host) {
            return new Attempt.Refused(new ChooseTenant(memberships));
        }
        return new Attempt.Right(person, match.orElse(memberships.getFirst()), memberships);
    }

    private static String firstLabel(String host) {
        return host.strip().toLowerCase(Locale.ROOT).replaceAll("[.:].*$", "");
    }

    /** Where the holder of this session may go: also somebody who has still to choose, or was just sent away. */
    List<Membership> choices(String token) {
        return holder(token).map(people::membershipsOf).orElse(List.of());
    }

    private Optional<PersonId> holder(String token) {
        return rights.session(token).map(session -> session.standing().person()).or(() -> sessions.held(token));
    }

    /**
     * The same person elsewhere, or at last somewhere, in a new session; the old one ends.
     *
     * @param token of the running session, from {@link SessionCookie#read}
     * @return empty when that session has ended, or the person is no member there
     */
    public Optional<SignedInSession> switchTenant(String token, TenantId to) {
        Caller caller = Caller.current();
        Action action = rights.session(token).isPresent() ? Action.TENANT_SWITCHED : Action.SIGN_IN_SUCCEEDED;
        return holder(token).flatMap(person -> {
            List<Membership> memberships = people.membershipsOf(person);
            return memberships.stream()
                    .filter(m -> m.tenant().equals(to))
                    .findFirst()
                    .flatMap(membership -> control.inTransaction(() -> sessions.end(token)
                            ? Optional.of(
                                    start(person, membership, memberships, action, caller.ip(), caller.userAgent()))
                            : Optional.empty()));
        });
    }

    /** Ends the session; {@link SessionCookie#take} makes the browser forget it. */
    public void signOut(String token) {
        rights.session(token).ifPresent(session -> {
            Rights.Standing who = session.standing();
            sessions.end(token);
            in(
                    who.tenant(),
                    caller(who.person(), token),
                    () -> audit.record(
                            Entry.of(Action.SIGN_OUT, "person", who.person().value())));
        });
    }

    private SignedInSession start(
            PersonId person,
            Membership membership,
            List<Membership> memberships,
            Action action,
            @Nullable String ip,
            @Nullable String userAgent) {
        return control.inTransaction(() -> {
            Sessions.New session = sessions.start(person, membership.tenant(), ip, userAgent);
            people.signedIn(person, membership.tenant(), ip);
            in(
                    membership.tenant(),
                    caller(person, session.token()),
                    () -> audit.record(Entry.of(action, "person", person.value())));
            return new SignedInSession(session.token(), session.csrfToken(), membership, memberships);
        });
    }

    private static Caller caller(PersonId person, String token) {
        Caller now = Caller.current();
        return new Caller(person.value(), now.ip(), now.userAgent(), Digests.pseudonym(token), now.traceId());
    }

    /** The audit entry of what happens in this tenant, also where no tenant was in scope before. */
    void in(TenantId tenant, Caller caller, Runnable record) {
        caller.<@Nullable Object, RuntimeException>calls(
                () -> TenantScope.<@Nullable Object, RuntimeException>as(tenant, () -> {
                    database.inTransaction(record);
                    return null;
                }));
    }
}
