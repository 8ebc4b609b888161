package health.careloop.bench;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a running server takes of the machine: memory watched all the time, processor time between two moments. */
final class Footprint implements AutoCloseable {
    private static final Duration EVERY = Duration.ofMillis(500);

    private final ServerUnderTest server;
    private final Thread watch;
    private volatile double programMegabytes;
    private volatile double largestMegabytes;
    private volatile double postgresMegabytes;

    Footprint(ServerUnderTest server) {
        this.server = server;
        this.watch = Thread.ofPlatform().daemon().name("footprint").start(this::watch);
    }

    private void watch() {
        try {
            while (true) {
                sample();
                Thread.sleep(EVERY);
            }
        } catch (InterruptedException e) {
            sample();
        }
    }

    private void sample() {
        programMegabytes = server.program().residentMegabytes();
        largestMegabytes = Math.max(largestMegabytes, programMegabytes);
    }

    /** Adding up a family's shared pages walks all of them, so it is done between rounds, not during one. */
    void weighPostgres() {
        double sum = server.postgres().family().stream()
                .mapToDouble(ProcessFiles::proportionalMegabytes)
                .sum();
        postgresMegabytes = Math.max(postgresMegabytes, sum);
    }

    Map<String, Object> figures() {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("ready_ms", server.ready().toMillis());
        figures.put("rss_mb", programMegabytes);
        figures.put("rss_max_mb", largestMegabytes);
        figures.put("postgres_mb", postgresMegabytes);
        return figures;
    }

    @Override
    public void close() {
        watch.interrupt();
        try {
            watch.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
