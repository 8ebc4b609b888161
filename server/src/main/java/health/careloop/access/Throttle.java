package health.careloop.access;

import health.careloop.tenancy.ControlDatabase;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Makes guessing slow, per account and network, and locks nobody out: others still get in from elsewhere. A try
 * counts as failed until it has succeeded, so that a hundred at once are not one.
 */
@Component
class Throttle {
    /** Failures before the first wait; each further one doubles it, to a quarter of an hour. */
    private static final String WAIT = "make_interval(secs => case when f.failures < 5 then 0 "
            + "else least(900, power(2, least(f.failures, 20) - 5)) end)";

    private final ControlDatabase control;

    Throttle(ControlDatabase control) {
        this.control = control;
    }

    /** Counts a try; gives how long to wait when it comes too early. */
    Optional<Duration> tryOnce(String email, @Nullable String ip) {
        return tryFrom(account(email), network(ip));
    }

    /**
     * @param whose what is guessed at
     * @param network whoever tries from there is counted as one
     */
    Optional<Duration> tryFrom(String whose, String network) {
        byte[] account = Digests.hash(whose);
        boolean admitted = control.sql()
                .sql("""
                        insert into control.sign_in_failures as f (account_hash, network, failures, last_at)
                        values (?, ?, 1, clock_timestamp())
                        on conflict (account_hash, network) do update set
                            failures = case when f.last_at < clock_timestamp() - interval '1 day' then 1 else f.failures + 1 end,
                            last_at = clock_timestamp()
                        where f.last_at + %s <= clock_timestamp()
                        returning 1
                        """.formatted(WAIT))
                .params(account, network)
                .query(Integer.class)
                .optional()
                .isPresent();
        if (admitted) {
            return Optional.empty();
        }
        return Optional.of(control.sql()
                .sql("""
                        select greatest(1, ceil(extract(epoch from f.last_at + %s - clock_timestamp())))::bigint
                        from control.sign_in_failures f where account_hash = ? and network = ?
                        """.formatted(WAIT))
                .params(account, network)
                .query(Long.class)
                .optional()
                .map(Duration::ofSeconds)
                .orElse(Duration.ofSeconds(1)));
    }

    void succeeded(String email, @Nullable String ip) {
        succeededFrom(account(email), network(ip));
    }

    void succeededFrom(String whose, String network) {
        control.sql()
                .sql("delete from control.sign_in_failures where account_hash = ? and network = ?")
                .params(Digests.hash(whose), network)
                .update();
    }

    private static String account(String email) {
        return "account|" + People.normal(email);
    }

    static String network(@Nullable String ip) {
        return Network.of(ip);
    }
}
