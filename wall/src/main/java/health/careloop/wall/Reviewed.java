package health.careloop.wall;

import java.util.Map;
import java.util.Set;

/**
 * What was looked at by people and found right; everything else is a gap. Tables are named without their schema where every
 * database has them.
 */
final class Reviewed {
    /** Roles that no tenant policy speaks to, and what each may do across tenants. Ingest mixes tenants and inserts. */
    static final Map<Part, Map<String, Set<String>>> ACROSS_TENANTS = Map.of(
            Part.INGEST,
            Map.of(
                    "loop.gates", Set.of("SELECT"),
                    "loop.messages", Set.of("INSERT"),
                    "loop.replays", Set.of("SELECT", "INSERT"),
                    "loop.message_steps", Set.of("INSERT"),
                    "loop.jobs_ready", Set.of("INSERT"),
                    "loop.audit_stage", Set.of("INSERT")),
            Part.CONTROL,
            Map.of("loop.gates", Set.of("SELECT", "INSERT", "UPDATE")),
            Part.DISPATCHER,
            Map.of(
                    "loop.gates", Set.of("SELECT"),
                    "loop.jobs_ready", Set.of("SELECT", "INSERT", "UPDATE", "DELETE"),
                    "loop.jobs_leased", Set.of("SELECT", "INSERT", "UPDATE", "DELETE"),
                    "loop.dead_letters", Set.of("SELECT")),
            Part.AUDIT_WRITER,
            Map.of("loop.audit_stage", Set.of("SELECT", "DELETE")),
            Part.BACKUP,
            Map.of());

    /** Where the tenants' own roles insert and nothing else (L-05). */
    static final Set<String> INSERT_ONLY = Set.of("loop.audit_stage");

    /** Functions with the rights of whoever owns them. */
    static final Set<String> DEFINERS = Set.of(
            "app.tid", "app.enter", "app.identity", "app.turn_months", "loop.claim", "loop.rescue", "loop.queue_sizes");

    /** Who may call what. Whoever stands behind a tenant policy says for whom it writes; the door alone does not (0013). */
    static final Map<String, Set<Part>> CALLERS = Map.ofEntries(
            Map.entry(
                    "app.identity",
                    Set.of(Part.APP, Part.WORKER, Part.INGEST, Part.CONTROL, Part.DISPATCHER, Part.BACKUP)),
            Map.entry("app.tid", Set.of(Part.APP, Part.WORKER, Part.INGEST, Part.DISPATCHER, Part.BACKUP)),
            Map.entry("app.enter", Set.of(Part.APP, Part.WORKER, Part.INGEST, Part.DISPATCHER)),
            Map.entry("app.admit", Set.of(Part.INGEST)),
            Map.entry("app.isolate", Set.of()),
            Map.entry("app.first_id_of", Set.of()),
            Map.entry("app.turn_months", Set.of(Part.WORKER)),
            Map.entry("loop.claim", Set.of(Part.WORKER, Part.DISPATCHER)),
            Map.entry("loop.rescue", Set.of(Part.WORKER, Part.DISPATCHER)),
            Map.entry("loop.queue_sizes", Set.of(Part.WORKER, Part.DISPATCHER)));

    private Reviewed() {}

    static boolean mayAcrossTenants(Part part, String table, String command) {
        return ACROSS_TENANTS
                .getOrDefault(part, Map.of())
                .getOrDefault(table, Set.of())
                .contains(command);
    }
}
