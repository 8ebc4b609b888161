package health.careloop.ldt.clinical;

import health.careloop.ldt.Fault;
import health.careloop.ldt.FaultLog;
import health.careloop.ldt.Generation;
import health.careloop.ldt.LdtField;
import health.careloop.ldt.LdtObject;
import health.careloop.ldt.LdtPart;
import health.careloop.ldt.Sentence;
import health.careloop.ldt.Severity;
import health.careloop.ldt.clinical.LdtObservation.Comparator;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An observation while its lines are being read. */
final class ObservationDraft {
    private final Generation generation;
    private final FaultLog faults;
    private final LdtPart start;
    private final String kind;
    private final List<Value> values = new ArrayList<>();

    int lastLine;

    @Nullable
    String code;

    @Nullable
    String catalogue;

    @Nullable
    String name;

    @Nullable
    String resultId;

    final List<String> specimenIds = new ArrayList<>();
    ObservationStatus status = ObservationStatus.FINAL;

    @Nullable
    String statusCode;

    final List<String> text = new ArrayList<>();
    final List<String> notes = new ArrayList<>();
    final List<String> methods = new ArrayList<>();
    /** All of them in one text, which all values share: many of both must not multiply. */
    private @Nullable String method;

    final List<Attention> attentions = new ArrayList<>();

    /** Of the result as a whole, in the order of the message. */
    final List<LdtField> fields = new ArrayList<>();

    @Nullable
    Culture culture;

    Moment measured = Moment.UNKNOWN;

    Moment collected = Moment.UNKNOWN;

    /** One value with what belongs to it; most observations have one. */
    static final class Value {
        @Nullable
        String presentation;

        @Nullable
        LdtField field;

        /** LDT 2: what 8480 says in place of 8420. */
        @Nullable
        String spoken;

        @Nullable
        String unit;

        final List<LdtRange> ranges = new ArrayList<>();
        final List<LdtField> flags = new ArrayList<>();
        final List<String> text = new ArrayList<>();

        /** LDT 3: those of this value alone. */
        final List<LdtField> fields = new ArrayList<>();

        /** LDT 3: times and words of this value alone. */
        final List<LdtObject> objects = new ArrayList<>();

        Moment measured = Moment.UNKNOWN;

        /** The first that is another than the unit. */
        private @Nullable LdtField otherUnit;

        /** A unit left blank names none; the same one twice is one. */
        void measuredIn(LdtField sent) {
            String text = sent.text().strip();
            if (unit == null && !text.isEmpty()) {
                unit = text;
            } else if (!text.isEmpty() && !text.equals(unit) && otherUnit == null) {
                otherUnit = sent;
            }
        }

        boolean isEmpty() {
            return field == null && ranges.isEmpty() && flags.isEmpty() && text.isEmpty() && unit == null;
        }
    }

    ObservationDraft(Generation generation, LdtPart start, String kind, FaultLog faults) {
        this.generation = generation;
        this.start = start;
        this.lastLine = start.lastLine();
        this.kind = kind;
        this.faults = faults;
        values.add(new Value());
    }

    Value value() {
        return values.getLast();
    }

    boolean hasValue() {
        return value().field != null;
    }

    /** LDT 3: that of 7306, to which a range in front of it belongs as well. */
    Value announcedValue() {
        Value open = value();
        return open.field == null && open.presentation == null ? open : nextValue();
    }

    /** Begins another value unless the present one is still unused. */
    Value nextValue() {
        if (!value().isEmpty()) {
            values.add(new Value());
        }
        return value();
    }

    /**
     * The ranges at the end of a block of LDT 2. They are of the test and of every value that has none and the unit of the
     * last; a range in another unit would be a wrong one.
     */
    void bound(List<LdtRange> ranges) {
        String unit = value().unit;
        for (Value each : values) {
            if (each == value() || each.ranges.isEmpty() && Objects.equals(each.unit, unit)) {
                each.ranges.addAll(ranges);
            }
        }
    }

    LdtObservation build() {
        List<String> specimens = List.copyOf(specimenIds);
        method = methods.isEmpty() ? null : String.join(", ", methods);
        List<LdtObservation> alternatives = new ArrayList<>();
        for (Value further : values.subList(1, values.size())) {
            if (!further.isEmpty()) {
                alternatives.add(build(further, List.of(), List.of(), List.of(), List.of(), further.fields, specimens));
            }
        }
        List<String> words = new ArrayList<>(text);
        words.addAll(values.getFirst().text);
        fields.addAll(values.getFirst().fields);
        return build(values.getFirst(), words, notes, attentions, alternatives, fields, specimens);
    }

