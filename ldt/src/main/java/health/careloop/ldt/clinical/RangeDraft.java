package health.careloop.ldt.clinical;

import health.careloop.ldt.LdtField;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A reference range and its alarm limits while their lines are being read. */
final class RangeDraft {
    private final List<String> text = new ArrayList<>();
    private final List<LdtField> fields = new ArrayList<>();
    private @Nullable String low;
    private @Nullable String high;
    private @Nullable String unit;
    private @Nullable String alarmLow;
    private @Nullable String alarmHigh;
    private @Nullable String alarmUnit;
    private @Nullable String specification;
    private boolean inAlarm;

    /** In LDT 3 the unit 8421 follows the limit it belongs to; in LDT 2 it belongs to the result and never comes here. */
    void accept(LdtField field) {
        fields.add(field);
        switch (field.id()) {
            case "8460", "7316", "7317" -> text.add(field.text());
            case "8461" -> {
                low = field.text();
                inAlarm = false;
            }
            case "8462" -> {
                high = field.text();
                inAlarm = false;
            }
            case "7363" -> {
                alarmLow = field.text();
                inAlarm = true;
            }
            case "7371" -> {
                alarmHigh = field.text();
                inAlarm = true;
            }
            case "8421" -> {
                if (inAlarm) {
                    alarmUnit = field.text().strip();
                } else {
                    unit = field.text().strip();
                }
            }
            case "8424" -> specification = field.text().strip();
            default -> {}
        }
    }

    List<LdtRange> build() {
        List<LdtRange> ranges = new ArrayList<>();
        if (low != null || high != null || !text.isEmpty()) {
            ranges.add(range(text.isEmpty() ? null : String.join("\n", text), low, high, unit, false));
        }
        if (alarmLow != null || alarmHigh != null) {
            ranges.add(range(null, alarmLow, alarmHigh, alarmUnit != null ? alarmUnit : unit, true));
        }
        return ranges;
    }

    private LdtRange range(
            @Nullable String words, @Nullable String from, @Nullable String to, @Nullable String in, boolean alarm) {
        return new LdtRange(
                words,
                from == null ? null : Quantity.limit(from),
                to == null ? null : Quantity.limit(to),
                in,
                alarm,
                from,
                to,
                specification,
                Sources.of(fields));
    }
}
