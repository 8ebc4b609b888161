package health.careloop.wall;

import health.careloop.wall.Contexts.State;
import health.careloop.wall.TenantTables.Table;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Tries the functions of the wall as whoever may call them, and as everybody else: the gate at its epoch, the admission of
 * the door, claims and rescue. The administrator's connection is in a transaction in READ COMMITTED, unless a method says
 * otherwise.
 */
public final class DoorProbe {
    private static final String CLOSED = "TM001";
    private static final String WRONG_ISOLATION = "TM002";
    private static final String NOT_SIGNED = "TM005";
    private static final String EXPIRED = "TM006";
    private static final String ADMIT = "select app.admit(array[%s]::uuid[], array[%s]::bigint[])";

    /** How each function is called by somebody curious. */
    private static final Map<String, String> CALLS = Map.of(
            "app.identity", "select app.identity()",
            "app.tid", "select app.tid()",
            "app.enter", "select app.enter('', 1)",
            "app.admit", "select app.admit('{}', '{}')",
            "app.isolate", "call app.isolate('loop.gates', '{}')",
            "app.first_id_of", "select app.first_id_of(now())",
            "app.turn_months", "select app.turn_months()",
            "loop.claim", "select loop.claim('proof-nobody', 1, interval '1 second', gen_random_uuid())",
            "loop.rescue", "select loop.rescue()",
            "loop.queue_sizes", "select loop.queue_sizes()");

    private final Connection administrator;
    private final Map<Part, String> roles;
    private final TenantTables tables;
    private final Contexts contexts;
    private final UUID own;
    private final UUID other;

    /** @param roles who stands for each part in this database */
    public DoorProbe(
            Connection administrator,
            Map<Part, String> roles,
            TenantTables tables,
            Contexts contexts,
            UUID own,
            UUID other) {
        this.administrator = administrator;
        this.roles = roles;
        this.tables = tables;
        this.contexts = contexts;
        this.own = own;
        this.other = other;
    }

    /** Entering and admitting, in READ COMMITTED. */
    public List<String> gates() throws SQLException {
        List<String> found = new ArrayList<>();
        for (State state : contexts.states(own, other)) {
            boolean opens = !state.visible().isEmpty();
            String refused = enter(Part.APP, state, 1);
            if (opens ? refused != null : !NOT_SIGNED.equals(refused) && !EXPIRED.equals(refused)) {
                found.add("APP enters with " + state + ": " + refused);
            }
        }
        State mine = contexts.signedFor(own);
        State nobodys = contexts.signedFor(UUID.randomUUID());
        closed(found, "enters at another epoch", enter(Part.APP, mine, 2));
        closed(found, "enters for a tenant without a gate", enter(Part.APP, nobodys, 1));
        closed(found, "is admitted at another epoch", admit(own, 2));
        closed(found, "is admitted for a tenant without a gate", admit(UUID.randomUUID(), 1));
        closed(found, "is admitted with somebody who has no gate", admit(List.of(own, UUID.randomUUID())));
        for (String state : List.of("MOVED", "CLOSED")) {
            inState(state, () -> {
                closed(found, "enters through a gate that is " + state, enter(Part.APP, mine, 1));
                closed(found, "is admitted through a gate that is " + state, admit(own, 1));
            });
        }
        if (admit(own, 1) != null || admit(List.of(own, other)) != null) {
            found.add("INGEST is not admitted through open gates");
        }
        waits(found, Part.APP, mine, "select app.enter('" + mine.context() + "', 1)");
        waits(found, Part.INGEST, contexts.without(), ADMIT.formatted("'" + own + "'", "1"));
        return found;
    }

    /** The same acts where the gate could be an old one. The administrator's transaction is REPEATABLE READ. */
    public List<String> gatesWithAnOldSnapshot() throws SQLException {
        List<String> found = new ArrayList<>();
        for (String refused :
                List.of(String.valueOf(enter(Part.APP, contexts.signedFor(own), 1)), String.valueOf(admit(own, 1)))) {
            if (!WRONG_ISOLATION.equals(refused)) {
                found.add("a gate is asked with an old snapshot: " + refused);
            }
        }
        return found;
    }

    /** Claims give ids, of the queue that was asked for, of what is due; rescue takes nobody's lease. */
    public List<String> claims() throws SQLException {
        List<String> found = new ArrayList<>();
        Table ready = tables.get("loop.jobs_ready");
        Table leased = tables.get("loop.jobs_leased");
        Map<String, String> due = tables.draft(
                ready,
                other,
                Map.of("queue", "proof-due", "run_at", "2000-01-01T00:00:00Z", "attempt", "1", "priority", "1"));
        Map<String, String> ahead =
                tables.draft(ready, other, Map.of("queue", "proof-ahead", "run_at", "2199-01-01T00:00:00Z"));
        Map<String, String> alive =
                tables.draft(leased, other, Map.of("queue", "proof-alive", "leased_until", "2199-01-01T00:00:00Z"));
        Answers.attempt(administrator, statement -> {
            TenantTables.insert(administrator, ready, due);
            TenantTables.insert(administrator, ready, ahead);
            TenantTables.insert(administrator, leased, alive);
            found.addAll(Disguise.as(administrator, role(Part.WORKER), contexts.signedFor(own), session -> {
                List<String> seen = new ArrayList<>();
                List<Map<String, String>> nobodys = claimed(session, "proof-nobody");
                List<Map<String, String>> early = claimed(session, "proof-ahead");
                List<Map<String, String>> theirs = claimed(session, "proof-due");
                if (!nobodys.isEmpty()) {
                    seen.add("a claim gives jobs of a queue that was not asked for");
                }
                if (!early.isEmpty()) {
                    seen.add("a claim gives jobs that are not due");
                }
                Map<String, String> ids = new LinkedHashMap<>();
                ids.put("tenant_id", other.toString());
                ids.put("id", due.getOrDefault("id", ""));
                if (!theirs.equals(List.of(ids))) {
                    seen.add("a claim gives more than the id and the tenant of what is due, or less");
                }
                return seen;
            }));
            found.addAll(Disguise.as(administrator, role(Part.WORKER), contexts.without(), session -> {
                Answers.rows(session, "select loop.rescue()");
                // Looked at by the tenant whose lease it is.
                Disguise.take(session, contexts.signedFor(other));
                return Answers.rows(session, "select 1 from loop.jobs_leased where queue = 'proof-alive'")
                                .isEmpty()
                        ? List.of("a lease that lasts is rescued")
                        : List.of();
            }));
        });
        return found;
    }

