package health.careloop.intake;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One step of a message as it is written.
 *
 * @param reason stable code
 * @param detail references and counts, nothing a patient said
 * @param faults kept sealed
 */
record TrailStep(
        UUID messageId,
        String step,
        String reason,
        @Nullable Duration took,
        Map<String, Object> detail,
        List<FaultRecord> faults) {}
