package health.careloop.access;

import health.careloop.audit.Action;
import health.careloop.audit.Caller;
import health.careloop.audit.Entry;
import health.careloop.keys.PlatformSecrets;
import health.careloop.keys.SealBrokenException;
import health.careloop.mail.Letter;
import health.careloop.mail.Mailbox;
import health.careloop.pages.Texts;
import health.careloop.tenancy.ControlDatabase;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Setting up, removing and resetting a second factor. Each ends every other session and token of the person: they were
 * got with less, or by whoever holds the lost phone.
 */
@Component
final class Enrolments {
    private static final Duration OFFERED_FOR = Duration.ofMinutes(30);

    /** @param sealed what comes back with the code: until then nothing is kept, and nobody is half enrolled */
    record Offer(String sealed, Totp totp) {}

    private final SecondFactors factors;
    private final SignIn signIn;
    private final People people;
    private final PlatformSecrets secrets;
    private final Mailbox mailbox;
    private final ControlDatabase control;
    private final Clock clock;

    Enrolments(
            SecondFactors factors,
            SignIn signIn,
            People people,
            PlatformSecrets secrets,
            Mailbox mailbox,
            ControlDatabase control,
            Clock clock) {
        this.factors = factors;
        this.signIn = signIn;
        this.people = people;
        this.secrets = secrets;
        this.mailbox = mailbox;
        this.control = control;
        this.clock = clock;
    }

    Offer offer(PersonId person) {
        return offer(person, Totp.random(), clock.instant());
    }

    private Offer offer(PersonId person, Totp totp, Instant at) {
        byte[] plain = ByteBuffer.allocate(Long.BYTES + Totp.SECRET_BYTES)
                .putLong(at.getEpochSecond())
                .put(totp.secret())
                .array();
        byte[] sealed = secrets.seal(plain, purpose(person));
        return new Offer(Base64.getUrlEncoder().withoutPadding().encodeToString(sealed), totp);
    }

    /** Empty when it was not made here, for somebody else, or too long ago. */
    Optional<Offer> open(PersonId person, String sealed) {
        try {
            ByteBuffer plain =
                    ByteBuffer.wrap(secrets.open(Base64.getUrlDecoder().decode(sealed), purpose(person)));
            Instant until = Instant.ofEpochSecond(plain.getLong()).plus(OFFERED_FOR);
            byte[] secret = new byte[Totp.SECRET_BYTES];
            plain.get(secret);
            return clock.instant().isAfter(until) ? Optional.empty() : Optional.of(new Offer(sealed, Totp.of(secret)));
        } catch (IllegalArgumentException | SealBrokenException e) {
            return Optional.empty();
        }
    }

    /** The first code: from now on each sign-in asks for one. */
    SignInOutcome enrol(SignedIn who, Totp totp, String code) {
        Instant now = Instant.ofEpochSecond(clock.instant().getEpochSecond());
        return control.inTransaction(() -> {
            if (!factors.enrol(who.person(), totp, code)) {
                return new SignInOutcome.WrongCode();
            }
            changed(who.person(), Action.SECOND_FACTOR_ENROLLED, Caller.current(), "letter.factorEnrolled");
            return resume(who, Optional.of(now));
        });
    }

    /** Takes a code of the very factor that goes: a stolen session must not be enough. */
    SignInOutcome remove(SignedIn who, String code) {
        Caller caller = Caller.current();
        return switch (factors.check(who.person(), code, caller.ip())) {
            case SecondFactors.Check.Wrong() -> new SignInOutcome.WrongCode();
            case SecondFactors.Check.TooEarly(Duration retryAfter) -> new SignInOutcome.Throttled(retryAfter);
            case SecondFactors.Check.Right _ ->
                control.inTransaction(() -> {
                    factors.remove(who.person());
                    changed(who.person(), Action.SECOND_FACTOR_REMOVED, caller, "letter.factorRemoved");
                    return resume(who, Optional.empty());
                });
        };
    }

    /**
     * For a lost phone: the password alone signs in again. For the operator's command line alone.
     *
     * @return whether there was one
     */
    boolean reset(PersonId person) {
        return control.inTransaction(() -> {
            boolean removed = factors.remove(person);
            if (removed) {
                changed(person, Action.SECOND_FACTOR_RESET, Caller.current(), "letter.factorReset");
            }
            return removed;
        });
    }

    /** The person is told: who did not do it themselves learns it here (ASVS 6.3.7). */
    private void changed(PersonId person, Action action, Caller caller, String what) {
        people.endSessions(person);
        signIn.record(people.tenantsOf(person), caller, Entry.of(action, "person", person.value()));
        people.find(person).ifPresent(each -> tell(each, what));
    }

    private void tell(People.Person person, String what) {
        Texts texts = mailbox.texts(Locale.GERMAN);
        mailbox.post(new Letter(
                "second-factor",
                person.email(),
                Locale.GERMAN,
                texts.get("letter.factorSubject"),
                List.of(texts.get("letter.greeting", person.name()), texts.get(what)),
                null,
                List.of(texts.get("letter.factorNotYou"))));
    }

    private SignInOutcome resume(SignedIn who, Optional<Instant> secondFactorAt) {
        Caller caller = Caller.current();
        return signIn.resume(who.person(), who.tenant(), secondFactorAt.orElse(null), caller.ip(), caller.userAgent());
    }

    private static String purpose(PersonId person) {
        return "second-factor-offer|" + person;
    }
}
