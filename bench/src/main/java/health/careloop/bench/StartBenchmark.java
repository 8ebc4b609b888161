package health.careloop.bench;

import health.careloop.ScratchFolder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** From the start of the process to the first 200 of its readiness: on a new data folder, and on one that is there. */
final class StartBenchmark implements Benchmark {
    private static final int ROUNDS = 3;

    @Override
    public Set<String> options() {
        return Set.of();
    }

    @Override
    public BenchReport run(Arguments arguments, Progress progress) {
        List<Double> fresh = new ArrayList<>();
        List<Double> existing = new ArrayList<>();
        List<Double> resident = new ArrayList<>();
        for (int i = 1; i <= ROUNDS; i++) {
            try (ScratchFolder folder = ScratchFolder.create("careloop-bench")) {
                fresh.add(start(folder, resident));
                existing.add(start(folder, resident));
            }
            progress.say("start, round %d: new %.0f ms, existing %.0f ms", i, fresh.getLast(), existing.getLast());
        }
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("ready_ms", Medians.of(fresh));
        figures.put("ready_existing_ms", Medians.of(existing));
        figures.put("rss_mb", Medians.of(resident));
        figures.put("rounds", fresh);
        figures.put("existing_rounds", existing);
        return BenchReport.withoutFloor("start", "ms", Medians.of(fresh), fresh, 2 * ROUNDS, figures);
    }

    private static double start(ScratchFolder folder, List<Double> resident) {
        try (ServerUnderTest server = ServerUnderTest.start(ServerProgram.built(), folder.path(), List.of())) {
            resident.add(server.program().residentMegabytes());
            return server.ready().toMillis();
        }
    }
}
