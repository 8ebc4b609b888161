package health.careloop.bench.ldt;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Processor time and allocation of one thread: other threads, and other programs on the machine, do not count. */
final class Meter {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Meter() {}

    static long nanosOf(Thread thread) {
        return THREADS.getThreadCpuTime(thread.threadId());
    }

    static long nanos() {
        return THREADS.getCurrentThreadCpuTime();
    }

    static long allocated() {
        return THREADS.getCurrentThreadAllocatedBytes();
    }
}