    /** Whoever is not on the reviewed list is refused. */
    public List<String> callers(String function) throws SQLException {
        List<String> found = new ArrayList<>();
        for (Part part : Part.values()) {
            if (part != Part.OWNER
                    && !Objects.requireNonNull(Reviewed.CALLERS.get(function)).contains(part)) {
                String call = Objects.requireNonNull(CALLS.get(function));
                String refused = attempted(part, (session, statement) -> statement.execute(call));
                if (!WallProbe.NOT_PERMITTED.equals(refused)) {
                    found.add(part + " may call " + function + ": " + refused);
                }
            }
        }
        return found;
    }

    public static List<String> functions() {
        return CALLS.keySet().stream().sorted().toList();
    }

    /** Nobody becomes somebody else (T-15). */
    public List<String> otherRoles(Part part) throws SQLException {
        List<String> found = new ArrayList<>();
        for (Part target : Part.values()) {
            if (target != part) {
                found.addAll(Disguise.as(administrator, role(part), contexts.without(), session -> {
                    String refused = Answers.attempt(
                            session, statement -> statement.execute("set local role " + target.roleName()));
                    return WallProbe.NOT_PERMITTED.equals(refused)
                            ? List.of()
                            : List.of(part + " becomes " + target + ": " + refused);
                }));
            }
        }
        return found;
    }

    private void closed(List<String> found, String what, @Nullable String refused) {
        if (!CLOSED.equals(refused)) {
            found.add("somebody " + what + ": " + refused);
        }
    }

    private void waits(List<String> found, Part part, State state, String entering) throws SQLException {
        found.addAll(Disguise.as(administrator, role(part), state, session -> {
            Answers.rows(session, entering);
            return Answers.rows(
                                    session,
                                    "select 1 from pg_locks where locktype = 'advisory' and pid = pg_backend_pid() and mode = 'ShareLock'")
                            .isEmpty()
                    ? List.of(part + " goes in without a lock that a relocation waits for")
                    : List.of();
        }));
    }

    private @Nullable String enter(Part part, State state, long epoch) throws SQLException {
        return attempted(part, (session, statement) -> {
            try (PreparedStatement enter = session.prepareStatement("select app.enter(?, ?)")) {
                enter.setString(1, state.context());
                enter.setLong(2, epoch);
                enter.execute();
            }
        });
    }

    private @Nullable String admit(UUID tenant, long epoch) throws SQLException {
        String admit = ADMIT.formatted("'" + tenant + "'", epoch);
        return attempted(Part.INGEST, (session, statement) -> statement.execute(admit));
    }

    private @Nullable String admit(List<UUID> tenants) throws SQLException {
        String ids =
                "'" + String.join("','", tenants.stream().map(UUID::toString).toList()) + "'";
        String epochs = String.join(",", tenants.stream().map(tenant -> "1").toList());
        String admit = ADMIT.formatted(ids, epochs);
        return attempted(Part.INGEST, (session, statement) -> statement.execute(admit));
    }

    private interface Act {
        void in(Connection session, Statement statement) throws SQLException;
    }

    private @Nullable String attempted(Part part, Act act) throws SQLException {
        return Disguise.<@Nullable String>as(
                administrator,
                role(part),
                contexts.without(),
                session -> Answers.attempt(session, statement -> act.in(session, statement)));
    }

    private interface Tries {
        void run() throws SQLException;
    }

    private void inState(String state, Tries tries) throws SQLException {
        Answers.attempt(administrator, statement -> {
            statement.execute("update loop.gates set state = '" + state + "' where tenant_id = '" + own + "'");
            tries.run();
        });
    }

    private static List<Map<String, String>> claimed(Connection session, String queue) throws SQLException {
        List<Map<String, String>> claimed = new ArrayList<>();
        Answers.attempt(session, statement -> {
            try (ResultSet result = statement.executeQuery(
                    "select * from loop.claim('" + queue + "', 10, interval '1 second', gen_random_uuid())")) {
                while (result.next()) {
                    Map<String, String> row = new LinkedHashMap<>();
                    for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                        row.put(result.getMetaData().getColumnLabel(i), String.valueOf(result.getString(i)));
                    }
                    claimed.add(row);
                }
            }
        });
        return claimed;
    }

    private String role(Part part) {
        return Objects.requireNonNull(roles.get(part));
    }
}
