package health.careloop.bench.isolation;

import health.careloop.bench.Progress;
import health.careloop.bench.Proof;
import health.careloop.bench.ProofReport;
import health.careloop.bench.isolation.Mutant.Aim;
import health.careloop.bench.isolation.Mutant.Kind;
import health.careloop.tenancy.TenancySettings;
import health.careloop.tenancy.Tenant;
import health.careloop.tenancy.Tier;
import health.careloop.wall.TenantTables.Table;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The oracles of isolation see every defence that is missing: one at a time, each is taken away in a running installation
 * of three tiers, and the matrix (by trying, as every role) or the catalog sweep must notice. What somebody could notice by
 * trying, the matrix must notice itself. The control takes nothing away, in several ways, and must not be noticed.
 */
public final class MutationProof implements Proof {
    private static final int PRINTED = 40;

    /** From so many mutants on, those of the shared tables' policies are asked about over HTTP, too. */
    private static final long WITH_HTTP = 150;

    /** Checks in Java: nothing in the product switches them off, so they are not mutated here. */
    private static final List<String> NOT_MUTATED = List.of(
            "Gate: a contradicting X-Tenant-ID (GateTest.theTenantHeaderMustNameTheVerifiedTenant)",
            "Gate: the tenant of session and token (GateTest, IsolationProof's forged token)",
            "Senders: the tenant of a key (IsolationProof)",
            "ProcessLdt: a foreign BSNR is quarantined",
            "TenantConnections: the answer of the prefix is compared (TenantConnectionsTest, with a control)",
            "Greeting: a connection says which database it is (SwappedPlacesTest, with a control)",
            "app.enter: the context set for the transaction only (context-churn, with a control)");

    private record Judged(Terrain terrain, Mutant mutant, Terrain.Verdict verdict) {
        String name() {
            return terrain.tier() + " " + mutant;
        }

        boolean survived() {
            return !verdict.killed();
        }

        /** Killed by reading the catalog alone, though somebody could have tried. */
        boolean overlooked() {
            return verdict.killed() && mutant.visible() && verdict.matrix().isEmpty();
        }
    }

    private final Progress progress;

    public MutationProof(Progress progress) {
        this.progress = progress;
    }

    /**
     * @param n mutants at most, some of every kind; there are about 1,500
     * @param seed decides which
     */
    @Override
    public ProofReport prove(long n, long seed) throws IOException, SQLException {
        long begun = System.nanoTime();
        List<Terrain> terrains = new ArrayList<>();
        try (Installation installation = new Installation(progress, postgres -> TenancySettings.of(6, 4, 6, 4))) {
            try {
                Tenant asking = installation.tenant("nachbar", "Praxis Nachbar", Tier.POOLED);
                for (Tier tier : Tier.values()) {
                    String slug = "daheim-" + tier.name().toLowerCase(Locale.ROOT);
                    Tenant home = installation.tenant(slug, "Praxis Daheim", tier);
                    terrains.add(installation.terrain(home, tier, asking.id()));
                }
                Optional<Front> front = n < WITH_HTTP ? Optional.empty() : Optional.of(new Front(installation, seed));
                return judge(terrains, front, n, seed, begun);
            } finally {
                for (Terrain terrain : terrains) {
                    terrain.close();
                }
            }
        }
    }

    private ProofReport judge(List<Terrain> terrains, Optional<Front> front, long n, long seed, long begun)
            throws IOException, SQLException {
        List<Judged> unmutated = new ArrayList<>();
        List<Judged> neutral = new ArrayList<>();
        List<Judged> judged = new ArrayList<>();
        Map<String, List<String>> answers = new LinkedHashMap<>();
        List<String> answersBefore = front.isPresent() ? front.get().unmutated() : List.of();
        int all = 0;
        int left = 0;
        Random random = new Random(seed);
        for (Terrain terrain : terrains) {
            List<Mutant> mutants = Mutants.of(terrain);
            all += mutants.size();
            String before = terrain.fingerprint();
            for (Mutant nothing : Neutral.untouched(mutants, n / terrains.size() / 2)) {
                unmutated.add(new Judged(terrain, nothing, terrain.judge(nothing)));
            }
            for (Mutant each : Neutral.of(terrain)) {
                neutral.add(new Judged(terrain, each, terrain.judge(each)));
            }
            for (Mutant mutant : sample(mutants, n / terrains.size(), random)) {
                judged.add(new Judged(terrain, mutant, terrain.judge(mutant)));
                if (front.isPresent() && terrain.tier() == Tier.POOLED && Front.concerns(mutant)) {
                    answers.put(mutant.name(), front.get().asked(mutant));
                }
                if (judged.size() % 100 == 0) {
                    progress.say("isolation-mutation: %d tried", judged.size());
                }
                if (!terrain.fingerprint().equals(before)) {
                    left++;
                    progress.say("isolation-mutation: something is left of %s %s", terrain.tier(), mutant);
                    before = terrain.fingerprint();
                }
            }
            progress.say("isolation-mutation: %s, %d of %d mutants tried", terrain.tier(), judged.size(), all);
        }
        return report(unmutated, neutral, judged, answers, answersBefore, left, all, seed, begun);
    }

