package health.careloop.access;

import health.careloop.audit.Action;
import health.careloop.audit.Audit;
import health.careloop.audit.Entry;
import health.careloop.keys.PlatformSecrets;
import health.careloop.tenancy.ControlDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Who has a second factor, and whether a code is right. Guessing is slowed per person: from the network of the
 * last sign-in by itself, from everywhere else together, so that many addresses are no more than one, and whoever is
 * where they always are still gets in.
 */
@Component
public final class SecondFactors {
    /** What came of a code. */
    sealed interface Check {
        /** @param at to the second, as a token spells it */
        record Right(Instant at) implements Check {}

        /** Not the present one, used before, or of somebody who has none. */
        record Wrong() implements Check {}

        record TooEarly(Duration retryAfter) implements Check {}
    }

    private final ControlDatabase control;
    private final PlatformSecrets secrets;
    private final Throttle throttle;
    private final Audit audit;
    private final Clock clock;

    SecondFactors(ControlDatabase control, PlatformSecrets secrets, Throttle throttle, Audit audit, Clock clock) {
        this.control = control;
        this.secrets = secrets;
        this.throttle = throttle;
        this.audit = audit;
        this.clock = clock;
    }

    /** Since when this person has one. */
    Optional<Instant> since(PersonId person) {
        return control.sql()
                .sql("select confirmed_at from control.second_factors where person_id = ?")
                .param(person.value())
                .query((row, number) -> row.getTimestamp("confirmed_at").toInstant())
                .optional();
    }

    public boolean has(PersonId person) {
        return since(person).isPresent();
    }

    /** Counts as a guess, and is written down either way. Where there is nothing to guess at, it is wrong. */
    Check check(PersonId person, String code, @Nullable String ip) {
        if (!has(person)) {
            return new Check.Wrong();
        }
        String whose = "second-factor|" + person;
        String from = network(person, ip);
        Optional<Duration> wait = throttle.tryFrom(whose, from);
        if (wait.isPresent()) {
            return new Check.TooEarly(wait.get());
        }
        Instant now = Instant.ofEpochSecond(clock.instant().getEpochSecond());
        Entry entry = Entry.of(Action.SECOND_FACTOR_USED, "person", person.value());
        if (!accept(person, code, now)) {
            audit.recordForPlatform(entry.failed(), null);
            return new Check.Wrong();
        }
        throttle.succeededFrom(whose, from);
        audit.recordForPlatform(entry, null);
        return new Check.Right(now);
    }

    /** Takes a code, once: of many who bring the same one at the same moment, one is let in. */
    boolean accept(PersonId person, String code, Instant now) {
        OptionalLong step = secret(person).map(totp -> totp.stepOf(code, now)).orElse(OptionalLong.empty());
        return step.isPresent()
                && control.sql()
                                .sql("""
                                        update control.second_factors set last_step = ?
                                        where person_id = ? and last_step < ?
                                        """)
                                .params(step.getAsLong(), person.value(), step.getAsLong())
                                .update()
                        == 1;
    }

    private Optional<Totp> secret(PersonId person) {
        return control.sql()
                .sql("select secret from control.second_factors where person_id = ?")
                .param(person.value())
                .query(byte[].class)
                .optional()
                .map(kept -> Totp.of(secrets.open(kept, purpose(person))));
    }

    /** Where somebody signs in from is known by their last time; everywhere else is one place. */
    private String network(PersonId person, @Nullable String ip) {
        String here = Network.of(ip);
        boolean known = control.sql()
                .sql("select last_login_ip from control.people where id = ? and last_login_ip is not null")
                .param(person.value())
                .query(String.class)
                .optional()
                .map(Network::of)
                .filter(here::equals)
                .isPresent();
        return known ? here : "elsewhere";
    }

    /**
     * The first code proves that the app has the secret; it is used up by that.
     *
     * @return whether the code was right and this person had none yet
     */
    boolean enrol(PersonId person, Totp totp, String code) {
        OptionalLong step = totp.stepOf(code, clock.instant());
        return step.isPresent() && keep(person, totp, step.getAsLong());
    }

    /** Without a code: for whoever knows both sides, a demonstration or a test. */
    public void give(PersonId person, Totp totp) {
        control.inTransaction(() -> {
            remove(person);
            keep(person, totp, 0);
        });
    }

    private boolean keep(PersonId person, Totp totp, long step) {
        return control.sql()
                        .sql("""
                                insert into control.second_factors (person_id, secret, last_step) values (?, ?, ?)
                                on conflict (person_id) do nothing
                                """)
                        .params(person.value(), secrets.seal(totp.secret(), purpose(person)), step)
                        .update()
                == 1;
    }

    /** @return whether there was one */
    boolean remove(PersonId person) {
        return control.sql()
                        .sql("delete from control.second_factors where person_id = ?")
                        .param(person.value())
                        .update()
                == 1;
    }

    private static String purpose(PersonId person) {
        return "second-factor|" + person;
    }
}
