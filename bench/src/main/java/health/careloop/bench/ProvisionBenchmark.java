package health.careloop.bench;

import health.careloop.ScratchFolder;
import health.careloop.tenancy.Tier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** How long a tenant takes, from the operator's request to active, in each tier, beside the bare DDL of its place. */
final class ProvisionBenchmark implements Benchmark {
    private static final double MOST_CLAIM_MS = 20;
    private static final double MOST_SCHEMA_MS = 500;
    private static final double MOST_SAGA_MS = 2_000;
    private static final double MOST_BATCH_SECONDS = 60;

    /** Nobody's request, and nobody takes a run up but who began it. */
    private static final List<String> COLD =
            List.of("--careloop.operations.janitors=false", "--careloop.queue.paused=ldt-processing,storing,rendering");

    private static final List<Tier> STOCKED = List.of(Tier.SCHEMA, Tier.DATABASE);

    private static List<String> warm(int each) {
        return List.of(
                "--careloop.provisioning.warm-schemas.local=" + each,
                "--careloop.provisioning.warm-databases.local=" + each,
                "--careloop.queue.paused=ldt-processing,storing,rendering");
    }

    /** Milliseconds, in each tier. */
    private static final class Times {
        private final Map<Tier, List<Double>> times = new EnumMap<>(Tier.class);

        void add(Tier tier, double milliseconds) {
            times.computeIfAbsent(tier, known -> new ArrayList<>()).add(milliseconds);
        }

        double overall(double share) {
            List<Double> all =
                    times.values().stream().flatMap(List::stream).sorted().toList();
            return all.get((int) Math.ceil(share * all.size()) - 1);
        }

        double median(Tier tier) {
            return Medians.of(times.getOrDefault(tier, List.of()));
        }

        double longest(Tier tier) {
            return Collections.max(times.getOrDefault(tier, List.of(0.0)));
        }

        void into(Map<String, Object> figures, String name) {
            for (Tier tier : times.keySet()) {
                String word = tier.name().toLowerCase(Locale.ROOT);
                figures.put(word + "_" + name + "_ms", median(tier));
                figures.put(word + "_" + name + "_max_ms", longest(tier));
            }
        }
    }

    @Override
    public Set<String> options() {
        return Set.of("rounds", "each", "together");
    }

    @Override
    public BenchReport run(Arguments arguments, Progress progress) throws Exception {
        int rounds = arguments.number("rounds", 5, 1);
        int each = arguments.number("each", 4, 1);
        int together = arguments.number("together", 1_000, 1);
        long begun = System.nanoTime();
        Times floors = new Times();
        Times places = new Times();
        Times sagas = new Times();
        Times claims = new Times();
        Times given = new Times();
        List<Double> claimFloors = new ArrayList<>();
        List<Double> batches = new ArrayList<>();
        Map<String, Object> figures = new LinkedHashMap<>();
        try (ScratchFolder folder = ScratchFolder.create("careloop-bench")) {
            try (ServerUnderTest server = ServerUnderTest.start(ServerProgram.built(), folder.path(), COLD);
                    Operator operator = new Operator(server.port(), ServerDatabase.of(server.home()));
                    ServerDatabase database = ServerDatabase.of(server.home());
                    ProvisionFloor floor = new ProvisionFloor(database.postgres())) {
                operator.moveIn();
                for (Tier tier : Tier.values()) {
                    floor.milliseconds(tier);
                    operator.make(tier);
                    operator.make(tier);
                }
                for (int round = 1; round <= rounds; round++) {
                    for (Tier tier : Tier.values()) {
                        for (int i = 0; i < each; i++) {
                            floors.add(tier, floor.milliseconds(tier));
                            Operator.Made made = operator.make(tier);
                            places.add(tier, made.place());
                            sagas.add(tier, made.saga());
                        }
                    }
                    progress.say("provision, round %d of %d", round, rounds);
                }
                batches.add(operator.makeTogether(together));
            }
            try (ServerUnderTest server = ServerUnderTest.start(ServerProgram.built(), folder.path(), warm(each));
                    Operator operator = new Operator(server.port(), ServerDatabase.of(server.home()));
                    ServerDatabase database = ServerDatabase.of(server.home());
                    ProvisionFloor floor = new ProvisionFloor(database.postgres())) {
                operator.awaitStock(each);
                for (Tier tier : STOCKED) {
                    floor.claim();
                    operator.give(tier);
                }
                for (int round = 1; round <= rounds; round++) {
                    operator.awaitStock(each);
                    for (int i = 0; i < each; i++) {
                        for (Tier tier : STOCKED) {
                            claimFloors.add(floor.claim());
                            Operator.Given from = operator.give(tier);
                            claims.add(tier, from.claim());
                            given.add(tier, from.saga());
                        }
                    }
                    progress.say("provision from stock, round %d of %d", round, rounds);
                }
            }
        }
        floors.into(figures, "floor");
        places.into(figures, "place");
        sagas.into(figures, "saga");
        claims.into(figures, "claim");
        given.into(figures, "given_saga");
        figures.put("claim_floor_ms", Medians.of(claimFloors));
        figures.put("together", together);
        figures.put("together_seconds", batches.getFirst());
        mark(
                progress,
                "a claim from the stock, slower tier",
                Math.max(claims.median(Tier.SCHEMA), claims.median(Tier.DATABASE)),
                MOST_CLAIM_MS,
                "ms");
        mark(progress, "a schema, cold", places.median(Tier.SCHEMA), MOST_SCHEMA_MS, "ms");
        double longest =
                Collections.max(Arrays.stream(Tier.values()).map(sagas::median).toList());
        mark(progress, "a whole saga, slowest tier", longest, MOST_SAGA_MS, "ms");
        mark(progress, together + " pooled tenants together", batches.getFirst(), MOST_BATCH_SECONDS, "s");
        double value = 1000 / sagas.median(Tier.SCHEMA);
        double bare = 1000 / floors.median(Tier.SCHEMA);
        return new BenchReport(
                "provision",
                "tenants/s, each in a schema of its own, one after the other",
                value,
                bare,
                value / bare,
                claims.overall(0.5),
                claims.overall(0.99),
                null,
                (long) rounds * each * (Tier.values().length + STOCKED.size()) + together,
                (System.nanoTime() - begun) / 1e9,
                figures,
                BenchReport.thisCommit(),
                Machine.here().toString());
    }

    private static void mark(Progress progress, String what, double value, double most, String unit) {
        progress.say("  %-40s %9.1f %s, mark %.0f: %s", what, value, unit, most, value < most ? "met" : "missed");
    }
}
