package health.careloop.access;

import health.careloop.tenancy.ControlDatabase;
import health.careloop.tenancy.TenantId;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Browsers' sessions: an opaque secret in a cookie, its hash in the table. */
@Component
class Sessions {
    record New(String token, String csrfToken) {}

    /** Who has still to choose a tenant, and when they proved their second factor. */
    record Held(PersonId person, @Nullable Instant secondFactorAt) {}

    private static final Duration TO_CHOOSE = Duration.ofMinutes(10);
    private static final Duration TO_TYPE_A_CODE = Duration.ofMinutes(5);

    private final ControlDatabase control;
    private final AccessSettings settings;
    private final Rights rights;

    Sessions(ControlDatabase control, AccessSettings settings, Rights rights) {
        this.control = control;
        this.settings = settings;
        this.rights = rights;
    }

    New start(
            PersonId person,
            TenantId tenant,
            @Nullable Instant secondFactorAt,
            @Nullable String ip,
            @Nullable String userAgent) {
        return begin(person, tenant, secondFactorAt, false, settings.sessionLength(), ip, userAgent);
    }

    /** The password was right, the tenant is still to be chosen: opens nothing but that choice. */
    New hold(PersonId person, @Nullable Instant secondFactorAt, @Nullable String ip, @Nullable String userAgent) {
        return begin(person, null, secondFactorAt, false, TO_CHOOSE, ip, userAgent);
    }

    /** The password was right, the code is still to come: opens nothing but the page for it. */
    New holdForCode(PersonId person, @Nullable String ip, @Nullable String userAgent) {
        return begin(person, null, null, true, TO_TYPE_A_CODE, ip, userAgent);
    }

    Optional<Held> held(String token) {
        return unplaced(token, false);
    }

    /** Who has still to type a code. */
    Optional<PersonId> owing(String token) {
        return unplaced(token, true).map(Held::person);
    }

    private Optional<Held> unplaced(String token, boolean owesSecondFactor) {
        return control.sql()
                .sql("""
                        select s.person_id, s.second_factor_at
                        from control.sessions s join control.people p on p.id = s.person_id
                        where s.token_hash = ? and s.tenant_id is null and s.owes_second_factor = ?
                          and s.expires_at > now() and p.is_active
                        """)
                .params(Digests.hash(token), owesSecondFactor)
                .query((row, number) -> new Held(
                        new PersonId(row.getObject("person_id", UUID.class)),
                        instant(row.getTimestamp("second_factor_at"))))
                .optional();
    }

    static @Nullable Instant instant(@Nullable Timestamp at) {
        return at == null ? null : at.toInstant();
    }

    private New begin(
            PersonId person,
            @Nullable TenantId tenant,
            @Nullable Instant secondFactorAt,
            boolean owesSecondFactor,
            Duration length,
            @Nullable String ip,
            @Nullable String userAgent) {
        New session = new New(Digests.secret(), Digests.secret());
        control.sql()
                .sql("""
                        insert into control.sessions (token_hash, person_id, tenant_id, csrf_token, second_factor_at,
                            owes_second_factor, expires_at, ip, user_agent)
                        values (?, ?, ?, ?, ?, ?, now() + make_interval(secs => ?), ?, ?)
                        """)
                .params(Arrays.asList(
                        Digests.hash(session.token()),
                        person.value(),
                        tenant == null ? null : tenant.value(),
                        session.csrfToken(),
                        secondFactorAt == null ? null : Timestamp.from(secondFactorAt),
                        owesSecondFactor,
                        length.toSeconds(),
                        ip,
                        userAgent))
                .update();
        return session;
    }

    /** @return whether it was still there: of several who end the same session, one did */
    boolean end(String token) {
        int ended = control.sql()
                .sql("delete from control.sessions where token_hash = ?")
                .param(Digests.hash(token))
                .update();
        rights.forgetSession(token);
        return ended == 1;
    }

    int prune() {
        return control.sql()
                        .sql(
                                "delete from control.sessions where expires_at < now() or last_used_at < now() - make_interval(secs => ?)")
                        .param(settings.sessionIdle().toSeconds())
                        .update()
                + control.sql()
                        .sql("delete from control.sign_in_failures where last_at < now() - interval '1 day'")
                        .update();
    }
}
