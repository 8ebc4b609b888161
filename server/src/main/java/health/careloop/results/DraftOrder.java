package health.careloop.results;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One row of orders; its numbers are sealed already, and found by their tokens. */
record DraftOrder(
        UUID id,
        UUID senderId,
        UUID patientId,
        byte @Nullable [] orderNumber,
        byte @Nullable [] orderToken,
        byte @Nullable [] labOrderNumber,
        byte @Nullable [] labOrderToken,
        @Nullable UUID practiceId,
        @Nullable UUID practitionerId) {}
