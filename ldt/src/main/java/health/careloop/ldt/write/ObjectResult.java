package health.careloop.ldt.write;

import health.careloop.ldt.Generation;
import health.careloop.ldt.clinical.Attention;
import health.careloop.ldt.clinical.Culture;
import health.careloop.ldt.clinical.Interpretation;
import health.careloop.ldt.clinical.LdtObservation;
import health.careloop.ldt.clinical.LdtRange;
import health.careloop.ldt.clinical.LdtReport;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One result as Obj_0060 (clinical chemistry) or Obj_0061 (microbiology). */
final class ObjectResult {
    private static final Pattern TITRE = Pattern.compile("([<>]?)\\s*1\\s*:\\s*\\d+");

    /** 8424, rule E052: 20 is the laboratory's own range, 13 that of another standard, which alone may repeat (K054). */
    private static final String OWN_RANGE = "20";

    private static final String FURTHER_RANGE = "13";

    private final ObjectWriter out;
    private final LdtReport report;

    ObjectResult(ObjectWriter out, LdtReport report) {
        this.out = out;
        this.report = report;
    }

    void write(LdtObservation result) {
        Culture culture = result.culture();
        if (culture != null) {
            out.object("8161", "UE_Mikrobiologie", "Obj_0061", () -> microbiology(result, culture));
        } else if (result.kind().equals("UE_Klinische_Chemie") || result.kind().equals("8410")) {
            out.object("8160", "UE_Klinische_Chemie", "Obj_0060", () -> chemistry(result));
        } else {
            throw new UnwritableException(
                    "",
                    "Ergebnisse der Art " + result.kind() + " schreibt LdtWriter Feld für Feld; ReportMessages kennt"
                            + " nur UE_Klinische_Chemie und UE_Mikrobiologie.",
                    "Results of the kind " + result.kind() + " are written by LdtWriter field by field; ReportMessages"
                            + " knows UE_Klinische_Chemie and UE_Mikrobiologie only.");
        }
    }

    private void head(LdtObservation result) {
        out.put("7304", ReportMessages.required("7304", result.resultId()));
        if (result.specimenIds().isEmpty()) {
            ReportMessages.required("7364", null);
        }
        result.specimenIds().forEach(id -> out.put("7364", id));
    }

    private void chemistry(LdtObservation result) {
        head(result);
        named(result);
        String status = StatusCodes.result(Generation.LDT3, report, result);
        out.put("8418", status);
        out.put("7302", result.method());
        if (result.rawValue() != null) {
            List<List<Attention>> calls = ObjectWriter.grouped(result.attentions());
            boolean critical = result.interpretation().critical();
            value(result, OWN_RANGE, critical ? first(calls) : List.of());
            for (LdtObservation further : result.alternatives()) {
                value(further, FURTHER_RANGE, List.of());
            }
            beside(result, critical ? calls.subList(1, calls.size()) : calls);
        } else {
            withoutValue(result, status);
        }
    }

    /** 8410, or 7260 with its code: never both (rule K106). A catalogue without a number of its own is 3 with its name. */
    private void named(LdtObservation result) {
        String code = ReportMessages.required("8410", result.code());
        String name = result.name().equals(code) ? null : result.name();
        String catalogue = result.catalogue();
        if (catalogue == null) {
            out.put("8410", code);
            out.put("8411", name);
            return;
        }
        boolean numbered = catalogue.equals("LOINC") || catalogue.equals("LDT ELV");
        out.put("7260", catalogue.equals("LOINC") ? "1" : numbered ? "2" : "3");
        out.put("7251", numbered ? null : catalogue);
        out.put("7365", code);
        out.put("7366", name);
    }

    /** Rule K099. */
    private static List<Attention> first(List<List<Attention>> calls) {
        if (calls.isEmpty()) {
            throw new UnwritableException(
                    "8126",
                    "Ein Extremwert (!H, !L) verlangt einen Hinweis im Obj_0026 (Regel K099).",
                    "A critical flag (!H, !L) demands an Obj_0026 with the reason (rule K099).");
        }
        return calls.getFirst();
    }

    private void withoutValue(LdtObservation result, @Nullable String status) {
        if (!result.text().isEmpty() || !result.ranges().isEmpty() || result.flag() != null) {
            throw new UnwritableException(
                    "8420",
                    "Ergebnistext, Referenzbereich und Grenzwert-Indikator stehen im LDT 3 nur bei einem Wert 8420.",
                    "In LDT 3 words, reference range and flag stand only with a value 8420.");
        }
        measured(result, status);
        beside(result, ObjectWriter.grouped(result.attentions()));
    }

    /** Rule K076: without a time of measurement only what is missing, cancelled or not begun. */
    private static void measured(LdtObservation result, @Nullable String status) {
        boolean needsNone =
                status != null && List.of("01", "02", "09", "11", "12").contains(status);
        if (!needsNone && result.measuredAt() == null) {
            ReportMessages.required("8225", null);
        }
    }

    private void beside(LdtObservation result, List<List<Attention>> calls) {
        out.words("8167", "Zusaetzliche_Informationen", result.notes());
        if (calls.size() > 1) {
            throw new UnwritableException(
                    "8126",
                    "Ein Ergebnis ohne Wert hat im LDT 3 einen Grund der Benachrichtigung (7280), nicht " + calls.size()
                            + ".",
                    "In LDT 3 a result without a value has one reason for attention (7280), not " + calls.size() + ".");
        }
        calls.forEach(out::attention);
    }

