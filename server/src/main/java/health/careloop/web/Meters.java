package health.careloop.web;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What is counted and timed, under the names and in the buckets dashboards know (A49, A50, A52). A tenant has its own
 * label while there are few; the rest are {@code other}, so that labels stay bounded (S-08).
 */
@Component
public final class Meters {
    /** The request attribute in which whoever knows the tenant leaves it for the label. */
    public static final String TENANT = "careloop.tenant";

    private static final int TENANT_LABELS = 50;
    private static final Duration[] REQUEST_BUCKETS = {
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(2),
        Duration.ofSeconds(5)
    };
    private static final Duration[] PROCESSING_BUCKETS = {
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofMinutes(1)
    };
    private static final Set<String> METHODS =
            Set.copyOf(Arrays.asList("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"));

    private final MeterRegistry registry;
    private final Set<String> tenants = ConcurrentHashMap.newKeySet();

    Meters(MeterRegistry registry) {
        this.registry = registry;
    }

    /** @param route the handler's pattern, never the path: a path has ids in it */
    public void requestAnswered(String method, String route, int status, @Nullable Object tenant, Duration took) {
        timer("http.request.duration", "How long requests took", REQUEST_BUCKETS)
                .withTags(
                        "method",
                        METHODS.contains(method) ? method : "other",
                        "route",
                        route,
                        "status_code",
                        Integer.toString(status),
                        "tenant_id",
                        tenantLabel(tenant))
                .record(took);
    }

    /** @param status how it ended: {@code done}, {@code retry}, {@code quarantined}, {@code failed} */
    public void ldtProcessed(@Nullable Object tenant, String status, Duration took) {
        timer("ldt.processing.duration", "How long messages took from claim to commit", PROCESSING_BUCKETS)
                .withTags("tenant_id", tenantLabel(tenant), "status", status)
                .record(took);
    }

    /** @param type the problem's name */
    public void requestFailed(String endpoint, String type, @Nullable Object tenant) {
        Counter.builder("api.errors")
                .description("Answers that were problems")
                .withRegistry(registry)
                .withTags("endpoint", endpoint, "error_type", type, "tenant_id", tenantLabel(tenant))
                .increment();
    }

    /** @param janitor its name, such as {@code prune-replays} */
    public void pruned(String janitor, long rows) {
        Counter.builder("janitor.pruned.rows")
                .description("Rows that outlived their retention and were deleted")
                .withRegistry(registry)
                .withTags("janitor", janitor)
                .increment(rows);
    }

    private io.micrometer.core.instrument.Meter.MeterProvider<Timer> timer(
            String name, String description, Duration[] buckets) {
        return Timer.builder(name)
                .description(description)
                .serviceLevelObjectives(buckets)
                .withRegistry(registry);
    }

    /** A54: who is unknown is called that. */
    String tenantLabel(@Nullable Object tenant) {
        if (tenant == null) {
            return "unknown";
        }
        String id = tenant.toString();
        if (tenants.contains(id)) {
            return id;
        }
        return tenants.size() < TENANT_LABELS && tenants.add(id) ? id : "other";
    }
}
