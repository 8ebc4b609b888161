package health.careloop.ldt.write;

import health.careloop.ldt.Generation;
import health.careloop.ldt.clinical.Attention;
import health.careloop.ldt.clinical.Culture;
import health.careloop.ldt.clinical.Interpretation;
import health.careloop.ldt.clinical.LdtObservation;
import health.careloop.ldt.clinical.LdtRange;
import health.careloop.ldt.clinical.LdtSpecimen;
import health.careloop.ldt.clinical.ObservationStatus;
import health.careloop.ldt.clinical.Quantity;
import health.careloop.ldt.clinical.Sources;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Makes one result of a {@link ReportBuilder}. */
public final class ResultBuilder {
    private final @Nullable String code;
    private final String name;
    private final RangeList ranges = new RangeList();
    private final List<String> text = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final List<Attention> attentions = new ArrayList<>();
    private @Nullable ObservationStatus status;
    private @Nullable String raw;
    private @Nullable String unit;
    private @Nullable String flag;
    private @Nullable LocalDateTime measuredAt;
    private @Nullable String method;
    private @Nullable Culture culture;
    private @Nullable String catalogue;
    private @Nullable String id;
    private @Nullable String statusCode;
    private List<String> specimenIds = List.of();
    private final List<ResultBuilder> further = new ArrayList<>();

    ResultBuilder(@Nullable String code, String name) {
        this.code = code;
        this.name = name;
    }

    /** 8420 as it shall be read: {@code 7.10}, {@code <0.5}, {@code 1:320}, {@code negativ}; with its unit, or "" for none. */
    public ResultBuilder value(String raw, String unit) {
        Given.once("ResultBuilder.value(…)", "8420", this.raw == null);
        this.raw = Given.text("ResultBuilder.value(…)", raw);
        this.unit = Given.text("ResultBuilder.value(…)", unit).isEmpty() ? null : unit;
        return this;
    }

    /** 7260 and 7365, LDT 3 only: the code is that of a catalogue such as "LOINC", or of one of this name. */
    public ResultBuilder catalogue(String name) {
        catalogue = Given.text("ResultBuilder.catalogue(…)", name);
        return this;
    }

    /** 7304, LDT 3 only; unless said, the order with a running number. */
    public ResultBuilder id(String id) {
        this.id = Given.text("ResultBuilder.id(…)", id);
        return this;
    }

    /** 7364: the specimens it is of; unless said, the one before. LDT 2 has one. */
    public ResultBuilder specimens(String... ids) {
        specimenIds = Given.texts("ResultBuilder.specimens(…)", ids);
        return this;
    }

    /** Reference range; "" where it is open. */
    public ResultBuilder range(String low, String high) {
        return range(low, high, null, false);
    }

    /** A reference range with words of its own. */
    public ResultBuilder range(String low, String high, String words) {
        return range(low, high, Given.text("ResultBuilder.range(…)", words), false);
    }

    /** Limits beyond which the value is dangerous, LDT 3 only. After the range they belong to. */
    public ResultBuilder alarm(String low, String high) {
        return range(low, high, null, true);
    }

    /** A reference range in words. */
    public ResultBuilder range(String words) {
        return range("", "", Given.text("ResultBuilder.range(…)", words), false);
    }

    /** 8424, rule E052, of the range before, LDT 3 only: unless said, 20 for the laboratory's own. */
    public ResultBuilder specification(String code) {
        ranges.specification(Given.text("ResultBuilder.specification(…)", code));
        return this;
    }

    /** The same result once more, as in another unit, LDT 3 only: value, ranges, flag, words and time of its own. */
    public ResultBuilder also(UnaryOperator<ResultBuilder> content) {
        ResultBuilder other = content.apply(new ResultBuilder(code, name));
        if (!other.notes.isEmpty()
                || !other.attentions.isEmpty()
                || !other.further.isEmpty()
                || other.culture != null
                || other.method != null
                || other.status != null) {
            throw new UnwritableException(
                            "8420",
                            "Ein weiterer Wert hat nur Wert, Bereich, Kennzeichen, Ergebnistext und Messzeit.",
                            "A further value has a value, ranges, a flag, words and a time of measurement only.")
                    .at("ResultBuilder.also(…)");
        }
        further.add(other);
        return this;
    }

    private ResultBuilder range(String low, String high, @Nullable String words, boolean alarm) {
        ranges.add(low, high, words, alarm);
        return this;
    }

    /** 8422; "" for none. */
    public ResultBuilder flag(String flag) {
        this.flag = Given.text("ResultBuilder.flag(…)", flag).isEmpty() ? null : flag;
        return this;
    }

    /** A value the laboratory calls life-threatening, LDT 3 only: flag !H or !L and 7280 = 2 with these words. */
    public ResultBuilder critical(String flag, String words) {
        return flag(flag).attention("2", words);
    }

