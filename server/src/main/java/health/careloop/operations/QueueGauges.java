package health.careloop.operations;

import health.careloop.queue.Queues;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;

/** {@code ldt_queue_size} (A51): asked of the database when the metrics are read, at most once a second. */
@Component
class QueueGauges implements SmartInitializingSingleton {
    private static final Logger LOG = LoggerFactory.getLogger(QueueGauges.class);
    private static final List<String> NAMES = List.of("ldt-processing", Queues.DEAD_LETTERS);
    private static final long FRESH_NANOS = 1_000_000_000L;

    private record Seen(Map<String, Queues.Load> loads, long at) {}

    private final Queues queues;
    private final MeterRegistry registry;
    private volatile Seen seen = new Seen(Map.of(), System.nanoTime() - FRESH_NANOS);

    QueueGauges(Queues queues, MeterRegistry registry) {
        this.queues = queues;
        this.registry = registry;
    }

    @Override
    public void afterSingletonsInstantiated() {
        for (String name : NAMES) {
            Gauge.builder("ldt.queue.size", () -> size(name))
                    .description("Jobs ready, waiting or running; dead letters")
                    .tag("queue_name", name)
                    .register(registry);
        }
    }

    private double size(String name) {
        if (System.nanoTime() - seen.at() >= FRESH_NANOS) {
            try {
                seen = new Seen(queues.loads(), System.nanoTime());
            } catch (RuntimeException e) {
                LOG.debug("The queues' sizes could not be read", e);
                return Double.NaN;
            }
        }
        Queues.Load load = seen.loads().get(name);
        return load == null ? 0 : load.size();
    }
}
