package health.careloop.ldt.write;

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
import org.jspecify.annotations.Nullable;

/** Makes one result of a {@link ReportBuilder}. */
public final class ResultBuilder {
    private final @Nullable String code;
    private final String name;
    private final List<LdtRange> ranges = new ArrayList<>();
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

    ResultBuilder(@Nullable String code, String name) {
        this.code = code;
        this.name = name;
    }

    /** 8420 as it shall be read: "7.10", "<0.5", "1:320", "negativ"; with its unit, or "" for none. */
    public ResultBuilder value(String raw, String unit) {
        this.raw = raw;
        this.unit = unit.isEmpty() ? null : unit;
        return this;
    }

    /** Reference range; "" where it is open. */
    public ResultBuilder range(String low, String high) {
        return range(low, high, null, false);
    }

    /** Limits beyond which the value is dangerous, LDT 3 only. After the range they belong to. */
    public ResultBuilder alarm(String low, String high) {
        return range(low, high, null, true);
    }

    /** A reference range in words. */
    public ResultBuilder range(String words) {
        return range("", "", words, false);
    }

    private ResultBuilder range(String low, String high, @Nullable String words, boolean alarm) {
        ranges.add(new LdtRange(
                words,
                low.isEmpty() ? null : Quantity.limit(low),
                high.isEmpty() ? null : Quantity.limit(high),
                unit,
                alarm,
                low.isEmpty() ? null : low,
                high.isEmpty() ? null : high,
                null,
                Sources.NONE));
        return this;
    }

    /** 8422; "" for none. */
    public ResultBuilder flag(String flag) {
        this.flag = flag.isEmpty() ? null : flag;
        return this;
    }

    /** A value the laboratory calls life-threatening, LDT 3 only: flag !H or !L and 7280 = 2 with these words. */
    public ResultBuilder critical(String flag, String words) {
        return flag(flag).attention("2", words);
    }

    /** See {@link Attention#code()}. */
    public ResultBuilder attention(String reason, String words) {
        attentions.add(new Attention(reason, reason.equals("2"), words));
        return this;
    }

    public ResultBuilder status(ObservationStatus status) {
        this.status = status;
        return this;
    }

    /** A line of the result in words. */
    public ResultBuilder text(String... lines) {
        text.addAll(List.of(lines));
        return this;
    }

    /** A remark on the result, a line each. */
    public ResultBuilder note(String... lines) {
        notes.addAll(List.of(lines));
        return this;
    }

    /** 8225, LDT 3 only. */
    public ResultBuilder measuredAt(LocalDateTime at) {
        measuredAt = at;
        return this;
    }

    /** 7302, LDT 3 only. */
    public ResultBuilder method(String method) {
        this.method = method;
        return this;
    }

    /** What grew; LDT 2 has only {@link #text} for it. */
    public ResultBuilder culture(Culture culture) {
        this.culture = culture;
        return this;
    }

    LdtObservation build(String id, @Nullable LdtSpecimen specimen, boolean preliminary) {
        Quantity quantity = raw == null ? Quantity.NONE : Quantity.of(raw, null);
        BigDecimal number = quantity.number();
        Interpretation interpretation = flag == null
                ? Interpretation.NONE
                : Interpretation.of(flag, number, ranges).orElse(Interpretation.ABNORMAL);
        ObservationStatus meant =
                status != null ? status : preliminary ? ObservationStatus.PRELIMINARY : ObservationStatus.FINAL;
        String specimenId = specimen == null ? null : specimen.id();
        return new LdtObservation(
                0,
                0,
                code == null ? "8434" : "8410",
                code,
                null,
                name,
                id,
                specimenId == null ? List.of() : List.of(specimenId),
                meant,
                null,
                raw,
                quantity.comparator(),
                number,
                unit,
                ranges,
                flag,
                interpretation,
                text,
                notes,
                interpretation.critical() || attentions.stream().anyMatch(Attention::lifeThreatening),
                specimen == null ? null : specimen.collectedOn(),
                specimen == null ? null : specimen.collectedAt(),
                measuredAt,
                method,
                attentions,
                List.of(),
                culture,
                Sources.NONE);
    }
}
