package health.careloop.access;

import health.careloop.access.SignInOutcome.ChooseTenant;
import health.careloop.access.SignInOutcome.CodeMissing;
import health.careloop.access.SignInOutcome.CodeOpen;
import health.careloop.access.SignInOutcome.CodeTimeOver;
import health.careloop.access.SignInOutcome.NoMembership;
import health.careloop.access.SignInOutcome.SignedInSession;
import health.careloop.access.SignInOutcome.TenantOpen;
import health.careloop.access.SignInOutcome.Throttled;
import health.careloop.access.SignInOutcome.WrongCode;
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
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Signing in with a password and, where there is one, the second factor; changing the tenant, signing out. */
@Component
public final class SignIn {
    /** Right credentials, and where they lead; or the answer. */
    sealed interface Attempt {
        /** @param secondFactorAt null: this person has none */
        record Right(
                People.Person person,
                Membership current,
                List<Membership> memberships,
                @Nullable Instant secondFactorAt)
                implements Attempt {}

        record Refused(SignInOutcome why) implements Attempt {}
    }

    /** Whose password it was. */
    private sealed interface Identity {
        record Known(People.Person person) implements Identity {}

        record Unknown(SignInOutcome why) implements Identity {}
    }

    private final People people;
    private final Passwords passwords;
    private final SecondFactors factors;
    private final Throttle throttle;
    private final Sessions sessions;
    private final Rights rights;
    private final ControlDatabase control;
    private final TenantDatabase database;
    private final Audit audit;

