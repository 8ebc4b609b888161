package health.careloop.bench;

import health.careloop.ScratchFolder;
import health.careloop.bench.Visitor.Act;
import health.careloop.bench.Visitor.Side;
import health.careloop.bench.tenancy.BareTables;
import health.careloop.bench.tenancy.Population;
import health.careloop.bench.tenancy.Settlement;
import health.careloop.bench.tenancy.Statements;
import health.careloop.tenancy.Tier;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * What keeping tenants apart costs a request: the same read and the same write over HTTP, once of a tenant and once of
 * tables that know none, in the same server, by the same signed-in people, about the same rows.
 */
final class TenancyBenchmark implements Benchmark {
    private static final List<Integer> POOLED = List.of(10, 1_000, 10_000);
    private static final List<Integer> SCHEMAS = List.of(10, 100, 500);
    private static final List<Integer> DATABASES = List.of(10, 50, 150);
    private static final int POOLED_PATIENTS = 10_000;
    private static final int OWN_PATIENTS = 1_000;

    private static final List<Integer> FEW_POOLED = List.of(10, 100, 1_000);
    private static final List<Integer> FEW_SCHEMAS = List.of(2, 5);
    private static final List<Integer> FEW_DATABASES = List.of(2, 4);
    private static final int FEW_PATIENTS = 1_000;

    private static final double MOST_TAX = 1.35;
    private static final double LEAST_THROUGHPUT = 0.8;

    /** Nobody's requests. The janitors would come at their own time and be counted with whoever is measured then. */
    private static final List<String> SETTINGS =
            List.of("--careloop.operations.janitors=false", "--careloop.queue.paused=ldt-processing,storing,rendering");

    @Override
    public Set<String> options() {
        return Set.of("seconds", "clients", "rounds", "quick");
    }

    @Override
    public BenchReport run(Arguments arguments, Progress progress) throws Exception {
        boolean quick = arguments.isOn("quick", false);
        Duration length = Duration.ofSeconds(arguments.number("seconds", quick ? 1 : 2, 1));
        int clients = arguments.number("clients", 8, 1);
        int rounds = arguments.number("rounds", quick ? 1 : 5, 1);
        List<Population> populations = populations(quick);
        try (ScratchFolder folder = ScratchFolder.create("careloop-bench");
                ServerUnderTest server =
                        ServerUnderTest.start(ServerProgram.withHandlersOf("bench.tenancy"), folder.path(), SETTINGS);
                ServerDatabase database = ServerDatabase.of(server.home());
                Settlement settlement = new Settlement(database.postgres(), server.home());
                BareTables bare = BareTables.of(server.home());
                Footprint footprint = new Footprint(server)) {
            long begun = System.nanoTime();
            settlement.settle(populations);
            progress.say("tenancy: settled after %.0f s; warming up", (System.nanoTime() - begun) / 1e9);
            TenancyRounds results = new TenancyRounds();
            Bout bout = new Bout(server, clients, length);
            for (Population population : populations) {
                sameAnswers(server, population);
            }
            warmUp(bout, populations, quick);
            for (int round = 1; round <= rounds; round++) {
                // Another one begins each time: what an earlier one leaves behind is not always the same one's to bear.
                for (int i = 0; i < populations.size(); i++) {
                    Population population = populations.get((i + round) % populations.size());
                    for (Act act : Act.values()) {
                        // There and back: what drifts meanwhile falls on both.
                        TenancyRounds.Slice tenant = bout.of(population, Side.TENANT, act);
                        TenancyRounds.Slice bareOnce = bout.of(population, Side.BARE, act);
                        TenancyRounds.Slice bareAgain = bout.of(population, Side.BARE, act);
                        results.add(
                                population,
                                act,
                                tenant.plus(bout.of(population, Side.TENANT, act)),
                                bareOnce.plus(bareAgain));
                    }
                }
                statements(results, server, settlement, bare, populations.getFirst(), clients, length);
                footprint.weighPostgres();
                progress.say("tenancy, round %d of %d", round, rounds);
            }
            results.table(progress, populations, MOST_TAX, LEAST_THROUGHPUT);
            Map<String, Object> figures = footprint.figures();
            figures.put("clients", clients);
            figures.put("rounds", rounds);
            figures.put("mark_tax", MOST_TAX);
            figures.put("mark_throughput", LEAST_THROUGHPUT);
            return results.report(populations, length.toMillis() / 1000.0, figures);
        }
    }

