package health.careloop.bench;

import health.careloop.ScratchFolder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;

/** A laboratory's night run: everybody posts at the same moment, each on a connection of its own, and all get a 202. */
final class BurstBenchmark implements Benchmark {
    private static final int ROUNDS = 3;
    private static final int TENANTS = 4;

    @Override
    public Set<String> options() {
        return Set.of("clients");
    }

    @Override
    public BenchReport run(Arguments arguments, Progress progress) throws Exception {
        int clients = arguments.number("clients", 100, 1);
        try (ScratchFolder folder = ScratchFolder.create("careloop-bench");
                ServerUnderTest server = ServerUnderTest.start(ServerProgram.built(), folder.path(), List.of())) {
            Door door = new Door(new Laboratory(), ProvisionedSender.create(server.home(), TENANTS), server.port());
            List<Double> spans = new ArrayList<>();
            for (int i = 1; i <= ROUNDS; i++) {
                spans.add(burst(door, clients));
                progress.say("burst, round %d: %d at once, all 202 after %.0f ms", i, clients, spans.getLast());
            }
            Map<String, Object> figures = new LinkedHashMap<>();
            figures.put("clients", clients);
            figures.put("rounds", spans);
            figures.put("accepted", door.accepted());
            figures.put("lost", IntakeBenchmark.lost(server, door));
            return BenchReport.withoutFloor("burst", "ms", Medians.of(spans), spans, door.accepted(), figures);
        }
    }

    /** Connecting is part of it. */
    private static double burst(Door door, int clients) throws InterruptedException {
        CyclicBarrier together = new CyclicBarrier(clients);
        ConcurrentLinkedQueue<Exception> failures = new ConcurrentLinkedQueue<>();
        List<Thread> threads = new ArrayList<>();
        long begun = System.nanoTime();
        for (int i = 0; i < clients; i++) {
            threads.add(Thread.ofPlatform().start(() -> {
                try {
                    together.await();
                    try (Door.Caller caller = door.open()) {
                        caller.act();
                    }
                } catch (IOException | RuntimeException e) {
                    failures.add(e);
                } catch (Exception e) {
                    failures.add(new IllegalStateException(e));
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        if (!failures.isEmpty()) {
            throw new Unsound(failures.size() + " of " + clients + " were not accepted: " + failures.peek());
        }
        return (System.nanoTime() - begun) / 1e6;
    }
}