    /** See {@link Attention#code()}. */
    public ResultBuilder attention(String reason, String words) {
        Given.text("ResultBuilder.attention(…)", reason);
        attentions.add(new Attention(reason, reason.equals("2"), Given.text("ResultBuilder.attention(…)", words)));
        return this;
    }

    /** 8418; unless said, final, and preliminary in a preliminary report. */
    public ResultBuilder status(ObservationStatus status) {
        this.status = Given.value("ResultBuilder.status(…)", status);
        return this;
    }

    /** 8418 of LDT 3, rule E007, where a status has several, such as 09, 11 and 12. */
    public ResultBuilder statusCode(String code) {
        statusCode = Given.text("ResultBuilder.statusCode(…)", code);
        status = ObservationStatus.of(Generation.LDT3, code)
                .orElseThrow(
                        () -> StatusCodes.unknown("8418", code, Generation.LDT3).at("ResultBuilder.statusCode(…)"));
        return this;
    }

    /** A line of the result in words. */
    public ResultBuilder text(String... lines) {
        text.addAll(Given.texts("ResultBuilder.text(…)", lines));
        return this;
    }

    /** A remark on the result, a line each. */
    public ResultBuilder note(String... lines) {
        notes.addAll(Given.texts("ResultBuilder.note(…)", lines));
        return this;
    }

    /** 8225, LDT 3 only. */
    public ResultBuilder measuredAt(LocalDateTime at) {
        measuredAt = Given.value("ResultBuilder.measuredAt(…)", at);
        return this;
    }

    /** 7302, LDT 3 only. */
    public ResultBuilder method(String method) {
        this.method = Given.text("ResultBuilder.method(…)", method);
        return this;
    }

    /** What grew; LDT 2 has only {@link #text} for it. */
    public ResultBuilder culture(Culture culture) {
        this.culture = Given.value("ResultBuilder.culture(…)", culture);
        return this;
    }

    /** @param specimens of the report so far; the result is of the last one unless it says otherwise */
    LdtObservation build(String running, List<LdtSpecimen> specimens, boolean preliminary) {
        ObservationStatus meant =
                status != null ? status : preliminary ? ObservationStatus.PRELIMINARY : ObservationStatus.FINAL;
        String last = specimens.isEmpty() ? null : specimens.getLast().id();
        List<String> taken = specimenIds.isEmpty() && last != null ? List.of(last) : specimenIds;
        LdtSpecimen dated = taken.stream()
                .flatMap(id -> specimens.stream().filter(specimen -> id.equals(specimen.id())))
                .filter(specimen -> specimen.collectedOn() != null)
                .findFirst()
                .orElse(null);
        return build(id != null ? id : running, meant, taken, dated);
    }

    private LdtObservation build(
            String resultId, ObservationStatus meant, List<String> taken, @Nullable LdtSpecimen dated) {
        Quantity quantity = raw == null ? Quantity.NONE : Quantity.of(raw, null);
        BigDecimal number = quantity.number();
        List<LdtRange> inUnit = ranges.in(unit);
        List<LdtObservation> alternatives = new ArrayList<>();
        for (ResultBuilder other : further) {
            other.catalogue = catalogue;
            other.statusCode = statusCode;
            other.method = method;
            alternatives.add(other.build(resultId, meant, taken, dated));
        }
        // The most severe flag of all its values is that of the result, as it is when read.
        String said = flag;
        Interpretation interpretation = meaning(flag, number, inUnit);
        for (LdtObservation alternative : alternatives) {
            if (alternative.interpretation().compareTo(interpretation) > 0) {
                said = alternative.flag();
                interpretation = alternative.interpretation();
            }
        }
        return new LdtObservation(
                0,
                0,
                code == null ? "8434" : "8410",
                code,
                catalogue,
                name,
                resultId,
                taken,
                meant,
                statusCode,
                raw,
                quantity.comparator(),
                number,
                unit,
                inUnit,
                said,
                interpretation,
                text,
                notes,
                interpretation.critical()
                        || attentions.stream().anyMatch(Attention::lifeThreatening)
                        || alternatives.stream().anyMatch(LdtObservation::declaredCritical),
                dated == null ? null : dated.collectedOn(),
                dated == null ? null : dated.collectedAt(),
                measuredAt == null ? null : measuredAt.toLocalDate(),
                measuredAt,
                method,
                attentions,
                alternatives,
                culture,
                Sources.NONE);
    }

    private static Interpretation meaning(@Nullable String flag, @Nullable BigDecimal number, List<LdtRange> ranges) {
        return flag == null
                ? Interpretation.NONE
                : Interpretation.of(flag, number, ranges).orElse(Interpretation.ABNORMAL);
    }
}
