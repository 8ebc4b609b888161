package health.careloop.bench.isolation;

import health.careloop.bench.Progress;
import health.careloop.bench.Proof;
import health.careloop.bench.ProofReport;
import health.careloop.postgres.EmbeddedPostgres;
import health.careloop.tenancy.TenancySettings;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;

/**
 * Nothing of one tenant can be seen or changed from another, and whether a thing exists there cannot be told. Two
 * tenants, the whole matrix over real HTTP, and the database's own word on whether a row of the victim changed. Then the
 * same with one policy removed, which must be noticed.
 */
public final class IsolationProof implements Proof {
    private static final int CONTROL_REQUESTS = 200;
    private static final int PRINTED = 20;

    private final Progress progress;
    private final Function<EmbeddedPostgres, TenancySettings> settings;

    public IsolationProof(Progress progress) {
        this(progress, postgres -> TenancySettings.of(6, 4, 6, 4));
    }

    /** @param settings for what stands in front of the server, too */
    IsolationProof(Progress progress, Function<EmbeddedPostgres, TenancySettings> settings) {
        this.progress = progress;
        this.settings = settings;
    }

    /**
     * @param n requests, the control's not counted; every endpoint is asked at least once
     * @param seed decides who asks what in which order
     */
    @Override
    public ProofReport prove(long n, long seed) throws IOException {
        long begun = System.nanoTime();
        try (Installation installation = new Installation(progress, settings)) {
            List<Row> rows = Matrix.covering(EndpointInventory.of(installation.application()));
            Random random = new Random(seed);
            Practice victim = new Practice(installation, "Kanarienvogel", random);
            Practice attacker = new Practice(installation, "Feldlerche", random);
            victim.receiveReports();
            attacker.receiveReports();
            List<Caller> callers =
                    new Attackers(installation, attacker).all(victim.id().toString());
            List<Case> cases = Case.all(rows, callers);
            progress.say(
                    "isolation: %d endpoints, %d callers, %d cases; %d requests with seed %d",
                    rows.size(), callers.size(), cases.size(), n, seed);

            Outlook outlook = Outlook.of(installation.port(), rows, callers, attacker.holdings());
            victim.receiveReports();
            Outlook later = Outlook.of(installation.port(), rows, callers, attacker.holdings());
            RowHash before = RowHash.of(installation.database(), victim.id());
            Tally tally = ask(installation, attacker, victim, cases, n, seed);
            later.changesSince(outlook).forEach(tally::violated);
            installation.awaitQuiet(attacker.id());
            long changed = RowHash.of(installation.database(), victim.id()).differencesFrom(before);
            tally.violations().stream().limit(PRINTED).forEach(progress::say);
            tally.failures().stream().limit(PRINTED).forEach(progress::say);
            if (changed > 0) {
                progress.say("isolation: rows of the victim changed in %d tables", changed);
            }

            RemovedPolicy removed = RemovedPolicy.drawn(seed);
            Outlook walled = Outlook.of(installation.port(), rows, callers, attacker.holdings());
            removed.removeFrom(installation.database());
            Tally control = ask(installation, attacker, victim, removed.partOf(cases), CONTROL_REQUESTS, seed);
            Outlook.of(installation.port(), rows, callers, attacker.holdings())
                    .changesSince(walled)
                    .forEach(control::violated);
            progress.say(
                    "isolation: %d requests, %d violations; without the %s %d of %d",
                    tally.asked(),
                    tally.violations().size() + changed,
                    removed,
                    control.violations().size(),
                    control.asked());

            Map<String, Object> figures = new LinkedHashMap<>();
            figures.put("endpoints", rows.size());
            figures.put("callers", callers.size());
            figures.put("cases", cases.size());
            figures.put("views", later.size());
            figures.put("tables", before.tables().size());
            figures.put("tables_changed", changed);
            figures.put("granted", tally.granted());
            figures.put("server_errors", tally.failures().size());
            return ProofReport.of(
                    "isolation",
                    tally.asked(),
                    tally.violations().size() + changed,
                    new ProofReport.Control(
                            removed.toString(),
                            control.asked(),
                            control.violations().size()),
                    (System.nanoTime() - begun) / 1e9,
                    seed,
                    figures,
                    tally.granted() > 0);
        }
    }

    private static Tally ask(
            Installation installation, Practice attacker, Practice victim, List<Case> cases, long n, long seed)
            throws IOException {
        try (Inquiry inquiry = new Inquiry(
                installation.port(),
                attacker.holdings(),
                victim.holdings(),
                victim.mark(),
                () -> installation.awaitQuiet(attacker.id()),
                seed)) {
            return inquiry.ask(cases, n);
        }
    }
}