    private void value(LdtObservation value, String specification, List<Attention> calls) {
        measured(value, StatusCodes.result(Generation.LDT3, report, value));
        String raw = ReportMessages.required("8420", value.rawValue());
        out.put("7306", presentation(value, raw));
        out.put("8420", raw);
        unit(value.unit());
        List<List<LdtRange>> ranges = ranges(value);
        String flag = flag(value, ranges);
        if (calls.isEmpty() && value.interpretation().critical() || ranges.size() > 1 && !calls.isEmpty()) {
            throw calls.isEmpty()
                    ? new UnwritableException(
                            "8422",
                            "Zum Kennzeichen " + flag + " von " + value.name()
                                    + " gehört ein Hinweis (Obj_0026, Regel K099).",
                            "The flag " + flag + " of " + value.name()
                                    + " demands a call for attention (Obj_0026, rule K099).")
                    : new UnwritableException(
                            "8142",
                            "Ein Hinweis zu " + value.name() + " gehört zu einem Referenzbereich; es sind mehrere.",
                            "A call for attention on " + value.name()
                                    + " belongs to one reference range; there are several.");
        }
        for (List<LdtRange> range : ranges) {
            out.object("8142", "Normalwert", "Obj_0042", () -> range(range, specification, flag, calls));
        }
        if (value.measuredAt() != null) {
            out.moment("8225", "Timestamp_Messung", value.measuredAt(), report.reportedOffset());
        }
        out.words("8237", "Ergebnistext", value.text());
    }

    /** 7306, rule E058. */
    private static String presentation(LdtObservation value, String raw) {
        if (value.number() != null) {
            LdtObservation.Comparator comparator = value.comparator();
            return comparator == null
                    ? "01"
                    : switch (comparator) {
                        case LT, LE -> "02";
                        case GT, GE -> "03";
                    };
        }
        var titre = TITRE.matcher(raw.strip());
        if (!titre.matches()) {
            return "04";
        }
        return switch (titre.group(1)) {
            case "<" -> "06";
            case ">" -> "07";
            default -> "05";
        };
    }

    /** 8419, rule K002: 1 SI, 2 another, 9 none. */
    private void unit(@Nullable String unit) {
        if (unit == null) {
            out.put("8419", "9");
        } else {
            out.put("8419", unit.contains("mol") || unit.contains("kat") ? "1" : "2");
            out.put("8421", unit);
        }
    }

    /** Alarm limits stand in the object of the range before them. */
    private static List<List<LdtRange>> ranges(LdtObservation value) {
        List<List<LdtRange>> grouped = new ArrayList<>();
        for (LdtRange range : value.ranges()) {
            if (!range.alarm() || grouped.isEmpty()) {
                grouped.add(new ArrayList<>());
            }
            grouped.getLast().add(range);
        }
        return grouped;
    }

    private void range(List<LdtRange> ranges, String usual, @Nullable String flag, List<Attention> calls) {
        String specification = ranges.getFirst().specification();
        out.put("8424", specification == null ? usual : specification);
        for (LdtRange range : ranges) {
            String words = range.text();
            if (words != null) {
                words.lines().forEach(line -> out.put("8460", line));
            }
            if (range.alarm()) {
                alarm(range);
            } else {
                limit("8461", range.rawLow(), range.unit());
                limit("8462", range.rawHigh(), range.unit());
            }
        }
        out.put("8422", flag);
        if (!calls.isEmpty()) {
            out.attention(calls);
        }
    }

    /** In the unit of the result: below 7363 and 7371 the specification has no 8421. */
    private void alarm(LdtRange range) {
        out.put("7363", range.rawLow());
        out.put("7371", range.rawHigh());
    }

    private void limit(String id, @Nullable String raw, @Nullable String unit) {
        if (raw != null) {
            out.put(id, raw);
            unit(unit);
        }
    }

    /** LDT 3 wants a flag in every range; "N" is written only where value and range say so themselves. */
    private static @Nullable String flag(LdtObservation value, List<List<LdtRange>> ranges) {
        String flag = value.flag();
        if (flag != null && !flag.isBlank()) {
            if (ranges.isEmpty() && value.alternatives().stream().anyMatch(further -> flag.equals(further.flag()))) {
                return null;
            }
            if (ranges.isEmpty()) {
                throw new UnwritableException(
                        "8142",
                        "Der Grenzwert-Indikator von " + value.name() + " steht im LDT 3 in einem Referenzbereich.",
                        "In LDT 3 the flag of " + value.name() + " stands in a reference range.");
            }
            return StatusCodes.flag(Generation.LDT3, flag.strip());
        }
        if (ranges.isEmpty()) {
            return null;
        }
        if (!within(value.number(), value.ranges())) {
            throw new UnwritableException(
                    "8422",
                    "Zum Referenzbereich von " + value.name() + " gehört im LDT 3 ein Grenzwert-Indikator.",
                    "The reference range of " + value.name() + " demands a flag in LDT 3.");
        }
        return "N";
    }

    private static boolean within(@Nullable BigDecimal number, List<LdtRange> ranges) {
        boolean bounded = ranges.stream().anyMatch(range -> range.low() != null || range.high() != null);
        return number != null
                && bounded
                && Interpretation.of("!", number, ranges).orElseThrow() == Interpretation.ABNORMAL;
    }

    private void microbiology(LdtObservation result, Culture culture) {
        head(result);
        if (result.code() == null) {
            out.put("8434", result.name());
        } else {
            named(result);
        }
        culture.detections().forEach(code -> out.put("7281", code));
        String status = StatusCodes.result(Generation.LDT3, report, result);
        out.put("8418", status);
        measured(result, status);
        new CultureParts(out).write(culture);
        if (result.measuredAt() != null) {
            out.moment("8225", "Timestamp_Messung", result.measuredAt(), report.reportedOffset());
        }
        beside(result, ObjectWriter.grouped(result.attentions()));
    }
}
