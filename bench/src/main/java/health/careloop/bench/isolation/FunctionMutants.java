package health.careloop.bench.isolation;

import static health.careloop.bench.isolation.Mutant.behind;
import static health.careloop.bench.isolation.Mutant.seen;

import health.careloop.bench.isolation.Mutant.Aim;
import health.careloop.bench.isolation.Mutant.Kind;
import java.sql.SQLException;
import java.util.List;

/** The functions of the wall with one check less. A text that is not found any more is an error, not a mutant less. */
final class FunctionMutants {
    private static final String FRESH =
            "create table loop.mutant (tenant_id uuid not null, id uuid, primary key (tenant_id, id))";
    private static final String ISOLATE = "call app.isolate('loop.mutant', '{\"careloop_app\": \"select\"}')";

    private final Terrain terrain;
    private final List<Mutant> mutants;

    FunctionMutants(Terrain terrain, List<Mutant> mutants) {
        this.terrain = terrain;
        this.mutants = mutants;
    }

    void addAll() throws SQLException {
        contexts();
        gates();
        claims();
        borrowed();
        isolation();
        months();
    }

    private void contexts() throws SQLException {
        context("the signature is not compared", "<> right(context, 64)", "= 'never'");
        context(
                "one digit of the signature is not compared",
                "<> right(context, 64)",
                "not like left(right(context, 64), 63) || '_'");
        context("a key nobody knows will do", "if not found\n        or encode(", "if encode(");
        context("another database's will do", "split_part(context, '|', 3) <> current_database()", "false");
        context(
                "an old one will do",
                "split_part(context, '|', 2)::bigint < extract(epoch from clock_timestamp())",
                "false");
        context(
                "an id will do",
                "begin\n    if context is null",
                "begin\n    if context ~ '^[0-9a-f-]{36}$' then return context::uuid; end if;\n    if context is null");
        context("without one it is somebody", "return null;", "return '" + terrain.other() + "'::uuid;");
        context(
                "always the same tenant",
                "return split_part(context, '|', 1)::uuid;",
                "return '" + terrain.other() + "'::uuid;");
    }

    private void gates() throws SQLException {
        enter("takes an old snapshot", "current_setting('transaction_isolation') <> 'read committed'", "false");
        enter("does not set the context", "set_config('app.context', context, true)", "context");
        enter("takes nobody", "if tenant is null then", "if false then");
        enter("takes no lock", "perform pg_advisory_xact_lock_shared(hashtextextended(tenant::text, 20));", "null;");
        enter(
                "needs no gate",
                "if not found then",
                "if not found and tenant in (select tenant_id from loop.gates) then");
        enter("passes somebody else's gate", "tenant_id = tenant and ", "");
        enter("passes a gate in any state", " and state = 'ACTIVE'", "");
        enter("passes at any epoch", " and epoch = expected_epoch", "");
        admit("takes an old snapshot", "current_setting('transaction_isolation') <> 'read committed'", "false");
        admit("takes no lock", "perform pg_catalog.pg_advisory_xact_lock_shared(ordered.key)", "perform ordered.key");
        admit("passes at any epoch", " and gate.epoch = asked.epoch", "");
        admit("passes a gate in any state", " and gate.state = 'ACTIVE'", "");
        admit(
                "admits whoever stands beside another",
                "pg_catalog.cardinality(admitted) = pg_catalog.cardinality(tenants)",
                "admitted is not null");
        admit("admits everybody", "pg_catalog.cardinality(admitted) = pg_catalog.cardinality(tenants)", "true");
    }

    private void claims() throws SQLException {
        claim("of any queue", "r.queue = from_queue and ", "");
        claim("before its time", " and r.run_at <= clock_timestamp()", "");
        String told = replaced(
                "loop.claim",
                "RETURNS TABLE(tenant_id uuid, id uuid)",
                "RETURNS TABLE(tenant_id uuid, id uuid, subject uuid)");
        mutants.add(seen(
                Kind.CLAIM,
                "loop.claim tells what the job is about",
                new Aim.Claims(),
                "drop function " + signature(terrain, "loop.claim"),
                once(told, "    returning tenant_id, id", "    returning tenant_id, id, subject"),
                "alter function " + signature(terrain, "loop.claim") + " owner to careloop_dispatcher",
                "revoke execute on function " + signature(terrain, "loop.claim") + " from public",
                "grant execute on function " + signature(terrain, "loop.claim") + " to careloop_worker"));
        mutants.add(seen(
                Kind.CLAIM,
                "loop.rescue takes leases that last",
                new Aim.Claims(),
                replaced("loop.rescue", "e.leased_until < clock_timestamp()", "true")));
    }

