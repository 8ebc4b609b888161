package health.careloop.access;

import health.careloop.tenancy.ControlDatabase;
import health.careloop.tenancy.TenantDatabase;
import health.careloop.tenancy.TenantId;
import health.careloop.tenancy.Tenants;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** What a person may do in a tenant now, remembered for {@link AccessSettings#cache}; and which session is whose. */
@Component
class Rights {
    private static final String COLUMNS = """
            p.id as person, p.name, p.email, p.is_active, p.credential_version, p.is_platform_operator, t.id as tenant, t.name as tenant_name,
            case when m.is_active and t.status = 'ACTIVE' then m.role end as role,
            exists (select 1 from control.memberships o join control.tenants ot on ot.id = o.tenant_id
                    where o.person_id = p.id and o.tenant_id <> t.id and o.is_active and ot.status = 'ACTIVE') as elsewhere
            """;

    /**
     * @param role null when the person is no longer a member, or the tenant no longer active
     * @param elsewhere whether the person works in another tenant as well
     * @param credentialVersion tokens made before the last new password carry a smaller one
     */
    record Standing(
            PersonId person,
            String name,
            String email,
            TenantId tenant,
            String tenantName,
            @Nullable Role role,
            boolean elsewhere,
            int credentialVersion,
            boolean operator) {}

    /** @param secondFactorAt when it was proved in this session; null: not at all */
    record Session(
            Standing standing, String csrfToken, @Nullable Instant secondFactorAt) {}

    private record Place(PersonId person, TenantId tenant) {}

    private final ControlDatabase control;
    private final AccessSettings settings;
    private final Brief<Place, Standing> standings;
    private final Brief<String, Session> sessions;

    Rights(ControlDatabase control, AccessSettings settings) {
        this.control = control;
        this.settings = settings;
        this.standings = new Brief<>(settings.cache());
        this.sessions = new Brief<>(settings.cache());
    }

    /** Empty when there is no such active person. */
    Optional<Standing> of(PersonId person, TenantId tenant) {
        return standings.find(
                new Place(person, tenant),
                place -> control.sql()
                        .sql("select " + COLUMNS + """
                        from control.people p join control.tenants t on t.id = ?
                        left join control.memberships m on m.person_id = p.id and m.tenant_id = t.id
                        where p.id = ? and p.is_active
                        """)
                        .params(place.tenant().value(), place.person().value())
                        .query(Rights::read)
                        .optional());
    }

    /** Empty when the session ended, was never there, or belongs to nobody active. */
    Optional<Session> session(String token) {
        return sessions.find(token, known -> {
            byte[] hash = Digests.hash(known);
            record Found(Session session, boolean longAgo) {}
            Optional<Found> found = control.sql()
                    .sql(
                            "select s.csrf_token, s.second_factor_at, s.last_used_at < now() - interval '1 minute' as long_ago, "
                                    + COLUMNS
                                    + """
                            from control.sessions s join control.people p on p.id = s.person_id
                            join control.tenants t on t.id = s.tenant_id
                            left join control.memberships m on m.person_id = p.id and m.tenant_id = t.id
                            where s.token_hash = ? and s.expires_at > now()
                              and s.last_used_at > now() - make_interval(secs => ?) and p.is_active
                            """)
                    .params(hash, settings.sessionIdle().toSeconds())
                    .query((row, number) -> new Found(
                            new Session(
                                    read(row, number),
                                    row.getString("csrf_token"),
                                    Sessions.instant(row.getTimestamp("second_factor_at"))),
                            row.getBoolean("long_ago")))
                    .optional();
            if (found.isPresent() && found.get().longAgo()) {
                control.sql()
                        .sql("update control.sessions set last_used_at = now() where token_hash = ?")
                        .param(hash)
                        .update();
            }
            return found.map(Found::session);
        });
    }

    void forgetSession(String token) {
        sessions.forget(token);
    }

    /** In the transaction that archives the tenant: its sessions end with it. */
    @EventListener
    void archived(Tenants.Archived archived) {
        control.sql()
                .sql("delete from control.sessions where tenant_id = ?")
                .param(archived.tenant().value())
                .update();
        TenantDatabase.afterCommit(this::forgetAll);
    }

    void forgetAll() {
        sessions.forgetAll();
        standings.forgetAll();
    }

    private static Standing read(java.sql.ResultSet row, int number) throws java.sql.SQLException {
        String role = row.getString("role");
        return new Standing(
                new PersonId(row.getObject("person", UUID.class)),
                row.getString("name"),
                row.getString("email"),
                new TenantId(row.getObject("tenant", UUID.class)),
                row.getString("tenant_name"),
                role == null ? null : Role.valueOf(role),
                row.getBoolean("elsewhere"),
                row.getInt("credential_version"),
                row.getBoolean("is_platform_operator"));
    }
}
