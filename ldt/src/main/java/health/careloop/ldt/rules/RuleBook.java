package health.careloop.ldt.rules;

import health.careloop.ldt.Generation;
import health.careloop.ldt.Sentence;
import health.careloop.ldt.Severity;
import health.careloop.ldt.tables.CodeList;
import health.careloop.ldt.tables.Codes;
import health.careloop.ldt.tables.FieldTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Every rule that is known, what it says in our words, and who checks it or why nobody can. */
public final class RuleBook {
    private RuleBook() {}

    /** Who checks a rule. */
    public enum CheckedBy {
        /** {@link LdtValidator}. */
        VALIDATOR,
        /** {@link health.careloop.ldt.LdtReader}; its faults are in the file. */
        READER,
        /** Nobody; the entry says why. */
        NOBODY
    }

    /**
     * One rule.
     *
     * @param id of KBV, such as "K106", or "BAS-" and a name of ours
     * @param says what must hold, or {@link Sentence#NONE} when that is not known
     * @param why it is not checked, else {@link Sentence#NONE}
     * @param grave it is an error on import as well
     * @param reportedAs the rule its finding names: mostly itself
     */
    public record Entry(
            String id, Sentence says, CheckedBy checkedBy, Sentence why, boolean grave, String reportedAs) {}

    private static final Map<String, String> REPORTED_AS =
            Map.of("E004", "BAS-FSA", "E014", "F010", "F009", "K019", "R181", "BAS-CHARSET");

    /** K rules, by number. */
    public static List<Entry> contextRules() {
        List<Entry> entries = new ArrayList<>();
        for (ContextRule rule : ContextRules.ALL) {
            entries.add(context(rule));
        }
        ContextRules.UNDECIDABLE.forEach(
                (id, why) -> entries.add(unchecked(id, UNDECIDABLE_TEXTS.getOrDefault(id, Sentence.NONE), why)));
        return sorted(entries);
    }

    /** F rules, by number. */
    public static List<Entry> formatRules() {
        List<Entry> entries = new ArrayList<>();
        for (FormatRule rule : FormatRules.LDT3) {
            if (rule.id().startsWith("F")) {
                entries.add(checked(rule.id(), format(rule, Generation.LDT3)));
            }
        }
        entries.add(checked(
                FormatRules.HOSPITAL_SITE.id(),
                names(Generation.LDT3, FormatRules.HOSPITAL_SITE.sentence(), 201, 4217)));
        entries.add(checked(
                "F009",
                new Sentence(
                        "5001 (Gebührennummer) bei 4121 = 0, 1, 2: fünf Ziffern, dahinter allenfalls ein"
                                + " Buchstabe; gemeldet als K019",
                        "5001 (Fee number) with 4121 = 0, 1, 2: five digits and perhaps a letter; reported as K019")));
        entries.add(unchecked(
                "F008",
                new Sentence("Gebührennummer anderer Ordnungen", "fee number of other schedules"),
                new Sentence("kein Feld der Tabellen ist daran gebunden", "no field of the tables is bound to it")));
        entries.add(unchecked(
                "F015",
                new Sentence("Blutdruck", "blood pressure"),
                new Sentence("kein Feld der Tabellen ist daran gebunden", "no field of the tables is bound to it")));
        return sorted(entries);
    }