    private static List<Population> populations(boolean quick) {
        List<Population> all = new ArrayList<>();
        (quick ? FEW_POOLED : POOLED)
                .forEach(tenants ->
                        all.add(Population.of(Tier.POOLED, tenants, quick ? FEW_PATIENTS : POOLED_PATIENTS)));
        (quick ? FEW_SCHEMAS : SCHEMAS)
                .forEach(tenants -> all.add(Population.of(Tier.SCHEMA, tenants, quick ? FEW_PATIENTS : OWN_PATIENTS)));
        (quick ? FEW_DATABASES : DATABASES)
                .forEach(
                        tenants -> all.add(Population.of(Tier.DATABASE, tenants, quick ? FEW_PATIENTS : OWN_PATIENTS)));
        return all;
    }

    /** One slice of one side, measured. */
    private record Bout(ServerUnderTest server, int clients, Duration length) {
        TenancyRounds.Slice of(Population population, Side side, Act act) {
            ProcessorTime before = server.processorTime();
            Round round = work(population, side, act, length.dividedBy(2));
            return new TenancyRounds.Slice(round, server.processorTime().since(before));
        }

        Round work(Population population, Side side, Act act, Duration length) {
            long seed = System.nanoTime();
            return Crew.work(
                    clients, length, client -> new Visitor(server.port(), population, side, act, seed + client));
        }
    }

    /** The two sides must have the same to do. */
    private static void sameAnswers(ServerUnderTest server, Population population) throws IOException {
        Population.Visit visit = population.any(new Random(population.tenants()));
        try (Visitor tenant = new Visitor(server.port(), population, Side.TENANT, Act.READ, 1);
                Visitor bare = new Visitor(server.port(), population, Side.BARE, Act.READ, 1)) {
            String answer = tenant.answerTo(visit);
            if (!answer.equals(bare.answerTo(visit)) || !answer.contains("\"observationCount\":20")) {
                throw new Unsound("The two sides of " + population.name() + " answer differently: " + answer);
            }
        }
    }

    private static void warmUp(Bout bout, List<Population> populations, boolean quick) {
        for (Act act : Act.values()) {
            for (Side side : Side.values()) {
                bout.work(populations.getFirst(), side, act, Duration.ofSeconds(quick ? 3 : 8));
            }
        }
        for (Population population : populations) {
            for (Act act : Act.values()) {
                bout.work(population, Side.TENANT, act, bout.length());
            }
        }
    }

    /** By PostgreSQL's processor time alone: whoever asks here is not the server. */
    private static void statements(
            TenancyRounds results,
            ServerUnderTest server,
            Settlement settlement,
            BareTables bare,
            Population population,
            int clients,
            Duration length) {
        for (Act act : Act.values()) {
            Crew.Hiring unwalled = number -> bare(bare, population, act);
            Crew.Hiring walled = number -> walled(settlement, population, act);
            double signed = statement(server, clients, length.dividedBy(2), walled);
            settlement.unsigned(() -> results.statement(act, "unsigned", statement(server, clients, length, walled)));
            results.statement(act, "signed", (signed + statement(server, clients, length.dividedBy(2), walled)) / 2);
            results.statement(act, "bare", statement(server, clients, length, unwalled));
        }
    }

    /** As many ask as over HTTP: of writes, those that commit at the same moment share a flush. */
    private static double statement(ServerUnderTest server, int clients, Duration length, Crew.Hiring hiring) {
        // Connections open and statements are planned.
        Crew.work(clients, Duration.ofMillis(300), hiring);
        ProcessorTime before = server.processorTime();
        Round round = Crew.work(clients, length, hiring);
        return server.processorTime().since(before).each(round.count()).postgres();
    }

    private static Crew.Member bare(BareTables tables, Population population, Act act) {
        Random random = new Random();
        return () -> {
            Population.Visit visit = population.any(random);
            switch (act) {
                case READ -> Statements.newest(tables.sql(), visit.patientId());
                case WRITE -> Statements.readBare(tables.sql(), population.anyResult(visit, random), visit.person());
            }
        };
    }

    private static Crew.Member walled(Settlement settlement, Population population, Act act) {
        Random random = new Random();
        return () -> {
            Population.Visit visit = population.any(random);
            switch (act) {
                case READ -> settlement.newest(visit);
                case WRITE -> settlement.read(visit, population.anyResult(visit, random));
            }
        };
    }
}
