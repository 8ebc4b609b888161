package health.careloop.intake;

import health.careloop.tenancy.TenantId;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/** {@code ldt_processing_duration_seconds} (A50), with a label for every tenant. */
final class ProcessingMeter {
    private final MeterRegistry meters;

    ProcessingMeter(MeterRegistry meters) {
        this.meters = meters;
    }

    void record(TenantId tenant, String status, Duration took) {
        Timer.builder("ldt.processing.duration")
                .description("From claiming a message to filing its reports")
                .tag("tenant_id", tenant.toString())
                .tag("status", status)
                .serviceLevelObjectives(
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(60))
                .register(meters)
                .record(took);
    }
}
