package health.careloop.ldt.clinical;

import health.careloop.ldt.Fault;
import health.careloop.ldt.FaultLog;
import health.careloop.ldt.LdtField;
import health.careloop.ldt.Sentence;
import health.careloop.ldt.Severity;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A reference range and its alarm limits while their lines are being read. */
final class RangeDraft {
    private final List<String> text = new ArrayList<>();
    private final List<LdtField> fields = new ArrayList<>();
    private @Nullable String specification;
    private boolean inAlarm;

    /** Both limits with their units, as they were sent, in words. */
    private final Limits limits = new Limits();

    private final Limits alarms = new Limits();

    /** A pair of limits, or what was sent for one. */
    private static final class Limits {
        private final List<String> said = new ArrayList<>();
        private @Nullable LdtField low;
        private @Nullable LdtField high;
        private @Nullable String unit;
        /** The first field that makes them more than a pair in one unit. */
        private @Nullable LdtField another;

        private boolean lowIsLast;

        void low(LdtField field) {
            mark(low, field);
            low = low == null ? field : low;
            said.add("ab " + field.text().strip());
            lowIsLast = true;
        }

        void high(LdtField field) {
            mark(high, field);
            high = high == null ? field : high;
            String text = field.text().strip();
            if (lowIsLast) {
                said.set(said.size() - 1, said.getLast().substring(3) + " bis " + text);
            } else {
                said.add("bis " + text);
            }
            lowIsLast = false;
        }

        void words(String text) {
            said.add(text);
            lowIsLast = false;
        }

        void unit(LdtField field) {
            String text = field.text().strip();
            if (text.isEmpty() || said.isEmpty()) {
                return;
            }
            said.set(said.size() - 1, said.getLast() + " " + text);
            lowIsLast = false;
            if (unit != null && !unit.equals(text) && another == null) {
                another = field;
            }
            unit = unit == null ? text : unit;
        }

        private void mark(@Nullable LdtField before, LdtField field) {
            boolean other =
                    before != null && !before.text().strip().equals(field.text().strip());
            another = another == null && other ? field : another;
        }
    }

    /** In LDT 3 the unit 8421 follows the limit it belongs to; in LDT 2 it belongs to the result and never comes here. */
    void accept(LdtField field) {
        fields.add(field);
        switch (field.id()) {
            case "8460", "7316", "7317" -> {
                text.add(field.text());
                limits.words(field.text());
            }
            case "8461" -> {
                limits.low(field);
                inAlarm = false;
            }
            case "8462" -> {
                limits.high(field);
                inAlarm = false;
            }
            case "7363" -> {
                alarms.low(field);
                inAlarm = true;
            }
            case "7371" -> {
                alarms.high(field);
                inAlarm = true;
            }
            case "8421" -> (inAlarm ? alarms : limits).unit(field);
            case "8424" -> specification = field.text().strip();
            default -> {}
        }
    }

    List<LdtRange> build(FaultLog faults) {
        List<LdtRange> ranges = new ArrayList<>();
        if (limits.low != null || limits.high != null || !text.isEmpty()) {
            ranges.add(range(limits, text, limits.unit, false, faults));
        }
        if (alarms.low != null || alarms.high != null) {
            ranges.add(range(alarms, List.of(), alarms.unit != null ? alarms.unit : limits.unit, true, faults));
        }
        return ranges;
    }

    private LdtRange range(Limits of, List<String> words, @Nullable String in, boolean alarm, FaultLog faults) {
        LdtField another = of.another;
        if (another != null) {
            faults.add(several(another));
            return new LdtRange(
                    String.join("\n", of.said), null, null, null, alarm, null, null, specification, Sources.of(fields));
        }
        String from = of.low == null ? null : of.low.text();
        String to = of.high == null ? null : of.high.text();
        return new LdtRange(
                words.isEmpty() ? null : String.join("\n", words),
                from == null ? null : Quantity.limit(from),
                to == null ? null : Quantity.limit(to),
                in,
                alarm,
                from,
                to,
                specification,
                Sources.of(fields));
    }

    private static Fault several(LdtField another) {
        boolean unit = another.is("8421");
        return new Fault(
                another.line(),
                another.offset(),
                another.id(),
                unit ? "BAS-UNIT" : "BAS-RANGE",
                Severity.WARNING,
                unit
                        ? new Sentence(
                                "Die Grenzen eines Normbereichs haben zwei Einheiten: In Zeile " + another.line()
                                        + " steht " + Sentence.quote(another.text()) + ".",
                                "The limits of one range have two units: line " + another.line() + " says "
                                        + Sentence.quote(another.text()) + ".")
                        : new Sentence(
                                "Zu einem Wert stehen zwei Normbereiche: In Zeile " + another.line()
                                        + " beginnt mit Feld " + another.id() + " der zweite.",
                                "One value has two ranges: in line " + another.line() + " field " + another.id()
                                        + " begins the second one."),
                new Sentence(
                        "Die Grenzen werden in Worten gezeigt und nicht verglichen.",
                        "The limits are shown in words and not compared."));
    }
}
