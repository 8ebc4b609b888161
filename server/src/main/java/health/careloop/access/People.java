package health.careloop.access;

import health.careloop.tenancy.ControlDatabase;
import health.careloop.tenancy.TenantDatabase;
import health.careloop.tenancy.TenantId;
import health.careloop.tenancy.UuidV7;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** People and the tenants they belong to. What is changed here holds from the next request on. */
@Component
public final class People {
    /** Somebody with a login. */
    public record Person(
            PersonId id, String email, String name, boolean active, boolean platformOperator, int credentialVersion) {}

    record Login(Person person, String passwordHash) {}

    /** @param lastSeenAt when this person last signed in here */
    record Member(PersonId id, String name, String email, Role role, Optional<Instant> lastSeenAt) {}

    private final ControlDatabase control;
    private final Rights rights;

    People(ControlDatabase control, Rights rights) {
        this.control = control;
        this.rights = rights;
    }

    /** The one form of an address: two spellings of it are one login. */
    static String normal(String email) {
        return email.replace("\0", "").strip().toLowerCase(Locale.ROOT);
    }

    public Optional<Person> find(PersonId id) {
        return control.sql()
                .sql(
                        "select id, email, name, is_active, is_platform_operator, credential_version from control.people where id = ?")
                .param(id.value())
                .query(People::read)
                .optional();
    }

    public Optional<Person> findByEmail(String email) {
        return login(email).map(Login::person);
    }

    public boolean nobodyIsThere() {
        return control.sql()
                .sql("select not exists (select 1 from control.people)")
                .query(Boolean.class)
                .single();
    }

    /** Where a person may work: the last used first. */
    public List<Membership> membershipsOf(PersonId id) {
        return control.sql()
                .sql("""
                        select t.id, t.slug, t.name, m.role from control.memberships m
                        join control.tenants t on t.id = m.tenant_id
                        where m.person_id = ? and m.is_active and t.status = 'ACTIVE'
                        order by m.last_used_at desc nulls last, m.created_at
                        """)
                .param(id.value())
                .query((row, number) -> new Membership(
                        new TenantId(row.getObject("id", UUID.class)),
                        row.getString("slug"),
                        row.getString("name"),
                        Role.valueOf(row.getString("role"))))
                .list();
    }

    /** Gives the person this role in the tenant, instead of any other. */
    public void join(PersonId id, TenantId tenant, Role role) {
        control.sql().sql("""
                        insert into control.memberships (person_id, tenant_id, role) values (?, ?, ?)
                        on conflict (person_id, tenant_id) do update set role = excluded.role, is_active = true
                        """).params(id.value(), tenant.value(), role.name()).update();
        rights.forgetAll();
    }

    /** The person may no longer work in this tenant. */
    public void leave(PersonId id, TenantId tenant) {
        control.sql()
                .sql("update control.memberships set is_active = false where person_id = ? and tenant_id = ?")
                .params(id.value(), tenant.value())
                .update();
        rights.forgetAll();
    }

    /** The person may no longer sign in anywhere, and is signed out. */
    public void deactivate(PersonId id) {
        control.inTransaction(() -> {
            control.sql()
                    .sql(
                            "update control.people set is_active = false, updated_at = now(), version = version + 1 where id = ?")
                    .param(id.value())
                    .update();
            control.sql()
                    .sql("delete from control.sessions where person_id = ?")
                    .param(id.value())
                    .update();
        });
        rights.forgetAll();
    }

    PersonId create(String email, String name, String passwordHash, boolean platformOperator) {
        PersonId id = new PersonId(UuidV7.next());
        control.sql()
                .sql("""
                        insert into control.people (id, email, name, password_hash, is_platform_operator, email_verified_at)
                        values (?, ?, ?, ?, ?, now())
                        """)
                .params(id.value(), normal(email), name, passwordHash, platformOperator)
                .update();
        return id;
    }