    /** E rules, by number. */
    public static List<Entry> codeRules() {
        Map<String, Sentence> texts = new LinkedHashMap<>();
        for (CodeList list : Codes.all(Generation.LDT3)) {
            if (list.fields().length > 0 && !list.rule().equals("E004")) {
                texts.merge(list.rule(), codes(list, Generation.LDT3), RuleBook::join);
            }
        }
        List<Entry> entries = new ArrayList<>();
        texts.forEach((id, text) -> entries.add(checked(id, text)));
        for (FormatRule rule : FormatRules.LDT3) {
            if (rule.id().startsWith("E")) {
                entries.add(checked(rule.id(), format(rule, Generation.LDT3)));
            }
        }
        entries.add(
                reader("E001", "Version der Datensatzbeschreibung (0001)", "version of the record description (0001)"));
        entries.add(reader("E004", "Satzart (8000), gemeldet als BAS-FSA", "record type (8000), reported as BAS-FSA"));
        entries.add(reader("E036", "nur 3564 darf leer sein", "only 3564 may be empty"));
        entries.add(reader("E157", "SHA-1 der Datei (9300)", "SHA-1 of the file (9300)"));
        entries.add(checked(
                "E014",
                new Sentence(
                        "die ersten beiden Ziffern einer BSNR; gemeldet als F010 und F021",
                        "the first two digits of a BSNR; reported as F010 and F021")));
        Sentence unbound =
                new Sentence("kein Feld der Tabellen ist daran gebunden", "no field of the tables is bound to it");
        entries.add(unchecked(
                "E028",
                new Sentence("Gruppe (7414) und ihre Codierung (7413)", "group (7414) and its code (7413)"),
                new Sentence(
                        "die erlaubten Werte stehen nicht in den Tabellen",
                        "the allowed values are not in the tables")));
        entries.add(unchecked(
                "E031",
                new Sentence("infektiös: 1 Verdacht, 2 gesichert", "infectious: 1 suspected, 2 certain"),
                unbound));
        entries.add(unchecked(
                "E045", new Sentence("Dringlichkeit: 1 Stroke, 2 bekannt", "urgency: 1 stroke, 2 known"), unbound));
        return sorted(entries);
    }

    /** R rules of LDT 2, by number. */
    public static List<Entry> flatRules() {
        List<Entry> entries = new ArrayList<>();
        for (ContextRule rule : FlatRules.ALL) {
            entries.add(context(rule));
        }
        for (FormatRule rule : FormatRules.LDT2) {
            if (rule.id().startsWith("R")) {
                entries.add(checked(rule.id(), format(rule, Generation.LDT2)));
            }
        }
        for (CodeList list : Codes.all(Generation.LDT2)) {
            if (list.rule().equals("R181")) {
                entries.add(reader(
                        "R181",
                        "9106 (Zeichensatz): 1 bis 4, gemeldet als BAS-CHARSET",
                        "9106 (Character set): 1 to 4, reported as BAS-CHARSET"));
            } else if (list.rule().startsWith("R")) {
                entries.add(checked(list.rule(), codes(list, Generation.LDT2)));
            }
        }
        FlatRules.UNDECIDABLE.forEach(
                (id, why) -> entries.add(unchecked(id, FlatRules.SUBJECTS.getOrDefault(id, Sentence.NONE), why)));
        return sorted(entries);
    }

    /** Frame, check sums, charset and documents: what {@link health.careloop.ldt.LdtReader} judges, by name. */
    public static List<Entry> frameRules() {
        return FrameRules.ALL;
    }

    /** Rules without a number of KBV: structure and content in general. */
    public static List<Entry> ownRules() {
        return List.of(
                own(
                        "BAS-BLANK",
                        "LDT 3: ein Inhalt beginnt und endet nicht mit einem Leerzeichen, außer in 3564",
                        "LDT 3: a content does not begin or end with a blank, except in 3564"),
                own(
                        "BAS-CODE",
                        "LDT 2: erlaubte Werte von 3110, 8407, 8424, 8501, 8503, 8614",
                        "LDT 2: allowed values of 3110, 8407, 8424, 8501, 8503, 8614"),
                own(
                        "BAS-DATE",
                        "LDT 2: ein Datum gibt es; vor 2001 steht der Tag vorn",
                        "LDT 2: a date exists; before 2001 the day comes first"),
                own(
                        "BAS-FIELD",
                        "ein Feld oder Objekt ist an seiner Stelle vorgesehen; sonst eine Information",
                        "a field or object is foreseen at its place; otherwise an information"),
                own("BAS-LANR", "LDT 2: Pseudo-LANR in 0223, 4248, 4249", "LDT 2: pseudo LANR in 0223, 4248, 4249"),
                own(
                        "BAS-LEN",
                        "ein Inhalt hat die vorgesehene Länge, in Zeichen",
                        "a content has the length foreseen, in characters"),
                own(
                        "BAS-LEVEL",
                        "ein Feld steht hinter dem Feld, zu dem es gehört; in LDT 2 eine Information",
                        "a field stands behind the field it belongs to; in LDT 2 an information"),
                own(
                        "BAS-MUST",
                        "ein Pflichtfeld ist vorhanden; vor LDT1014 eine Information",
                        "a mandatory field is there; before LDT1014 an information"),
                own(
                        "BAS-OCC",
                        "ein Feld kommt nicht öfter vor, als es darf",
                        "a field does not occur more often than it may"),
                own(
                        "BAS-ORDER",
                        "Felder stehen in der vorgesehenen Reihenfolge; in LDT 2 eine Information",
                        "fields stand in the order foreseen; in LDT 2 an information"),
                own("BAS-PRUEF", "LDT 2: KBV-Prüfnummer in 0101", "LDT 2: KBV approval number in 0101"),
                own(
                        "BAS-ROLE",
                        "auf ein Objektattribut folgt sein Objekt; sein Name ist der vorgesehene",
                        "an Objektattribut is followed by its object; its name is the one foreseen"),
                own(
                        "BAS-TYPE",
                        "num hat nur Ziffern, float einen Dezimalpunkt",
                        "num has digits only, float a decimal point"));
    }

