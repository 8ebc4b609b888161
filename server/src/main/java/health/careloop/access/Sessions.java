package health.careloop.access;

import health.careloop.tenancy.ControlDatabase;
import health.careloop.tenancy.TenantId;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Browsers' sessions: an opaque secret in a cookie, its hash in the table. */
@Component
class Sessions {
    record New(String token, String csrfToken) {}

    private final ControlDatabase control;
    private final AccessSettings settings;
    private final Rights rights;

    Sessions(ControlDatabase control, AccessSettings settings, Rights rights) {
        this.control = control;
        this.settings = settings;
        this.rights = rights;
    }

    New start(PersonId person, TenantId tenant, @Nullable String ip, @Nullable String userAgent) {
        New session = new New(Digests.secret(), Digests.secret());
        control.sql()
                .sql("""
                        insert into control.sessions (token_hash, person_id, tenant_id, csrf_token, expires_at, ip, user_agent)
                        values (?, ?, ?, ?, now() + make_interval(secs => ?), ?, ?)
                        """)
                .params(Arrays.asList(
                        Digests.hash(session.token()),
                        person.value(),
                        tenant.value(),
                        session.csrfToken(),
                        settings.sessionLength().toSeconds(),
                        ip,
                        userAgent))
                .update();
        return session;
    }

    void end(String token) {
        control.sql()
                .sql("delete from control.sessions where token_hash = ?")
                .param(Digests.hash(token))
                .update();
        rights.forgetSession(token);
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
