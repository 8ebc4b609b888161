package health.careloop.provisioning;

import health.careloop.keys.PlatformSecrets;
import health.careloop.provisioning.Run.LogStatus;
import health.careloop.tenancy.ControlDatabase;
import health.careloop.tenancy.DatabaseAddress;
import health.careloop.tenancy.Placement;
import health.careloop.tenancy.Placing;
import health.careloop.tenancy.Tenant;
import health.careloop.tenancy.TenantId;
import health.careloop.tenancy.Tier;
import health.careloop.tenancy.UuidV7;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The runs and their logs. Whoever works on a run holds its lease; without it nothing is written. */
@Component
class RunStore {
    /** @param token of the activation link, once one was made */
    record Admin(
            String email,
            String firstName,
            String lastName,
            String language,
            @Nullable String token) {
        static Admin of(NewTenant.Administrator who) {
            return new Admin(
                    who.email(), who.firstName(), who.lastName(), who.language().getLanguage(), null);
        }

        Admin with(String link) {
            return new Admin(email, firstName, lastName, language, link);
        }

        Locale locale() {
            return Locale.of(language);
        }
    }

    /**
     * A run as its driver has it: nobody else writes to it until the lease ends.
     *
     * @param admin null when whoever asked invites the tenant's people
     */
    record Held(
            UUID id,
            UUID lease,
            Tenant tenant,
            Placement placement,
            @Nullable Admin admin,
            Run.State state,
            int completed,
            int attempt,
            boolean placeMarked,
            @Nullable String contract,
            @Nullable UUID requestedBy) {}

    /** The lease ended, and somebody else took the run up. */
    static final class LeaseLostException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String COLUMNS = """
            select r.id, r.tenant_id, r.tier, r.cell, r.database, r.schema, r.admin, r.requested_by, r.state, r.completed,
                   r.attempt, r.place_marked, r.contract_id, r.error, r.lease_token, r.created_at, r.finished_at,
                   t.slug, t.name, t.bsnr, t.status
            from control.provisioning_runs r join control.tenants t on t.id = r.tenant_id
            """;

    private final ControlDatabase control;
    private final PlatformSecrets secrets;

    RunStore(ControlDatabase control, PlatformSecrets secrets) {
        this.control = control;
        this.secrets = secrets;
    }

    private JdbcClient sql() {
        return control.sql();
    }

