package health.careloop.bench;

import health.careloop.ScratchFolder;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How many messages a second get from the post to a filed report of twenty observations, for as long as one likes: a new
 * one is posted when an older one has been filed. Rendering waits, as it does at night.
 */
final class LoopBenchmark implements Benchmark {
    private static final int ROUNDS = 3;
    private static final int TENANTS = 4;
    /** In seconds. */
    private static final int WARM_UP = 30;

    private static final int OUTSTANDING = 500;
    private static final List<Integer> FLOOR_CLIENTS = List.of(4, 8, 16);
    private static final List<String> SETTINGS = List.of("--careloop.queue.paused=rendering");
    private static final Duration DRAINED_WITHIN = Duration.ofSeconds(120);

    @Override
    public Set<String> options() {
        return Set.of("seconds", "clients", "warm-up");
    }

    @Override
    public BenchReport run(Arguments arguments, Progress progress) throws Exception {
        Duration length = Duration.ofSeconds(arguments.number("seconds", 10, 1));
        int clients = arguments.number("clients", 8, 1);
        Duration warmUp = Duration.ofSeconds(arguments.number("warm-up", WARM_UP, 1));
        Laboratory laboratory = new Laboratory();
        try (ScratchFolder folder = ScratchFolder.create("careloop-bench");
                ServerUnderTest server = ServerUnderTest.start(ServerProgram.built(), folder.path(), SETTINGS);
                FloorDatabase floorDatabase = new FloorDatabase(progress);
                Footprint footprint = new Footprint(server)) {
            progress.say("loop: ready after %.1f s; warming up", server.ready().toMillis() / 1000.0);
            Door door = new Door(laboratory, ProvisionedSender.create(server.home(), TENANTS), server.port());
            Floor floor = new LoopFloor(floorDatabase, laboratory);
            int floorClients = fastest(floor, length.dividedBy(4));
            try (FilingWatch filing = new FilingWatch(server.home(), OUTSTANDING)) {
                Crew.work(clients, warmUp, client -> filing.paced(door.open()));
                Rounds rounds = new Rounds();
                for (int i = 1; i <= ROUNDS; i++) {
                    filing.awaitAll(door.accepted(), DRAINED_WITHIN);
                    Round lowest = floor.run(floorClients, length);
                    rounds.floor(lowest);
                    // The queue ran empty for the floor's sake: fill it again before counting.
                    Crew.work(clients, length.dividedBy(5), client -> filing.paced(door.open()));
                    ProcessorTime before = server.processorTime();
                    FilingWatch.Count start = filing.count();
                    Crew.work(clients, length, client -> filing.paced(door.open()));
                    FilingWatch.Count end = filing.count();
                    Round filed = start.until(end);
                    rounds.server(filed, server.processorTime().since(before));
                    footprint.weighPostgres();
                    progress.say(
                            "loop, round %d: floor %.0f/s with %d clients, filed %.0f/s, ratio %.2f",
                            i,
                            lowest.perSecond(),
                            floorClients,
                            filed.perSecond(),
                            filed.perSecond() / lowest.perSecond());
                }
                filing.awaitAll(door.accepted(), DRAINED_WITHIN);
                Map<String, Object> figures = new LinkedHashMap<>(footprint.figures());
                figures.put("clients", clients);
                figures.put("floor_clients", floorClients);
                figures.put("outstanding", OUTSTANDING);
                figures.put("accepted", door.accepted());
                figures.put("lost", IntakeBenchmark.lost(server, door));
                return rounds.report("loop", figures).withLatencies(filing.fromPostToFiled());
            }
        }
    }

    private static int fastest(Floor floor, Duration length) {
        floor.run(FLOOR_CLIENTS.getFirst(), length);
        int fastest = FLOOR_CLIENTS.getFirst();
        double best = 0;
        for (int clients : FLOOR_CLIENTS) {
            double rate = floor.run(clients, length).perSecond();
            if (rate > best) {
                best = rate;
                fastest = clients;
            }
        }
        return fastest;
    }
}