    private LdtObservation build(
            Value value,
            List<String> words,
            List<String> remarks,
            List<Attention> calls,
            List<LdtObservation> alternatives,
            List<LdtField> lines,
            List<String> specimens) {
        LdtField field = value.field;
        String raw = field == null ? value.spoken : field.text();
        Quantity quantity = raw == null ? Quantity.NONE : Quantity.of(raw, value.presentation);
        Comparator comparator = quantity.comparator();
        BigDecimal number = quantity.number();
        if (field != null && generation == Generation.LDT3) {
            Presentation.broken(value.presentation, field.text()).ifPresent(what -> warn(field, "E058", what));
            if (Presentation.contradicts(value.presentation, comparator)) {
                comparator = null;
                number = null;
            }
        }
        if (field != null && number == null && Quantity.isMisspelt(raw)) {
            warn(
                    field,
                    generation == Generation.LDT3 ? "E058" : "BAS-TYPE",
                    new Sentence(
                            "kein Vergleich mit einer Zahl ist; der Wert wird gezeigt, wie er gesendet wurde",
                            "is no comparison with a number; the value is shown as it was sent"));
        }
        String unit = value.unit;
        LdtField otherUnit = value.otherUnit;
        if (otherUnit != null) {
            warn(
                    otherUnit,
                    "BAS-UNIT",
                    new Sentence(
                            "eine zweite Einheit desselben Wertes ist, nach " + Sentence.quote(unit == null ? "" : unit)
                                    + "; der Wert wird ohne Einheit gezeigt und nicht als Zahl gelesen",
                            "is a second unit of the same value, after " + Sentence.quote(unit == null ? "" : unit)
                                    + "; the value is shown without a unit and not read as a number"));
            remarks = new ArrayList<>(remarks);
            remarks.add(
                    "Gesendete Einheiten: " + unit + " und " + otherUnit.text().strip());
            unit = null;
            comparator = null;
            number = null;
        }
        List<LdtRange> ranges = withUnit(value.ranges, unit);
        Interpretation interpretation = Interpretation.NONE;
        String flag = null;
        for (LdtField candidate : value.flags) {
            Interpretation meaning = meaning(candidate);
            if (flag == null || meaning.compareTo(interpretation) > 0) {
                interpretation = meaning;
                flag = candidate.text();
            }
        }
        if (generation == Generation.LDT2) {
            interpretation = Flags.directed(interpretation, number, ranges);
        }
        boolean critical = interpretation.critical() || calls.stream().anyMatch(Attention::lifeThreatening);
        for (LdtObservation alternative : alternatives) {
            critical |= alternative.declaredCritical();
            if (alternative.interpretation().compareTo(interpretation) > 0) {
                interpretation = alternative.interpretation();
                flag = alternative.flag();
            }
        }
        String shown = name != null ? name : code != null ? code : kind;
        return new LdtObservation(
                start.firstLine(),
                lastLine,
                kind,
                code,
                catalogue,
                shown,
                resultId,
                specimens,
                status,
                statusCode,
                raw,
                comparator,
                number,
                unit,
                ranges,
                flag,
                interpretation,
                words.isEmpty() ? value.text : words,
                remarks,
                generation == Generation.LDT3 && critical,
                collected.date(),
                collected.at(),
                (value.measured.date() != null ? value.measured : measured).date(),
                (value.measured.date() != null ? value.measured : measured).at(),
                method,
                calls,
                alternatives,
                culture,
                generation == Generation.LDT3 && value == values.getFirst() && start instanceof LdtObject holder
                        ? Sources.of(lines, List.of(holder))
                        : Sources.of(lines, value.objects));
    }

    private Interpretation meaning(LdtField flag) {
        return Flags.meaning(generation, flag.text()).orElseGet(() -> {
            Interpretation shown = Flags.unknown(flag.text());
            boolean strong = shown != Interpretation.ABNORMAL;
            warn(
                    flag,
                    generation == Generation.LDT3 ? "E005" : "R134",
                    strong
                            ? new Sentence(
                                    "das LDT 2 als Kennzeichen nicht kennt; der Wert wird als stark auffällig gezeigt und"
                                            + " nicht als kritisch",
                                    "is no flag LDT 2 knows; it is shown as very high or low and not as critical")
                            : new Sentence(
                                    "LDT als Kennzeichen nicht kennt; der Wert wird als auffällig gezeigt",
                                    "is no flag LDT knows; it is shown as abnormal"));
            return shown;
        });
    }

    private static List<LdtRange> withUnit(List<LdtRange> ranges, @Nullable String unit) {
        return ranges.stream()
                .map(range -> range.unit() != null || unit == null
                        ? range
                        : new LdtRange(
                                range.text(),
                                range.low(),
                                range.high(),
                                unit,
                                range.alarm(),
                                range.rawLow(),
                                range.rawHigh(),
                                range.specification(),
                                range.sources()))
                .toList();
    }

    private void warn(LdtField field, String rule, Sentence what) {
        faults.add(new Fault(
                field.line(),
                field.offset(),
                field.id(),
                rule,
                Severity.WARNING,
                new Sentence(
                        "Feld " + field.id() + " in Zeile " + field.line() + " enthält " + Sentence.quote(field.text())
                                + ", was " + what.german() + ".",
                        "Field " + field.id() + " in line " + field.line() + " holds " + Sentence.quote(field.text())
                                + ", which " + what.english() + "."),
                Sentence.NONE));
    }
}
