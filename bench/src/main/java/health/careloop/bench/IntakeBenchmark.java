package health.careloop.bench;

import health.careloop.ScratchFolder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How many 5 kB messages a second are accepted: verified, sealed, committed with their job, and answered. */
final class IntakeBenchmark implements Benchmark {
    private static final int ROUNDS = 3;
    private static final int TENANTS = 4;
    /** In seconds. The compiler needs as long as it needs, however short the rounds are. */
    private static final int WARM_UP = 15;

    /** Floor and server take turns within a round, too: what disturbs the machine for seconds hits both. */
    private static final int SLICES = 5;

    /** What is accepted stays where it is: filing is what {@link LoopBenchmark} measures. */
    private static final List<String> SETTINGS = List.of("--careloop.queue.paused=ldt-processing,storing,rendering");

    @Override
    public Set<String> options() {
        return Set.of("seconds", "clients", "warm-up", "group-commit");
    }

    @Override
    public BenchReport run(Arguments arguments, Progress progress) throws Exception {
        Duration length = Duration.ofSeconds(arguments.number("seconds", 10, 1));
        int clients = arguments.number("clients", 8, 1);
        Duration warmUp = Duration.ofSeconds(arguments.number("warm-up", WARM_UP, 1));
        boolean together = arguments.isOn("group-commit", true);
        Laboratory laboratory = new Laboratory();
        try (ScratchFolder folder = ScratchFolder.create("careloop-bench");
                ServerUnderTest server =
                        ServerUnderTest.start(ServerProgram.built(), folder.path(), settings(together));
                FloorDatabase database = new FloorDatabase(progress);
                Footprint footprint = new Footprint(server)) {
            progress.say(
                    "intake: ready after %.1f s; warming up", server.ready().toMillis() / 1000.0);
            Door door = new Door(laboratory, ProvisionedSender.create(server.home(), TENANTS), server.port());
            Floor floor = new IntakeFloor(database, laboratory);
            floor.run(clients, length.dividedBy(2));
            Crew.work(clients, warmUp, client -> door.open());
            Rounds rounds = new Rounds();
            for (int i = 1; i <= ROUNDS; i++) {
                Round lowest = Round.none();
                Round served = Round.none();
                ProcessorTime used = ProcessorTime.NONE;
                for (int slice = 0; slice < SLICES; slice++) {
                    lowest = lowest.plus(floor.run(clients, length.dividedBy(SLICES)));
                    ProcessorTime before = server.processorTime();
                    served = served.plus(Crew.work(clients, length.dividedBy(SLICES), client -> door.open()));
                    used = used.plus(server.processorTime().since(before));
                }
                rounds.floor(lowest);
                rounds.server(served, used);
                footprint.weighPostgres();
                progress.say(
                        "intake, round %d: floor %.0f/s, server %.0f/s, ratio %.2f, p50 %.2f ms, p99 %.2f ms",
                        i,
                        lowest.perSecond(),
                        served.perSecond(),
                        served.perSecond() / lowest.perSecond(),
                        served.latencies().quantile(0.5),
                        served.latencies().quantile(0.99));
            }
            Map<String, Object> figures = footprint.figures();
            figures.put("clients", clients);
            figures.put("floor_clients", clients);
            figures.put("group_commit", together);
            figures.put("accepted", door.accepted());
            figures.put("lost", lost(server, door));
            return rounds.report("intake", figures);
        }
    }

    private static List<String> settings(boolean together) {
        List<String> settings = new ArrayList<>(SETTINGS);
        settings.add("--careloop.intake.group-commit=" + together);
        return settings;
    }

    /** What was answered 202 is in the database, with its job and its audit entry. Anything else ends the run. */
    static long lost(ServerUnderTest server, Door door) {
        try (ServerDatabase database = ServerDatabase.of(server.home())) {
            long kept = database.count("select count(*) from loop.messages");
            long recorded = database.count("select count(*) from loop.audit_stage where action = 'message_accepted'");
            if (kept != door.accepted() || recorded != door.accepted()) {
                throw new Unsound("%d messages were answered 202, but %d are in the database with %d audit entries"
                        .formatted(door.accepted(), kept, recorded));
            }
            return door.accepted() - kept;
        }
    }
}
