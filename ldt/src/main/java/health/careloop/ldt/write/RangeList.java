package health.careloop.ldt.write;

import health.careloop.ldt.clinical.LdtRange;
import health.careloop.ldt.clinical.Quantity;
import health.careloop.ldt.clinical.Sources;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The ranges of a {@link ResultBuilder}. */
final class RangeList {
    private final List<LdtRange> ranges = new ArrayList<>();

    /** What is no range would leave an object the specification does not allow. */
    void add(String low, String high, @Nullable String words, boolean alarm) {
        String call = alarm ? "ResultBuilder.alarm(…)" : "ResultBuilder.range(…)";
        Given.text(call, low);
        Given.text(call, high);
        if (low.isBlank() && high.isBlank() && (words == null || words.isBlank())) {
            throw new UnwritableException(
                            alarm ? "7363" : "8461",
                            "Ein Bereich hat eine Grenze oder einen Text.",
                            "A range has a limit or words.")
                    .at(call);
        }
        ranges.add(new LdtRange(
                words,
                low.isEmpty() ? null : Quantity.limit(low),
                high.isEmpty() ? null : Quantity.limit(high),
                null,
                alarm,
                low.isEmpty() ? null : low,
                high.isEmpty() ? null : high,
                null,
                Sources.NONE));
    }

    void specification(String code) {
        if (ranges.isEmpty()) {
            throw new UnwritableException(
                            "8424",
                            "Es ist noch kein Referenzbereich genannt; erst range(…).",
                            "No range has been named; range(…) comes first.")
                    .at("ResultBuilder.specification(…)");
        }
        LdtRange last = ranges.getLast();
        ranges.set(ranges.size() - 1, with(last, last.unit(), code));
    }

    /** Limits are in the unit of the value, whichever was said first. */
    List<LdtRange> in(@Nullable String unit) {
        List<LdtRange> made = new ArrayList<>();
        String before = null;
        for (LdtRange range : ranges) {
            // Alarm limits stand in the object of the range they belong to.
            String specification =
                    range.specification() != null ? range.specification() : range.alarm() ? before : null;
            made.add(with(range, unit, specification));
            before = specification;
        }
        return made;
    }

    private static LdtRange with(LdtRange range, @Nullable String unit, @Nullable String specification) {
        return new LdtRange(
                range.text(),
                range.low(),
                range.high(),
                unit,
                range.alarm(),
                range.rawLow(),
                range.rawHigh(),
                specification,
                Sources.NONE);
    }
}