    SignIn(
            People people,
            Passwords passwords,
            SecondFactors factors,
            Throttle throttle,
            Sessions sessions,
            Rights rights,
            ControlDatabase control,
            TenantDatabase database,
            Audit audit) {
        this.people = people;
        this.passwords = passwords;
        this.factors = factors;
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
     * @param code of the second factor, of those who have one
     * @param tenantOrHost a tenant's short name, which must then be one of the person's; or the host of the request,
     *     which is a hint; or null: the tenant last used
     */
    public SignInOutcome attempt(
            String email,
            String password,
            @Nullable String code,
            @Nullable String tenantOrHost,
            @Nullable String ip,
            @Nullable String userAgent) {
        return switch (authenticate(email, password, code, tenantOrHost, ip)) {
            case Attempt.Refused refused -> refused.why();
            case Attempt.Right right -> start(right, Action.SIGN_IN_SUCCEEDED, ip, userAgent);
        };
    }

    /**
     * Starts a session from the sign-in page, or asks for the code first. Somebody of several tenants who did not come by
     * the host name of one is asked which: a page must not show another tenant's patients than its reader has in mind.
     */
    SignInOutcome attemptOnPage(
            String email, String password, String host, @Nullable String ip, @Nullable String userAgent) {
        return switch (identify(email, password, ip)) {
            case Identity.Unknown(SignInOutcome why) -> why;
            case Identity.Known(People.Person person) ->
                factors.has(person.id())
                        ? new CodeOpen(
                                sessions.holdForCode(person.id(), ip, userAgent).token())
                        : enterFromPage(person, null, host, ip, userAgent);
        };
    }

    /** Whether this session waits for a code. */
    boolean owesCode(String token) {
        return sessions.owing(token).isPresent();
    }

    /**
     * The code, after the password on the page before.
     *
     * @param token of the session that waits for it; it ends with the right code
     */
    SignInOutcome attemptCode(String token, String code, String host, @Nullable String ip, @Nullable String userAgent) {
        Optional<People.Person> person = sessions.owing(token).flatMap(people::find);
        return person.isEmpty()
                ? new CodeTimeOver()
                : proved(
                        person.get().id(), token, code, ip, at -> enterFromPage(person.get(), at, host, ip, userAgent));
    }

    /** The code again, before something grave: in a new session, as at every raise of what one may. */
    SignInOutcome proveAgain(String token, String code) {
        Caller caller = Caller.current();
        Optional<Rights.Session> session = rights.session(token);
        if (session.isEmpty()) {
            return new CodeTimeOver();
        }
        Rights.Standing who = session.get().standing();
        return proved(
                who.person(),
                token,
                code,
                caller.ip(),
                at -> resume(who.person(), who.tenant(), at, caller.ip(), caller.userAgent()));
    }

    private SignInOutcome proved(
            PersonId person, String token, String code, @Nullable String ip, Function<Instant, SignInOutcome> enter) {
        return switch (factors.check(person, code, ip)) {
            case SecondFactors.Check.Wrong() -> new WrongCode();
            case SecondFactors.Check.TooEarly(Duration retryAfter) -> new Throttled(retryAfter);
            case SecondFactors.Check.Right(Instant at) ->
                control.inTransaction(() -> sessions.end(token) ? enter.apply(at) : new CodeTimeOver());
        };
    }

    /** A session where this person was already; that was written down when they came. */
    SignInOutcome resume(
            PersonId person,
            TenantId tenant,
            @Nullable Instant secondFactorAt,
            @Nullable String ip,
            @Nullable String userAgent) {
        List<Membership> memberships = people.membershipsOf(person);
        return memberships.stream()
                .filter(membership -> membership.tenant().equals(tenant))
                .findFirst()
                .<SignInOutcome>map(membership -> {
                    Sessions.New session = sessions.start(person, tenant, secondFactorAt, ip, userAgent);
                    return new SignedInSession(session.token(), session.csrfToken(), membership, memberships);
                })
                .orElseGet(NoMembership::new);
    }

    private SignInOutcome enterFromPage(
            People.Person person,
            @Nullable Instant secondFactorAt,
            String host,
            @Nullable String ip,
            @Nullable String userAgent) {
        return switch (choose(person, secondFactorAt, host)) {
            case Attempt.Refused refused -> refused.why();
            case Attempt.Right right -> {
                boolean clear = right.memberships().size() == 1
                        || right.current().slug().equals(firstLabel(host));
                yield clear
                        ? start(right, Action.SIGN_IN_SUCCEEDED, ip, userAgent)
                        : new TenantOpen(sessions.hold(person.id(), secondFactorAt, ip, userAgent)
                                .token());
            }
        };
    }

    Attempt authenticate(
            String email, String password, @Nullable String code, @Nullable String tenantOrHost, @Nullable String ip) {
        return switch (identify(email, password, ip)) {
            case Identity.Unknown(SignInOutcome why) -> new Attempt.Refused(why);
            case Identity.Known(People.Person person) -> {
                if (!factors.has(person.id())) {
                    yield choose(person, null, tenantOrHost);
                }
                if (code == null || code.isBlank()) {
                    yield new Attempt.Refused(new CodeMissing());
                }
                yield switch (factors.check(person.id(), code, ip)) {
                    case SecondFactors.Check.Wrong() -> new Attempt.Refused(new WrongCode());
                    case SecondFactors.Check.TooEarly(Duration retryAfter) ->
                        new Attempt.Refused(new Throttled(retryAfter));
                    case SecondFactors.Check.Right(Instant at) -> choose(person, at, tenantOrHost);
                };
            }
        };
    }

    private Identity identify(String email, String password, @Nullable String ip) {
        Optional<Duration> wait = throttle.tryOnce(email, ip);
        if (wait.isPresent()) {
            return new Identity.Unknown(new Throttled(wait.get()));
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
                return new Identity.Unknown(new WrongCredentials());
            }
        } catch (Passwords.BusyException e) {
            return new Identity.Unknown(new Throttled(Duration.ofSeconds(2)));
        }
        throttle.succeeded(email, ip);
        rehashIfOutdated(login.orElseThrow(), password);
        return new Identity.Known(login.orElseThrow().person());
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

    private Attempt choose(People.Person person, @Nullable Instant secondFactorAt, @Nullable String tenantOrHost) {
        List<Membership> memberships = people.membershipsOf(person.id());
        if (memberships.isEmpty()) {
            return new Attempt.Refused(new NoMembership());
        }
        if (tenantOrHost == null || tenantOrHost.isBlank()) {
            return new Attempt.Right(person, memberships.getFirst(), memberships, secondFactorAt);
        }
        String wanted = tenantOrHost.strip().toLowerCase(Locale.ROOT);
        boolean host = wanted.contains(".") || wanted.contains(":") || wanted.equals("localhost");
        String slug = host ? firstLabel(wanted) : wanted;
        Optional<Membership> match =
                memberships.stream().filter(m -> m.slug().equals(slug)).findFirst();
        if (match.isEmpty() && !host) {
            return new Attempt.Refused(new ChooseTenant(memberships));
        }
        return new Attempt.Right(person, match.orElse(memberships.getFirst()), memberships, secondFactorAt);
    }

    private static String firstLabel(String host) {
        return host.strip().toLowerCase(Locale.ROOT).replaceAll("[.:].*$", "");
    }

    /** Where the holder of this session may go: also somebody who has still to choose, or was just sent away. */
    List<Membership> choices(String token) {
        return holder(token)
                .map(Sessions.Held::person)
                .map(people::membershipsOf)
                .orElse(List.of());
    }

    private Optional<Sessions.Held> holder(String token) {
        return rights.session(token)
                .map(session -> new Sessions.Held(session.standing().person(), session.secondFactorAt()))
                .or(() -> sessions.held(token));
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
        return holder(token).flatMap(held -> {
            People.Person person = people.find(held.person()).orElseThrow();
            List<Membership> memberships = people.membershipsOf(person.id());
            return memberships.stream()
                    .filter(m -> m.tenant().equals(to))
                    .findFirst()
                    .flatMap(membership -> control.inTransaction(() -> sessions.end(token)
                            ? Optional.of(start(
                                    new Attempt.Right(person, membership, memberships, held.secondFactorAt()),
                                    action,
                                    caller.ip(),
                                    caller.userAgent()))
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

    private SignedInSession start(Attempt.Right right, Action action, @Nullable String ip, @Nullable String userAgent) {
        PersonId person = right.person().id();
        TenantId tenant = right.current().tenant();
        return control.inTransaction(() -> {
            Sessions.New session = sessions.start(person, tenant, right.secondFactorAt(), ip, userAgent);
            people.signedIn(person, tenant, ip);
            in(tenant, caller(person, session.token()), () -> audit.record(Entry.of(action, "person", person.value())));
            return new SignedInSession(session.token(), session.csrfToken(), right.current(), right.memberships());
        });
    }

    private static Caller caller(PersonId person, String token) {
        Caller now = Caller.current();
        return new Caller(person.value(), now.ip(), now.userAgent(), Digests.pseudonym(token), now.traceId());
    }

    /** In every tenant where the person works; each may know that the key to its data was changed. */
    void record(List<TenantId> tenants, Caller caller, Entry entry) {
        tenants.forEach(tenant -> in(tenant, caller, () -> audit.record(entry)));
        if (tenants.isEmpty()) {
            caller.<@Nullable Object, RuntimeException>calls(() -> {
                audit.recordForPlatform(entry, null);
                return null;
            });
        }
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
