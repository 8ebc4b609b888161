package health.careloop.results;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;

/** What this observation was before, in the same unit, for the same patient. */
public record PreviousValue(UUID resultId, Instant at, BigDecimal number) {}
