package health.careloop.bench.churn;

import health.careloop.ScratchFolder;
import health.careloop.bench.PgBouncer;
import health.careloop.bench.Progress;
import health.careloop.bench.Proof;
import health.careloop.bench.ProofReport;
import health.careloop.bench.churn.Ground.Occupant;
import health.careloop.postgres.EmbeddedPostgres;
import health.careloop.tenancy.TenantScope;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * However many tenants work over however few connections, and however their work ends, nobody sees another's rows and
 * no connection is given back with a tenant on it (T-04): directly, and behind PgBouncer in transaction mode.
 */
public final class ContextChurnProof implements Proof {
    private static final int TENANTS = 50;
    private static final int CONTROL_UNITS = 200;
    private static final int TIMED_READS = 3_000;
    private static final int PRINTED = 20;

    private final Progress progress;

    public ContextChurnProof(Progress progress) {
        this.progress = progress;
    }

    /** @param n units of work, the control's not counted; half of them behind the pooler, where there is one */
    @Override
    public ProofReport prove(long n, long seed) throws Exception {
        long begun = System.nanoTime();
        Optional<Path> program = PgBouncer.program();
        if (program.isEmpty()) {
            progress.say("context-churn: there is no pgbouncer on this machine; directly only");
        }
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("tenants", TENANTS);
        try (ScratchFolder folder = ScratchFolder.create("careloop-prove");
                EmbeddedPostgres postgres = EmbeddedPostgres.start(folder.path(), progress::say)) {
            List<Occupant> occupants;
            long violations;
            long leaks;
            try (Ground direct = new Ground(postgres, folder.path(), "", true)) {
                occupants = direct.settle(TENANTS);
                long units = program.isEmpty() ? n : n - n / 2;
                violations = churn("direct", direct, occupants, units, seed, figures);
                figures.put("direct_read_us", microseconds(direct, occupants));
                leaks = SessionSet.leaks(
                        direct, occupants, postgres.jdbcUrl("careloop"), folder.path(), CONTROL_UNITS, seed);
            }
            if (program.isPresent()) {
                try (Ground unprepared = new Ground(postgres, folder.path(), "", false)) {
                    figures.put("unprepared_read_us", microseconds(unprepared, occupants));
                }
                figures.put("pooler", PgBouncer.version(program.get()));
                int port = URI.create(postgres.jdbcUrl("careloop").substring("jdbc:".length()))
                        .getPort();
                try (PgBouncer pooler = PgBouncer.before(program.get(), port, postgres.administratorPassword(), 2);
                        Ground behind = new Ground(postgres, folder.path(), pooler.address(), false)) {
                    violations += churn("pooler", behind, occupants, n / 2, seed + 1, figures);
                    figures.put("pooler_read_us", microseconds(behind, occupants));
                }
            }
            progress.say(
                    "context-churn: %d units, %d violations; with a context for the session %d of %d",
                    n, violations, leaks, CONTROL_UNITS);
            boolean seeing = Long.parseLong(String.valueOf(figures.get("direct_reads"))) > 0
                    && Long.parseLong(String.valueOf(figures.get("direct_broken_off"))) > 0;
            return ProofReport.of(
                    "context-churn",
                    n,
                    violations,
                    new ProofReport.Control("transaction-local context", CONTROL_UNITS, leaks),
                    (System.nanoTime() - begun) / 1e9,
                    seed,
                    figures,
                    seeing);
        }
    }

    private long churn(
            String way, Ground ground, List<Occupant> occupants, long n, long seed, Map<String, Object> figures)
            throws InterruptedException {
        Churn churn = new Churn(ground, occupants);
        churn.run(n, seed);
        churn.violations().stream().limit(PRINTED).forEach(progress::say);
        progress.say(
                "context-churn, %s: %d units, %d reads, %d broken off, %d looks, %d violations",
                way,
                n,
                churn.reads(),
                churn.broken(),
                churn.looks(),
                churn.violations().size());
        figures.put(way + "_units", n);
        figures.put(way + "_reads", churn.reads());
        figures.put(way + "_broken_off", churn.broken());
        figures.put(way + "_looks", churn.looks());
        return churn.violations().size();
    }

    /** The middle one of many reads of one row's worth, one after the other, of one tenant in shared tables. */
    private static double microseconds(Ground ground, List<Occupant> occupants) {
        Occupant occupant = occupants.get(2);
        long[] nanos = new long[TIMED_READS];
        TenantScope.as(occupant.id(), () -> {
            for (int i = -TIMED_READS / 3; i < nanos.length; i++) {
                long begun = System.nanoTime();
                ground.rows()
                        .sql()
                        .sql("select count(*) from practices")
                        .query(Long.class)
                        .single();
                if (i >= 0) {
                    nanos[i] = System.nanoTime() - begun;
                }
            }
            return null;
        });
        Arrays.sort(nanos);
        return Math.round(nanos[nanos.length / 2] / 100.0) / 10.0;
    }
}
