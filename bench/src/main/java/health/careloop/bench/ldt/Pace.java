package health.careloop.bench.ldt;

import java.lang.management.ManagementFactory;

/** Bytes in processor time of all threads of a process: what other programs on the machine do meanwhile is not in it. */
public record Pace(long bytes, long nanos) {
    public static final Pace NONE = new Pace(0, 0);

    private static volatile long sink;

    public static Pace of(LdtWork work, LdtCorpus corpus, double seconds) {
        long until = System.nanoTime() + (long) (seconds * 1e9);
        long before = used();
        long bytes = 0;
        do {
            sink += work.pass(corpus);
            bytes += corpus.bytes();
        } while (System.nanoTime() < until);
        return new Pace(bytes, used() - before);
    }

    public Pace plus(Pace other) {
        return new Pace(bytes + other.bytes, nanos + other.nanos);
    }

    public double megabytesPerSecond() {
        return nanos == 0 ? 0 : bytes * 1e3 / nanos;
    }

    private static long used() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }
}
