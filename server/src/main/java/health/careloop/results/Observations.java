package health.careloop.results;

import health.careloop.keys.Place;
import health.careloop.keys.Seals;
import health.careloop.ldt.clinical.Attention;
import health.careloop.ldt.clinical.Interpretation;
import health.careloop.ldt.clinical.LdtObservation;
import health.careloop.ldt.clinical.LdtRange;
import health.careloop.ldt.clinical.LdtReport;
import health.careloop.ldt.clinical.LdtSpecimen;
import health.careloop.tenancy.TenantId;
import health.careloop.tenancy.UuidV7;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** A report's observations as rows, and what follows from all of them together. */
record Observations(
        List<DraftObservation> rows,
        List<DraftSpecimen> specimens,
        Danger worst,
        int abnormalCount,
        int outsideCount,
        boolean corrected,
        @Nullable Headline headline) {
    private static final String PATHOLOGICAL = "1";
    private static final String RECALL = "3";
    private static final int LARGEST_SCALE = 300;
    private static final Pattern SIGNED = Pattern.compile("\\s*[<>=≤≥]");
    private static final JsonMapper JSON = JsonMapper.shared();

    /** Results in prose and the laboratory's remarks, as one sealed value. */
    record Texts(List<String> texts, List<String> notes) {
        boolean hasText() {
            return texts.stream().anyMatch(text -> !text.isBlank());
        }
    }

    static Observations draft(Filing filing, UUID resultId, TenantId tenant, Seals seals) {
        LdtReport report = filing.report();
        List<LdtObservation> flat = flat(report);
        List<DraftSpecimen> specimens = new ArrayList<>();
        Map<String, UUID> specimenIds = new HashMap<>();
        for (LdtSpecimen specimen : report.specimens()) {
            DraftSpecimen draft = specimen(specimen, tenant, seals);
            specimens.add(draft);
            if (specimen.id() != null) {
                specimenIds.putIfAbsent(specimen.id(), draft.id());
            }
        }
        List<DraftObservation> rows = new ArrayList<>(flat.size());
        for (int position = 0; position < flat.size(); position++) {
            LdtObservation observation = flat.get(position);
            UUID specimen = observation.specimenId() == null ? null : specimenIds.get(observation.specimenId());
            rows.add(row(filing, observation, position, specimen, resultId, tenant, seals));
        }
        Danger worst = flat.stream().map(Observations::dangerOf).reduce(Danger.NORMAL, Danger::worse);
        return new Observations(
                rows,
                specimens,
                worst,
                (int) flat.stream().filter(o -> dangerOf(o) != Danger.NORMAL).count(),
                (int) rows.stream().filter(DraftObservation::isOutsideUnflagged).count(),
                flat.stream().anyMatch(o -> o.status() == health.careloop.ldt.clinical.ObservationStatus.CORRECTED),
                headline(flat, worst));
    }

    /** What a later version must say, too, to take this one's place. */
    static Content content(LdtReport report, List<String> enclosures) {
        Map<String, String> specimens = new HashMap<>();
        for (LdtSpecimen specimen : report.specimens()) {
            if (specimen.id() != null) {
                specimens.putIfAbsent(specimen.id(), description(specimen).identity());
            }
        }
        return new Content(
                flat(report).stream()
                        .map(o -> claim(o, specimens.get(o.specimenId()), report))
                        .toList(),
                withAttentions(report.notes(), report.attentions()),
                enclosures,
                report.attentions().stream().anyMatch(Attention::lifeThreatening));
    }

    private static Claim claim(LdtObservation o, @Nullable String specimen, LdtReport report) {
        Texts texts = new Texts(o.text(), withAttentions(o.notes(), o.attentions()));
        return Claim.of(
                codeOf(o),
                Claim.Sample.of(specimen, Moments.collectedAt(o, report)),
                dangerOf(o),
                statusOf(o),
                o.rawValue() != null && !o.rawValue().isBlank(),
                texts.hasText(),
                !texts.notes().isEmpty());
    }

    private static List<LdtObservation> flat(LdtReport report) {
        List<LdtObservation> flat = new ArrayList<>();
        for (LdtObservation observation : report.observations()) {
            flat.add(observation);
            flat.addAll(observation.alternatives());
        }
        return flat;
    }

    private static String codeOf(LdtObservation o) {
        return o.code() == null ? o.name() : o.code();
    }

    private static DraftSpecimen specimen(LdtSpecimen specimen, TenantId tenant, Seals seals) {
        UUID id = UuidV7.next();
        byte[] described = JSON.writeValueAsBytes(description(specimen));
        return new DraftSpecimen(
                id,
                seals.seal(tenant, new Place("specimens", "described", id), described)
                        .bytes(),
                Moments.collectedAt(specimen));
    }

    private static DraftSpecimen.Description description(LdtSpecimen specimen) {
        return new DraftSpecimen.Description(specimen.id(), specimen.code(), specimen.name(), specimen.notes());
    }

    private static DraftObservation row(
            Filing filing,
            LdtObservation o,
            int position,
            @Nullable UUID specimen,
            UUID resultId,
            TenantId tenant,
            Seals seals) {
        BiFunction<String, byte[], byte[]> seal = (column, plain) -> seals.seal(
                        tenant, new Place("observations", column + "." + position, resultId), plain)
                .bytes();
        LdtRange range = o.ranges().stream().filter(r -> !r.alarm()).findFirst().orElse(null);
        LdtRange compared = range != null && isKept(range.low()) && isKept(range.high()) ? range : null;
        Limits limits = compared == null ? Limits.NONE : Limits.of(compared);
        BigDecimal low = limits.low();
        BigDecimal high = limits.high();
        Texts texts = new Texts(o.text(), withAttentions(o.notes(), o.attentions()));
        BigDecimal number = kept(o.number());
        return new DraftObservation(
                position,
                codeOf(o),
                o.name(),
                statusOf(o).name().toLowerCase(Locale.ROOT),
                o.rawValue() == null || o.rawValue().isBlank()
                        ? null
                        : seal.apply("raw_value", o.rawValue().getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                comparator(o),
                number == null ? null : number.doubleValue(),
                number == null ? null : (short) number.scale(),
                o.unit(),
                low == null ? null : low.doubleValue(),
                high == null ? null : high.doubleValue(),
                range == null ? null : wording(range, limits),
                range == null ? null : range.rawLow(),
                range == null ? null : range.rawHigh(),
                o.flag(),
                o.flag() == null ? null : filing.lineOf("8422", o.firstLine(), o.lastLine()),
                o.interpretation().name().toLowerCase(Locale.ROOT),
                dangerOf(o),
                specimen,
                texts.texts().isEmpty() && texts.notes().isEmpty()
                        ? null
                        : seal.apply("texts", JSON.writeValueAsBytes(texts)),
                o.firstLine(),
                o.lastLine(),
                Moments.observedAt(o, filing.report(), filing.receivedAt()),
                Moments.timeOf(o, filing.report()),
                Moments.measuredAt(o, filing.report()),
                o.method());
    }

    /**
     * A number of which double precision loses nothing. Another one is none: then the laboratory's own characters are
     * shown, and nothing is compared with them.
     */
    static @Nullable BigDecimal kept(@Nullable BigDecimal sent) {
        return isKept(sent) ? sent : null;
    }

    /** Where the value is shown as sent, its sign is among its characters, unless only the presentation (7306) said it. */
    private static @Nullable String comparator(LdtObservation o) {
        boolean said = !isKept(o.number())
                && o.rawValue() != null
                && SIGNED.matcher(o.rawValue()).lookingAt();
        return o.comparator() == null || said ? null : o.comparator().name();
    }

    private static boolean isKept(@Nullable BigDecimal sent) {
        return sent == null
                || Math.abs(sent.scale()) <= LARGEST_SCALE
                        && Double.isFinite(sent.doubleValue())
                        && BigDecimal.valueOf(sent.doubleValue()).compareTo(sent) == 0;
    }

    /** The laboratory's own words; limits that are no numbers as it wrote them. */
    private static @Nullable String wording(LdtRange range, Limits limits) {
        if (range.text() != null) {
            return range.text();
        }
        if (limits.low() == null && limits.high() == null) {
            return joined(range.rawLow(), range.rawHigh());
        }
        return joined(range.low() == null ? range.rawLow() : null, range.high() == null ? range.rawHigh() : null);
    }

    private static @Nullable String joined(@Nullable String low, @Nullable String high) {
        return low == null ? high : high == null ? low : low + " – " + high;
    }

    /** The laboratory's notes, and what it said when it asked for attention (Obj_0026). */
    static List<String> withAttentions(List<String> notes, List<Attention> attentions) {
        List<String> all = new ArrayList<>(notes);
        for (Attention attention : attentions) {
            if (!attention.text().isBlank()) {
                all.add(attention.text());
            } else if (attention.code().equals(RECALL)) {
                all.add("Wiedervorstellung empfohlen (7280 = 3)");
            }
        }
        return all;
    }

    /** 7280: the laboratory calls it pathological, or worse. */
    static boolean pathological(List<Attention> attentions) {
        return attentions.stream().anyMatch(a -> a.lifeThreatening() || a.code().equals(PATHOLOGICAL));
    }

    static Danger dangerOf(LdtObservation o) {
        if (o.declaredCritical()) {
            return Danger.CRITICAL;
        }
        if (pathological(o.attentions())) {
            return Danger.ABNORMAL;
        }
        return switch (o.interpretation()) {
            // LDT 2 cannot declare a value critical, whatever flag its sender borrowed.
            case LOW, HIGH, ABNORMAL, VERY_ABNORMAL, VERY_LOW, VERY_HIGH, CRITICAL_LOW, CRITICAL_HIGH ->
                Danger.ABNORMAL;
            case NONE, NORMAL -> Danger.NORMAL;
        };
    }

    static Flag flagOf(Interpretation interpretation) {
        return switch (interpretation) {
            case NONE -> Flag.NONE;
            case NORMAL -> Flag.NORMAL;
            case LOW -> Flag.LOW;
            case HIGH -> Flag.HIGH;
            case ABNORMAL -> Flag.ABNORMAL;
            case VERY_ABNORMAL -> Flag.STRONGLY_ABNORMAL;
            case VERY_LOW, CRITICAL_LOW -> Flag.STRONGLY_LOW;
            case VERY_HIGH, CRITICAL_HIGH -> Flag.STRONGLY_HIGH;
        };
    }

    private static ObservationStatus statusOf(LdtObservation o) {
        return switch (o.status()) {
            case FINAL -> ObservationStatus.FINAL;
            case PRELIMINARY -> ObservationStatus.PRELIMINARY;
            case REGISTERED -> ObservationStatus.PENDING;
            case CORRECTED -> ObservationStatus.CORRECTED;
            case CANCELLED -> ObservationStatus.CANCELLED;
            case UNCHANGED -> ObservationStatus.ALREADY_REPORTED;
        };
    }

    static health.careloop.results.@Nullable Comparator comparatorOf(@Nullable String ldt) {
        return ldt == null
                ? null
                : switch (LdtObservation.Comparator.valueOf(ldt)) {
                    case LT -> health.careloop.results.Comparator.LESS;
                    case LE -> health.careloop.results.Comparator.LESS_OR_EQUAL;
                    case GT -> health.careloop.results.Comparator.GREATER;
                    case GE -> health.careloop.results.Comparator.GREATER_OR_EQUAL;
                };
    }

    /** The first of the most dangerous, the strongest flag before the weaker; none when nothing is conspicuous. */
    private static @Nullable Headline headline(List<LdtObservation> flat, Danger worst) {
        if (worst == Danger.NORMAL) {
            return null;
        }
        return flat.stream()
                .filter(o -> dangerOf(o) == worst)
                .max(Comparator.comparing((LdtObservation o) -> strength(o.interpretation()))
                        .thenComparing(o -> -flat.indexOf(o)))
                .map(o -> new Headline(
                        o.name(),
                        comparatorOf(comparator(o)),
                        kept(o.number()),
                        Objects.requireNonNullElseGet(
                                o.rawValue(),
                                () -> o.text().isEmpty() ? "" : o.text().getFirst()),
                        o.unit(),
                        flagOf(o.interpretation())))
                .orElse(null);
    }

    private static int strength(Interpretation interpretation) {
        return switch (interpretation) {
            case NONE, NORMAL -> 0;
            case LOW, HIGH, ABNORMAL -> 1;
            case VERY_ABNORMAL, VERY_LOW, VERY_HIGH -> 2;
            case CRITICAL_LOW, CRITICAL_HIGH -> 3;
        };
    }
}
