package health.careloop.results;

import java.math.BigDecimal;
import java.util.UUID;

/** What this observation was before, in the same unit, for the same patient. */
public record PreviousValue(UUID resultId, Moment at, BigDecimal number) {}