    void makePlatformOperator(PersonId id) {
        control.sql()
                .sql("update control.people set is_platform_operator = true, updated_at = now() where id = ?")
                .param(id.value())
                .update();
    }

    /** The tenants a person works in, also those that rest. */
    List<TenantId> tenantsOf(PersonId id) {
        return control.sql()
                .sql("select tenant_id from control.memberships where person_id = ? and is_active order by tenant_id")
                .param(id.value())
                .query((row, number) -> new TenantId(row.getObject("tenant_id", UUID.class)))
                .list();
    }

    /** Until the transaction ends nobody else changes this person's password or where they work. */
    Optional<String> lockPasswordHash(PersonId id) {
        return control.sql()
                .sql("select password_hash from control.people where id = ? and is_active for update")
                .param(id.value())
                .query(String.class)
                .optional();
    }

    /** The old password, the sessions and the tokens end; what was not used of the links that set one ends too. */
    void setPassword(PersonId id, String passwordHash) {
        control.sql().sql("""
                        update control.people set password_hash = ?, credential_version = credential_version + 1,
                            updated_at = now()
                        where id = ?
                        """).params(passwordHash, id.value()).update();
        control.sql()
                .sql("delete from control.sessions where person_id = ?")
                .param(id.value())
                .update();
        control.sql()
                .sql("update control.password_resets set used_at = now() where person_id = ? and used_at is null")
                .param(id.value())
                .update();
    }

    /** Every session and token of this person ends: what they proved to get them is no longer what is asked for. */
    void endSessions(PersonId id) {
        control.sql()
                .sql(
                        "update control.people set credential_version = credential_version + 1, updated_at = now() where id = ?")
                .param(id.value())
                .update();
        control.sql()
                .sql("delete from control.sessions where person_id = ?")
                .param(id.value())
                .update();
        TenantDatabase.afterCommit(rights::forgetAll);
    }

    /** Everybody who works in the tenant, by name. */
    List<Member> membersOf(TenantId tenant) {
        return control.sql()
                .sql("""
                        select p.id, p.name, p.email, m.role, m.last_used_at from control.memberships m
                        join control.people p on p.id = m.person_id
                        where m.tenant_id = ? and m.is_active and p.is_active
                        order by lower(p.name), p.id
                        """)
                .param(tenant.value())
                .query((row, number) -> new Member(
                        new PersonId(row.getObject("id", UUID.class)),
                        row.getString("name"),
                        row.getString("email"),
                        Role.valueOf(row.getString("role")),
                        Optional.ofNullable(row.getTimestamp("last_used_at")).map(java.sql.Timestamp::toInstant)))
                .list();
    }

    Optional<Login> login(String email) {
        return control.sql()
                .sql("""
                        select id, email, name, is_active, is_platform_operator, credential_version, password_hash
                        from control.people where email = ?
                        """)
                .param(normal(email))
                .query((row, number) -> new Login(read(row, number), row.getString("password_hash")))
                .optional();
    }

    void rehash(PersonId id, String passwordHash) {
        control.sql()
                .sql("update control.people set password_hash = ?, updated_at = now() where id = ?")
                .params(passwordHash, id.value())
                .update();
    }

    void signedIn(PersonId id, TenantId tenant, @org.jspecify.annotations.Nullable String ip) {
        control.sql()
                .sql("""
                        with seen as (update control.people set last_login_at = now(), last_login_ip = ? where id = ?)
                        update control.memberships set last_used_at = now() where person_id = ? and tenant_id = ?
                        """)
                .params(java.util.Arrays.asList(ip, id.value(), id.value(), tenant.value()))
                .update();
    }

    private static Person read(ResultSet row, int number) throws SQLException {
        return new Person(
                new PersonId(row.getObject("id", UUID.class)),
                row.getString("email"),
                row.getString("name"),
                row.getBoolean("is_active"),
                row.getBoolean("is_platform_operator"),
                row.getInt("credential_version"));
    }
}