    /** Functions that borrow rights, looking for names wherever the caller says; and those that no longer borrow. */
    private void borrowed() throws SQLException {
        for (String function : terrain.column("select p.oid::regprocedure::text from pg_proc p where p.prosecdef "
                + "and p.pronamespace in ('app'::regnamespace, 'loop'::regnamespace) order by 1")) {
            mutants.add(behind(
                    Kind.FUNCTION,
                    function + " looks for names elsewhere",
                    new Aim.Nothing(),
                    "alter function " + function + " reset search_path"));
            mutants.add(behind(
                    Kind.FUNCTION,
                    function + " with its caller's rights",
                    new Aim.Nothing(),
                    "alter function " + function + " security invoker"));
        }
    }

    /** Whoever makes the next table behind the wall. */
    private void isolation() throws SQLException {
        isolate(
                "does not enable row security",
                "enable row level security, force row level security",
                "force row level security");
        isolate(
                "does not force it",
                "enable row level security, force row level security",
                "enable row level security");
        isolate("makes the policy permissive", "as restrictive for all", "as permissive for all");
        isolate("lets everybody read", "using (tenant_id = (select app.tid()))", "using (true)");
        isolate("lets everybody write", "with check (tenant_id = (select app.tid()))", "with check (true)");
        isolate("forgets the worker", "to careloop_app, careloop_worker", "to careloop_app");
    }

    private void months() throws SQLException {
        String last =
                terrain.single("select max(oid::regclass::text) from pg_class where relispartition and relkind = 'r' "
                        + "and relname ~ '_[0-9]{4}_[0-9]{2}$'");
        mutants.add(behind(
                Kind.PARTITION,
                "a new month without its wall",
                new Aim.Closed(last, "tenant_id"),
                replaced("app.turn_months", "call app.isolate(month::regclass, '{}');", "null;"),
                "drop table " + last,
                "select app.turn_months()"));
    }

    private void context(String name, String text, String instead) throws SQLException {
        mutants.add(seen(Kind.CONTEXT, name, new Aim.Contexts(), replaced("app.tid", text, instead)));
    }

    private void enter(String name, String text, String instead) throws SQLException {
        mutants.add(seen(Kind.GATE, "app.enter " + name, new Aim.Gates(), replaced("app.enter", text, instead)));
    }

    private void admit(String name, String text, String instead) throws SQLException {
        mutants.add(seen(Kind.GATE, "app.admit " + name, new Aim.Gates(), replaced("app.admit", text, instead)));
    }

    private void claim(String name, String text, String instead) throws SQLException {
        mutants.add(seen(Kind.CLAIM, "loop.claim " + name, new Aim.Claims(), replaced("loop.claim", text, instead)));
    }

    private void isolate(String name, String text, String instead) throws SQLException {
        mutants.add(behind(
                Kind.ISOLATE,
                "app.isolate " + name,
                new Aim.Nothing(),
                replaced("app.isolate", text, instead),
                FRESH,
                ISOLATE,
                "alter table loop.mutant owner to careloop_owner"));
    }

    private String replaced(String function, String text, String instead) throws SQLException {
        return once(
                terrain.single("select pg_get_functiondef('" + signature(terrain, function) + "'::regprocedure)"),
                text,
                instead);
    }

    private static String once(String definition, String text, String instead) {
        int at = definition.indexOf(text);
        if (at < 0 || definition.indexOf(text, at + 1) >= 0) {
            throw new IllegalStateException("The mutants of the functions need new texts: '" + text
                    + "' does not stand once in\n" + definition);
        }
        return definition.substring(0, at) + instead + definition.substring(at + text.length());
    }

    /** Of several with that name the newest: the others are there for nodes of the release before. */
    static String signature(Terrain terrain, String function) throws SQLException {
        return terrain.single("select p.oid::regprocedure::text from pg_proc p "
                + "join pg_namespace n on n.oid = p.pronamespace where n.nspname || '.' || p.proname = '" + function
                + "' order by p.oid desc");
    }

    static boolean mayCall(Terrain terrain, String role, String signature) {
        try {
            return terrain.single("select has_function_privilege('" + role + "', '" + signature + "', 'execute')")
                    .equals("t");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