    void insert(UUID id, Placement placement, Optional<Admin> admin, @Nullable UUID requestedBy) {
        sql().sql("""
                        insert into control.provisioning_runs (id, tenant_id, tier, cell, database, schema, admin, requested_by)
                        values (?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(Arrays.asList(
                        id,
                        placement.tenant().value(),
                        placement.tier().name(),
                        placement.database().cell(),
                        placement.database().name(),
                        placement.schema(),
                        admin.map(who -> seal(id, who)).orElse(null),
                        requestedBy))
                .update();
    }

    Optional<Run> find(TenantId tenant) {
        return sql().sql(COLUMNS + "where t.id = ?")
                .param(tenant.value())
                .query(RunStore::run)
                .optional()
                .map(run -> run.with(logs(run.id())));
    }

    private List<Run.Log> logs(UUID run) {
        return sql().sql("""
                        select step, attempt, status, duration_ms, result, error, at from control.provisioning_logs
                        where run_id = ? order by at, id
                        """)
                .param(run)
                .query((row, number) -> new Run.Log(
                        ProvisioningStep.valueOf(row.getString("step")),
                        row.getInt("attempt"),
                        LogStatus.valueOf(row.getString("status")),
                        Optional.ofNullable(row.getObject("duration_ms", Long.class)),
                        JSON.readValue(row.getString("result"), new TypeReference<Map<String, Object>>() {}),
                        Optional.ofNullable(row.getString("error")),
                        row.getTimestamp("at").toInstant()))
                .list();
    }

    /** Whose driver is gone, or was never there. */
    List<UUID> abandoned() {
        return sql().sql("""
                        select id from control.provisioning_runs
                        where state in ('RUNNING', 'ROLLING_BACK')
                          and coalesce(lease_until, updated_at + interval '5 seconds') < now()
                        order by created_at limit 100
                        """)
                .query((row, number) -> row.getObject("id", UUID.class))
                .list();
    }

    /** Takes up a run nobody works on; what its last driver left unfinished is marked as interrupted. */
    Optional<Held> claim(UUID id, Duration length) {
        return control.inTransaction(() -> {
            int claimed = sql().sql("""
                            update control.provisioning_runs set lease_token = ?, attempt = attempt + 1, updated_at = now(),
                                lease_until = now() + make_interval(secs => ?)
                            where id = ? and state in ('RUNNING', 'ROLLING_BACK')
                              and (lease_until is null or lease_until < now())
                            """)
                    .params(UUID.randomUUID(), length.toSeconds(), id)
                    .update();
            if (claimed == 0) {
                return Optional.empty();
            }
            sql().sql("""
                            update control.provisioning_logs set status = 'INTERRUPTED' where run_id = ? and status = 'STARTED'
                            """).param(id).update();
            return sql().sql(COLUMNS + "where r.id = ?")
                    .param(id)
                    .query((row, number) -> held(row))
                    .optional();
        });
    }

    /** As it stands now; empty when the lease was lost. */
    Optional<Held> held(Held run) {
        return sql().sql(COLUMNS + "where r.id = ? and (r.lease_token = ? or r.state = 'DONE')")
                .params(run.id(), run.lease())
                .query((row, number) -> held(row))
                .optional();
    }

    String errorOf(Held run) {
        return sql().sql("select coalesce(error, '') from control.provisioning_runs where id = ?")
                .param(run.id())
                .query(String.class)
                .single();
    }

    /**
     * Gives the run a place that is in stock instead of the one that was planned: one statement, so that there is no
     * moment at which the blank is nobody's or the run does not know it. Of two who want the last one, one gets it.
     */
    Optional<Placement> claimBlank(Held run) {
        return sql().sql("""
                        with wanted as (
                            select b.id, r.id as run from control.provisioning_runs r
                            join control.blanks b
                                on b.tier = r.tier and b.cell = r.cell and b.state = 'READY' and b.version = ?
                            where r.id = ? and r.lease_token = ? and not r.place_marked
                            order by b.id limit 1 for update skip locked),
                        claimed as (
                            update control.blanks b set state = 'CLAIMED', tenant_id = ?, updated_at = now()
                            from wanted w where b.id = w.id and b.state = 'READY'
                            returning w.run, b.database, b.schema)
                        update control.provisioning_runs r
                        set database = c.database, schema = c.schema, place_marked = true, updated_at = now()
                        from claimed c where r.id = c.run
                        returning r.tenant_id, r.tier, r.cell, r.database, r.schema
                        """)
                .params(
                        Placing.version(),
                        run.id(),
                        run.lease(),
                        run.tenant().id().value())
                .query((row, number) -> placement(row))
                .optional();
    }

    /** Names what is about to be made, before it is. */
    void markPlace(Held run) {
        owned(run, "place_marked = true");
    }

    void keepAdmin(Held run, Admin admin) {
        owned(run, "admin = ?", seal(run.id(), admin));
    }

    void keepContract(Held run, String contract) {
        owned(run, "contract_id = ?", contract);
    }

    UUID begin(Held run, ProvisioningStep step, Duration length) {
        UUID log = UuidV7.next();
        control.inTransaction(() -> {
            owned(run, "lease_until = now() + make_interval(secs => ?)", length.toSeconds());
            sql().sql(
                            "insert into control.provisioning_logs (id, run_id, step, attempt, status) values (?, ?, ?, ?, ?)")
                    .params(log, run.id(), step.name(), run.attempt(), LogStatus.STARTED.name())
                    .update();
        });
        return log;
    }

    void end(UUID log, LogStatus status, long millis, Map<String, Object> result, @Nullable String error) {
        sql().sql("""
                        update control.provisioning_logs set status = ?, duration_ms = ?, result = ?::jsonb, error = ?
                        where id = ?
                        """)
                .params(Arrays.asList(status.name(), millis, JSON.writeValueAsString(result), error, log))
                .update();
    }

    void completed(Held run, int steps) {
        owned(run, "completed = ?", steps);
    }

    /** Goes on with another state; a run that rests or is over belongs to nobody. */
    void become(Held run, Run.State state, @Nullable String error) {
        boolean goesOn = state == Run.State.RUNNING || state == Run.State.ROLLING_BACK;
        owned(
                run,
                "state = ?, error = coalesce(?, error)" + (goesOn ? "" : ", lease_token = null, lease_until = null")
                        + (state.isOver() ? ", finished_at = now()" : ""),
                state.name(),
                error);
    }

    /** Nothing of it is there any more. */
    void forgetPlace(Held run) {
        owned(run, "place_marked = false, contract_id = null, completed = 0");
    }

    /** @return whether the run was in one of these states and nobody else was faster */
    boolean reopen(UUID id, Run.State to, List<Run.State> from) {
        return sql().sql("""
                        update control.provisioning_runs set state = ?, attempt = 0, lease_token = null, lease_until = null,
                            finished_at = null, updated_at = now()
                        where id = ? and state = any (?)
                        """)
                        .params(
                                to.name(),
                                id,
                                from.stream().map(Run.State::name).toArray(String[]::new))
                        .update()
                == 1;
    }

    private void owned(Held run, String change, @Nullable Object... values) {
        int changed = sql().sql("update control.provisioning_runs set " + change
                        + ", updated_at = now() where id = ? and lease_token = ?")
                .params(Stream.concat(Arrays.stream(values), Stream.of(run.id(), run.lease()))
                        .toList())
                .update();
        if (changed == 0) {
            throw new LeaseLostException();
        }
    }

    private byte[] seal(UUID run, Admin admin) {
        return secrets.seal(JSON.writeValueAsString(admin).getBytes(StandardCharsets.UTF_8), purpose(run));
    }

    private Held held(ResultSet row) throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        return new Held(
                id,
                row.getObject("lease_token", UUID.class),
                tenant(row),
                placement(row),
                opened(id, row.getBytes("admin")),
                Run.State.valueOf(row.getString("state")),
                row.getInt("completed"),
                row.getInt("attempt"),
                row.getBoolean("place_marked"),
                row.getString("contract_id"),
                row.getObject("requested_by", UUID.class));
    }

    private @Nullable Admin opened(UUID run, byte @Nullable [] sealed) {
        return sealed == null
                ? null
                : JSON.readValue(new String(secrets.open(sealed, purpose(run)), StandardCharsets.UTF_8), Admin.class);
    }

    private static String purpose(UUID run) {
        return "provisioning-admin|" + run;
    }

    private static Run run(ResultSet row, int number) throws SQLException {
        return new Run(
                row.getObject("id", UUID.class),
                tenant(row),
                placement(row),
                Run.State.valueOf(row.getString("state")),
                row.getInt("completed"),
                row.getInt("attempt"),
                Optional.ofNullable(row.getString("error")),
                row.getTimestamp("created_at").toInstant(),
                Optional.ofNullable(row.getTimestamp("finished_at")).map(Timestamp::toInstant),
                List.of());
    }

    private static Tenant tenant(ResultSet row) throws SQLException {
        return new Tenant(
                new TenantId(row.getObject("tenant_id", UUID.class)),
                row.getString("slug"),
                row.getString("name"),
                Optional.ofNullable(row.getString("bsnr")),
                Tenant.Status.valueOf(row.getString("status")));
    }

    private static Placement placement(ResultSet row) throws SQLException {
        return Placement.planned(
                new TenantId(row.getObject("tenant_id", UUID.class)),
                Tier.valueOf(row.getString("tier")),
                new DatabaseAddress(row.getString("cell"), row.getString("database")),
                row.getString("schema"));
    }
}
