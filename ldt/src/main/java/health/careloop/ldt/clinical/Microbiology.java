package health.careloop.ldt.clinical;

import health.careloop.ldt.Fault;
import health.careloop.ldt.FaultLog;
import health.careloop.ldt.LdtField;
import health.careloop.ldt.LdtObject;
import health.careloop.ldt.LdtPart;
import health.careloop.ldt.Sentence;
import health.careloop.ldt.Severity;
import health.careloop.ldt.clinical.Culture.Organism;
import health.careloop.ldt.clinical.Culture.Susceptibility;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Obj_0061 as a {@link Culture} and in words: one line per organism and one per tested substance, in the order of the
 * report, so that a reader sees what a laboratory would print.
 */
final class Microbiology {
    /** More names of one organism or substance stay in the words and are not repeated for each test. */
    private static final int MOST_NAMES = 8;

    private final FaultLog faults;
    private final Map<String, Set<String>> names = new HashMap<>();
    /** Numbers of two organisms: nobody knows which of them was tested. */
    private final Set<String> twice = new HashSet<>();

    private final Set<String> numbers = new HashSet<>();

    private boolean tested;
    private final List<String> lines = new ArrayList<>();
    /** The last line while it grows: of one substance on thousands of organisms it grows long. */
    private final StringBuilder line = new StringBuilder();

    private boolean begun;
    private final List<String> detections = new ArrayList<>();
    private final List<Found> found = new ArrayList<>();
    private final List<Tried> tried = new ArrayList<>();
    private final List<String> words = new ArrayList<>();
    private final List<LdtField> sources = new ArrayList<>();
    private final List<LdtObject> texts = new ArrayList<>();
    private @Nullable String resistanceMethod;
    private @Nullable String substance;
    private final Set<String> tradeNames = new LinkedHashSet<>();
    private @Nullable String tradeName;
    /** The lines that name the substance; those of its organisms follow. */
    private List<LdtField> substanceLines = new ArrayList<>();

    Microbiology(FaultLog faults) {
        this.faults = faults;
    }

    /** An organism while its lines are being read. */
    private static final class Found {
        private final String id;
        private final Map<String, Set<String>> fields = new HashMap<>();
        private final List<String> remarks = new ArrayList<>();

        private final List<LdtField> sources = new ArrayList<>();
        private final List<LdtObject> texts = new ArrayList<>();

        Found(String id, LdtField start) {
            this.id = id;
            sources.add(start);
        }

        Organism organism() {
            return new Organism(
                    id,
                    said(fields, "7355"),
                    said(fields, "7427"),
                    said(fields, "7301"),
                    said(fields, "7357"),
                    said(fields, "7293"),
                    remarks,
                    Sources.of(sources, texts));
        }
    }

    /** A substance on an organism while its lines are being read. */
    private record Tried(
            String substance,
            @Nullable String tradeName,
            String organism,
            Map<String, Set<String>> fields,
            List<LdtField> sources) {
        Susceptibility susceptibility() {
            return new Susceptibility(
                    substance,
                    tradeName,
                    organism,
                    said(fields, "7367"),
                    said(fields, "7289"),
                    said(fields, "7369"),
                    said(fields, "7290"),
                    said(fields, "7424"),
                    Sources.of(sources));
        }
    }

