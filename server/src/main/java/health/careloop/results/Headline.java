package health.careloop.results;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The one value that decides how urgent a result is. {@code number} if the laboratory sent a number, else
 * {@code rawValue} is shown as it came.
 */
public record Headline(
        String observation,
        @Nullable Comparator comparator,
        @Nullable BigDecimal number,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String rawValue,
        @Nullable String unit,
        Flag flag) {
    /** Sealed without it when it was empty. */
    public Headline {
        rawValue = Objects.requireNonNullElse(rawValue, "");
    }
}