    private ProofReport report(
            List<Judged> unmutated,
            List<Judged> neutral,
            List<Judged> judged,
            Map<String, List<String>> answers,
            List<String> answersBefore,
            int left,
            int all,
            long seed,
            long begun) {
        List<String> alarms = Stream.concat(
                        answersBefore.stream(),
                        unmutated.stream()
                                .filter(each -> each.verdict().killed())
                                .map(each -> each.name() + ": " + each.verdict()))
                .toList();
        List<String> survivors =
                judged.stream().filter(Judged::survived).map(Judged::name).toList();
        List<String> overlooked =
                judged.stream().filter(Judged::overlooked).map(Judged::name).toList();
        List<String> red = neutral.stream()
                .filter(each -> each.mutant().visible()
                        ? !each.survived()
                        : !each.verdict().matrix().isEmpty())
                .map(each -> each.name() + ": " + each.verdict())
                .toList();
        alarms.stream().limit(PRINTED).forEach(name -> progress.say("noticed, though nothing was changed: %s", name));
        red.stream().limit(PRINTED).forEach(name -> progress.say("noticed, though nothing was taken away: %s", name));
        survivors.stream().limit(PRINTED).forEach(name -> progress.say("survived: %s", name));
        overlooked.stream().limit(PRINTED).forEach(name -> progress.say("seen in the catalog only: %s", name));

        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("mutants", judged.size());
        figures.put("killed", judged.size() - survivors.size());
        figures.put("by_matrix", count(judged, true, false) + count(judged, true, true));
        figures.put("by_sweep", count(judged, false, true) + count(judged, true, true));
        figures.put("by_both", count(judged, true, true));
        figures.put("by_sweep_only", count(judged, false, true));
        figures.put("asked_over_http", answers.size());
        figures.put(
                "by_http",
                answers.entrySet().stream()
                        .filter(answer -> !answer.getValue().isEmpty())
                        .map(Map.Entry::getKey)
                        .toList());
        figures.put("survivors", survivors);
        figures.put("overlooked_by_matrix", overlooked);
        figures.put("known", all);
        figures.put("unmutated", unmutated.size());
        figures.put("false_alarms", alarms.size());
        figures.put("left_behind", left);
        figures.put("kinds", kinds(judged));
        figures.put("not_mutated", NOT_MUTATED);
        progress.say(
                "isolation-mutation: %d of %d mutants killed, %d by the matrix, %d by the sweep; %d of %d neutral ones survived",
                judged.size() - survivors.size(),
                judged.size(),
                count(judged, true, false) + count(judged, true, true),
                count(judged, false, true) + count(judged, true, true),
                neutral.size() - red.size(),
                neutral.size());
        return ProofReport.of(
                "isolation-mutation",
                judged.size(),
                survivors.size() + overlooked.size() + left,
                new ProofReport.Control(
                        "nothing (neutral mutants, which must survive)", neutral.size(), neutral.size() - red.size()),
                (System.nanoTime() - begun) / 1e9,
                seed,
                figures,
                !judged.isEmpty() && alarms.isEmpty() && red.isEmpty());
    }

    private static long count(List<Judged> judged, boolean matrix, boolean sweep) {
        return judged.stream()
                .filter(each -> each.verdict().matrix().isEmpty() != matrix
                        && each.verdict().sweep().isEmpty() != sweep)
                .count();
    }

    /** Of each kind: how many, and whom they were noticed by. */
    private static Map<String, Object> kinds(List<Judged> judged) {
        Map<String, Object> kinds = new TreeMap<>();
        for (Kind kind : Kind.values()) {
            List<Judged> these =
                    judged.stream().filter(each -> each.mutant().kind() == kind).toList();
            if (!these.isEmpty()) {
                kinds.put(
                        kind.word(),
                        Map.of(
                                "mutants", these.size(),
                                "by_matrix", count(these, true, false) + count(these, true, true),
                                "by_sweep", count(these, false, true) + count(these, true, true)));
            }
        }
        return kinds;
    }

    /** Some of every kind: the rare ones are not left out where few are asked for. */
    private static List<Mutant> sample(List<Mutant> mutants, long most, Random random) {
        if (mutants.size() <= most) {
            return mutants;
        }
        Map<Kind, List<Mutant>> kinds = new EnumMap<>(Kind.class);
        mutants.forEach(each ->
                kinds.computeIfAbsent(each.kind(), kind -> new ArrayList<>()).add(each));
        kinds.values().forEach(each -> Collections.shuffle(each, random));
        List<Mutant> sample = new ArrayList<>();
        for (int round = 0; sample.size() < most; round++) {
            for (List<Mutant> kind : kinds.values()) {
                if (round < kind.size() && sample.size() < most) {
                    sample.add(kind.get(round));
                }
            }
        }
        return sample;
    }

    /** Changes that take nothing away. */
    private static final class Neutral {
        private Neutral() {}

        /** Every question the mutants would be asked with, and no change. */
        static List<Mutant> untouched(List<Mutant> mutants, long most) {
            return mutants.stream()
                    .map(Mutant::aim)
                    // A new view is there only with its mutant.
                    .filter(aim -> !(aim instanceof Aim.View))
                    .distinct()
                    .limit(most)
                    .map(aim -> new Mutant(Kind.POLICY, "untouched, " + aim, List.of(), true, aim))
                    .toList();
        }

        static List<Mutant> of(Terrain terrain) {
            List<Mutant> neutral = new ArrayList<>();
            List<Table> tables = terrain.tables().all();
            for (Table table : List.of(tables.get(tables.size() / 2))) {
                Aim rows = new Aim.Rows(table);
                // The sweep compares the text, and is red on purpose.
                neutral.add(Mutant.behind(
                        Kind.POLICY,
                        table + " with an equal expression",
                        rows,
                        "alter policy tenant on %s using ((select app.tid()) = tenant_id) with check ((select app.tid()) = tenant_id)"
                                .formatted(table)));
                neutral.add(Mutant.seen(
                        Kind.POLICY,
                        table + " with one more permissive policy",
                        rows,
                        "create policy neutral on " + table + " for select to careloop_app using (true)"));
                neutral.add(Mutant.seen(
                        Kind.KEY,
                        table + " with one more index",
                        rows,
                        "create index neutral on " + table + " (tenant_id)"));
            }
            return neutral;
        }
    }
}