    /** True when the field belongs to an organism or its detection and has been taken. */
    boolean accept(LdtField field) {
        String text = field.text().strip();
        switch (field.id()) {
            case "7281" -> {
                detections.add(text);
                sources.add(field);
                begin(Wording.line(field));
            }
            case "7286" -> {
                resistanceMethod = text;
                sources.add(field);
                begin(Wording.line(field));
            }
            case "7354" -> {
                if (!numbers.add(text) && twice.add(text)) {
                    names.remove(text);
                    faults.add(twice(field, text));
                }
                found.add(new Found(text, field));
                begin(text);
            }
            case "7355" -> {
                String id = found.isEmpty() ? "" : found.getLast().id;
                boolean first = found.isEmpty() || !found.getLast().fields.containsKey("7355");
                if (!twice.contains(id)) {
                    Set<String> known = names.computeIfAbsent(id, _ -> new LinkedHashSet<>());
                    if (known.size() < MOST_NAMES) {
                        known.add(text);
                    }
                }
                keep(field, text);
                if (first) {
                    line.setLength(0);
                }
                append(first ? text : ", " + text);
            }
            case "7301", "7357" -> {
                keep(field, text);
                append(", " + Wording.value(field.id(), text));
            }
            case "7293" -> {
                keep(field, text);
                append(", " + text);
            }
            case "7427" -> keep(field, text);
            case "7356", "7285", "7361", "7251" -> {
                // Catalogue numbers: kept in the record, of no use in a sentence.
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private void keep(LdtField field, String text) {
        if (!found.isEmpty()) {
            found.getLast()
                    .fields
                    .computeIfAbsent(field.id(), _ -> new LinkedHashSet<>())
                    .add(text);
            found.getLast().sources.add(field);
        }
    }

    private String named(String number) {
        Set<String> known = names.get(number);
        return known == null ? number : String.join(", ", known);
    }

    /** What was sent twice is said twice. */
    private static @Nullable String said(Map<String, Set<String>> fields, String field) {
        Set<String> all = fields.get(field);
        return all == null ? null : String.join(", ", all);
    }

    private static Fault twice(LdtField field, String number) {
        return new Fault(
                field.line(),
                field.offset(),
                "7354",
                "BAS-REF",
                Severity.ERROR,
                new Sentence(
                        "Zwei Keime haben die Nummer " + Sentence.quote(number) + " (7354 in Zeile " + field.line()
                                + "): Welcher von ihnen im Antibiogramm getestet wurde, ist nicht bekannt.",
                        "Two organisms have the number " + Sentence.quote(number) + " (7354 in line " + field.line()
                                + "): which of them the antibiogram tested is not known."),
                new Sentence(
                        "Das Antibiogramm wird ohne den Namen des Keims gezeigt. Fragen Sie das Labor.",
                        "The antibiogram is shown without the name of the organism. Ask the laboratory."));
    }

    /** Words belong to the organism before them until the antibiogram begins. */
    void remark(LdtObject text) {
        if (!found.isEmpty() && resistanceMethod == null && !tested) {
            List<String> remarks = FreeText.lines(text);
            remarks.forEach(this::begin);
            found.getLast().remarks.addAll(remarks);
            found.getLast().texts.add(text);
        } else {
            word(text);
        }
    }

    private void word(LdtObject text) {
        List<String> remarks = FreeText.lines(text);
        remarks.forEach(this::begin);
        words.addAll(remarks);
        texts.add(text);
    }

    /** Obj_0011: for each substance the organisms it was tried on. */
    void resistances(LdtObject antibiogram) {
        tested = true;
        for (LdtPart part : antibiogram.parts()) {
            switch (part) {
                case LdtObject object -> word(object);
                case LdtField field -> resistance(field);
            }
        }
    }

    private void resistance(LdtField field) {
        String text = field.text().strip();
        switch (field.id()) {
            case "7287" -> {
                substance = text;
                tradeNames.clear();
                tradeName = null;
                substanceLines = new ArrayList<>(List.of(field));
                begin(text + ":");
            }
            case "7370" -> {
                if (tradeNames.size() < MOST_NAMES && tradeNames.add(text)) {
                    tradeName = String.join(", ", tradeNames);
                    substanceLines.add(field);
                }
                if (endsWithColon()) {
                    line.setLength(line.length() - 1);
                }
                append(" (" + text + "):");
            }
            case "7354" -> {
                List<LdtField> sources = new ArrayList<>(substanceLines);
                sources.add(field);
                boolean unclear = twice.contains(text);
                tried.add(new Tried(
                        substance == null ? "" : substance, tradeName, unclear ? "" : text, new HashMap<>(), sources));
                append((endsWithColon() ? " " : "; ")
                        + (unclear ? "Keim " + text + " (Nummer zweimal vergeben)" : named(text)));
            }
            case "7367", "7369" -> {
                tested(field, text);
                append(" " + text);
            }
            case "7289" -> {
                tested(field, text);
                append(", MHK " + german(text));
            }
            case "7290", "7424" -> {
                tested(field, text);
                append(", " + Wording.value(field.id(), text));
            }
            default -> {
                // 7288 and 7359 number the substance in catalogues.
            }
        }
    }

    /** These are German sentences; the number as sent stays in {@link Susceptibility#mic()}. */
    private static String german(String number) {
        return number.matches("[<>=≤≥ ]*\\d+\\.\\d+") ? number.replace('.', ',') : number;
    }

    private void tested(LdtField field, String text) {
        if (!tried.isEmpty()) {
            tried.getLast()
                    .fields()
                    .computeIfAbsent(field.id(), _ -> new LinkedHashSet<>())
                    .add(text);
            tried.getLast().sources().add(field);
        }
    }

    List<String> lines() {
        settle();
        return lines;
    }

    Culture culture() {
        return new Culture(
                detections,
                found.stream().map(Found::organism).toList(),
                resistanceMethod,
                tried.stream().map(Tried::susceptibility).toList(),
                words,
                Sources.of(sources, texts));
    }

    private boolean endsWithColon() {
        return !line.isEmpty() && line.charAt(line.length() - 1) == ':';
    }

    private void begin(String text) {
        settle();
        line.append(text);
        begun = true;
    }

    private void append(String more) {
        line.append(more);
        begun = true;
    }

    private void settle() {
        if (begun) {
            lines.add(line.toString());
        }
        line.setLength(0);
        begun = false;
    }
}
