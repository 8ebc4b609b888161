package health.careloop.bench;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Looks at how far the server has come, in its database, and holds back who would post more than it can file: a queue
 * that only grows would measure the door alone.
 */
final class FilingWatch implements AutoCloseable {
    private static final Duration EVERY = Duration.ofMillis(100);

    /** How many were filed at a moment. */
    record Count(long filed, long atNanos) {
        Round until(Count later) {
            return new Round(later.filed - filed, Duration.ofNanos(later.atNanos - atNanos), new Histogram());
        }
    }

    /** From the post to the filed report, in milliseconds; mostly the wait in a queue that is kept full. */
    record Latencies(double p50Ms, double p99Ms) {}

    private final ServerDatabase counting;
    private final ServerDatabase watching;
    private final int most;
    private final Thread watch;
    private volatile boolean full;

    FilingWatch(Path home, int most) {
        this.counting = ServerDatabase.of(home);
        this.watching = ServerDatabase.of(home);
        this.most = most;
        this.watch = Thread.ofPlatform().daemon().name("filing-watch").start(this::watch);
    }

    private void watch() {
        try {
            while (true) {
                full = watching.count("select count(*) from loop.messages where state = 'received'") >= most;
                Thread.sleep(EVERY);
            }
        } catch (InterruptedException e) {
            // closed
        }
    }

    Count count() {
        long filed = counting.count("select count(*) from loop.messages where state = 'filed'");
        return new Count(filed, System.nanoTime());
    }

    /** The same client, who waits while the queue is full. */
    Crew.Member paced(Crew.Member client) {
        return new Crew.Member() {
            @Override
            public void act() throws Exception {
                if (full) {
                    Thread.sleep(5);
                } else {
                    client.act();
                }
            }

            @Override
            public void close() throws Exception {
                client.close();
            }
        };
    }

    /** Every accepted message becomes a filed report with all its observations. */
    void awaitAll(long accepted, Duration within) throws InterruptedException {
        long deadline = System.nanoTime() + within.toNanos();
        while (counting.count("select count(*) from loop.messages where state = 'received'") > 0) {
            if (System.nanoTime() > deadline) {
                throw new Benchmark.Unsound("Messages still wait after " + within.toSeconds() + " s");
            }
            Thread.sleep(EVERY);
        }
        long filed = count().filed();
        long reports = counting.count("select count(*) from pooled.results");
        long observations = counting.count("select count(*) from pooled.observations");
        if (filed != accepted || reports != accepted || observations != accepted * Laboratory.OBSERVATIONS) {
            throw new Benchmark.Unsound(
                    "%d messages were accepted, but %d are filed, with %d reports and %d observations"
                            .formatted(accepted, filed, reports, observations));
        }
    }

    Latencies fromPostToFiled() {
        return new Latencies(quantile("0.5"), quantile("0.99"));
    }

    private double quantile(String share) {
        return counting.count("""
                        select round(extract(epoch from percentile_disc(%s) within group (order by s.at - m.received_at)) * 1000)
                        from loop.messages m join loop.message_steps s
                            on s.tenant_id = m.tenant_id and s.message_id = m.id and s.step = 'filed'
                        """.formatted(share));
    }

    @Override
    public void close() {
        watch.interrupt();
        try {
            watch.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        watching.close();
        counting.close();
    }
}
