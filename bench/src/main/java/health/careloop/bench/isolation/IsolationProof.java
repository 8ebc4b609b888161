package health.careloop.bench.isolation;

import health.careloop.bench.Progress;
import health.careloop.bench.Proof;
import health.careloop.bench.ProofReport;
import health.careloop.postgres.EmbeddedPostgres;
import health.careloop.tenancy.TenancySettings;
import health.careloop.tenancy.Tier;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;

/**
 * Nothing of one tenant can be seen or changed from another, and whether a thing exists there cannot be told. A victim
 * and an attacker in each of the three tiers, every attacker against every victim, the whole matrix over real HTTP, and
 * the databases' own word on whether a row of a victim changed. Then the same with one policy removed, which must be
 * noticed.
 */
public final class IsolationProof implements Proof {
    /** Words that stand in everything one practice has, in the order of the tiers. */
    private static final List<String> VICTIMS = List.of("Kanarienvogel", "Goldammer", "Haubentaucher");

    private static final List<String> ATTACKERS = List.of("Feldlerche", "Rotkehlchen", "Wanderfalke");

    /** Somebody else's practice, with everybody who could ask from there. */
    private record Intruder(Practice practice, List<Caller> callers, List<Case> cases) {}

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
            List<Practice> victims = new ArrayList<>();
            List<Intruder> intruders = new ArrayList<>();
            for (Tier tier : Tier.values()) {
                victims.add(furnished(installation, VICTIMS.get(tier.ordinal()), tier, random));
                Practice attacker = furnished(installation, ATTACKERS.get(tier.ordinal()), tier, random);
                List<Caller> callers = new Attackers(installation, attacker)
                        .all(victims.getLast().id().toString());
                intruders.add(new Intruder(attacker, callers, Case.all(rows, callers)));
            }
            int pairs = victims.size() * intruders.size();
            progress.say(
                    "isolation: %d endpoints, %d callers and %d cases for each of %d pairs of tiers; %d requests, seed %d",
                    rows.size(),
                    intruders.getFirst().callers().size(),
                    intruders.getFirst().cases().size(),
                    pairs,
                    n,
                    seed);

            Tally tally = new Tally();
            long views = lookWhileVictimsReceive(installation, rows, intruders, victims, tally);
            long changed = 0;
            int tables = 0;
            for (Practice victim : victims) {
                RowHash before = RowHash.of(installation.database(), victim.home(), victim.id());
                for (Intruder intruder : intruders) {
                    ask(installation, intruder, victim, intruder.cases(), n / pairs, seed, tally);
                    installation.awaitQuiet(intruder.practice().tenant().id());
                }
                changed += RowHash.of(installation.database(), victim.home(), victim.id())
                        .differencesFrom(before);
                tables += before.tables().size();
            }
            tally.violations().stream().limit(PRINTED).forEach(progress::say);
            tally.failures().stream().limit(PRINTED).forEach(progress::say);
            if (changed > 0) {
                progress.say("isolation: rows of the victims changed in %d tables", changed);
            }

            RemovedPolicy removed = RemovedPolicy.drawn(seed);
            Tally control = withoutPolicy(installation, rows, intruders.getFirst(), victims.getFirst(), removed, seed);
            progress.say(
                    "isolation: %d requests, %d violations; without the %s %d of %d",
                    tally.asked(),
                    tally.violations().size() + changed,
                    removed,
                    control.violations().size(),
                    control.asked());

            Map<String, Object> figures = new LinkedHashMap<>();
            figures.put("endpoints", rows.size());
            figures.put("tiers", Tier.values().length);
            figures.put("pairs", pairs);
            figures.put("callers", intruders.getFirst().callers().size());
            figures.put("cases", intruders.getFirst().cases().size());
            figures.put("views", views);
            figures.put("tables", tables);
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

    private static Practice furnished(Installation installation, String mark, Tier tier, Random random)
            throws IOException {
        Practice practice = new Practice(installation, mark, tier, random);
        practice.receiveReports();
        return practice;
    }

    /** What anybody sees without naming anything must not depend on what the victims have. */
    private static long lookWhileVictimsReceive(
            Installation installation, List<Row> rows, List<Intruder> intruders, List<Practice> victims, Tally tally)
            throws IOException {
        List<Outlook> before = new ArrayList<>();
        for (Intruder intruder : intruders) {
            before.add(outlook(installation, rows, intruder));
        }
        for (Practice victim : victims) {
            victim.receiveReports();
        }
        long views = 0;
        for (int i = 0; i < intruders.size(); i++) {
            Outlook later = outlook(installation, rows, intruders.get(i));
            later.changesSince(before.get(i)).forEach(tally::violated);
            views += later.size();
        }
        return views;
    }

    private static Outlook outlook(Installation installation, List<Row> rows, Intruder intruder) throws IOException {
        return Outlook.of(
                installation.port(),
                rows,
                intruder.callers(),
                intruder.practice().holdings());
    }

    private static Tally withoutPolicy(
            Installation installation,
            List<Row> rows,
            Intruder intruder,
            Practice victim,
            RemovedPolicy removed,
            long seed)
            throws IOException {
        Outlook walled = outlook(installation, rows, intruder);
        removed.removeFrom(installation.database());
        Tally control = new Tally();
        ask(installation, intruder, victim, removed.partOf(intruder.cases()), CONTROL_REQUESTS, seed, control);
        outlook(installation, rows, intruder).changesSince(walled).forEach(control::violated);
        return control;
    }

    private static void ask(
            Installation installation,
            Intruder intruder,
            Practice victim,
            List<Case> cases,
            long n,
            long seed,
            Tally tally)
            throws IOException {
        Practice attacker = intruder.practice();
        try (Inquiry inquiry = new Inquiry(
                installation.port(),
                attacker.holdings(),
                victim.holdings(),
                victim.mark(),
                () -> installation.awaitQuiet(attacker.tenant().id()),
                seed,
                tally)) {
            inquiry.ask(cases, n);
        }
    }
}