    private static final Map<String, Sentence> UNDECIDABLE_TEXTS = Map.of(
            "K042",
                    new Sentence(
                            "Der Einsender steht im Auftrag nur, wenn er vom Kopf abweicht.",
                            "an order names the sender only where it differs from the header."),
            "K087",
                    new Sentence(
                            "Wurde eine Versichertenkarte gelesen, steht 4109.",
                            "when an insurance card was read, 4109 stands."),
            "K088",
                    new Sentence(
                            "4110 und 3116 stehen, wenn sie bekannt sind.", "4110 and 3116 stand when they are known."),
            "K112",
                    new Sentence(
                            "Der Befund nennt 8310, wenn der Auftrag es nannte.",
                            "a report names 8310 when the order did."),
            "K118",
                    new Sentence(
                            "Der Befund nennt 8512, wenn der Auftrag es nannte.",
                            "a report names 8512 when the order did."));

    private static Entry checked(String id, Sentence says) {
        return new Entry(id, says, CheckedBy.VALIDATOR, Sentence.NONE, false, REPORTED_AS.getOrDefault(id, id));
    }

    private static Entry context(ContextRule rule) {
        boolean grave = rule.severity() == Severity.ERROR;
        return new Entry(rule.id(), rule.sentence(), CheckedBy.VALIDATOR, Sentence.NONE, grave, rule.id());
    }

    private static Entry own(String id, String german, String english) {
        return checked(id, new Sentence(german, english));
    }

    private static Entry reader(String id, String german, String english) {
        return new Entry(
                id,
                new Sentence(german, english),
                CheckedBy.READER,
                Sentence.NONE,
                false,
                REPORTED_AS.getOrDefault(id, id));
    }

    private static Entry unchecked(String id, Sentence says, Sentence why) {
        return new Entry(id, says, CheckedBy.NOBODY, why, false, id);
    }

    private static Sentence format(FormatRule rule, Generation generation) {
        return names(generation, rule.sentence(), rule.fields());
    }

    private static Sentence codes(CodeList list, Generation generation) {
        int count = list.meanings().size();
        String codes = count > 8 ? "" : ": " + String.join(", ", list.meanings().keySet());
        return names(
                generation,
                new Sentence(
                        count == 1 ? "ein Wert" + codes : "einer von " + count + " Werten" + codes,
                        count == 1 ? "one code" + codes : "one of " + count + " codes" + codes),
                list.fields());
    }

    private static Sentence names(Generation generation, Sentence what, int... fields) {
        FieldTable table = FieldTable.of(generation);
        StringBuilder german = new StringBuilder();
        StringBuilder english = new StringBuilder();
        for (int field : fields) {
            String id = StructureSentences.four(field);
            String comma = german.isEmpty() ? "" : ", ";
            boolean named = fields.length <= 3;
            german.append(comma)
                    .append(id)
                    .append(named ? " (" + table.name(field).german() + ")" : "");
            english.append(comma)
                    .append(id)
                    .append(named ? " (" + table.name(field).english() + ")" : "");
        }
        return new Sentence(german + ": " + what.german(), english + ": " + what.english());
    }

    private static Sentence join(Sentence first, Sentence second) {
        return new Sentence(first.german() + "; " + second.german(), first.english() + "; " + second.english());
    }

    private static List<Entry> sorted(List<Entry> entries) {
        entries.sort(Comparator.comparing(Entry::id));
        return List.copyOf(entries);
    }
}
