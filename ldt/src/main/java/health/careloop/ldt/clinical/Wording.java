package health.careloop.ldt.clinical;

import health.careloop.ldt.LdtField;
import java.util.Map;

/**
 * German words for the fields and codes that make up a result in words (KBV LDT 3.2, "Feldtabelle" and value lists). Only
 * what a reader of a report needs; anything else is shown with its number.
 */
final class Wording {
    private static final Map<String, String> LABELS = Map.ofEntries(
            Map.entry("3316", "HPV-HR-Testergebnis"),
            Map.entry("3317", "HPV-Typ 16/18"),
            Map.entry("3318", "HPV-Test"),
            Map.entry("3319", "Ko-Test"),
            Map.entry("3320", "Zeitraum sofort"),
            Map.entry("3321", "Zeitraum in Monaten"),
            Map.entry("3412", "Blutgruppe (Eurocode)"),
            Map.entry("3413", "Antikörpersuchtest"),
            Map.entry("3414", "Spezifität weitere Erythrozytenantigene"),
            Map.entry("3415", "Spezifität Erythrozytenantikörper"),
            Map.entry("3416", "Spezifität HLA-, HPA-, HNA-Antigene"),
            Map.entry("3417", "Spezifität HLA-, HPA-, HNA-Antikörper"),
            Map.entry("3418", "Direkter Coombstest"),
            Map.entry("3419", "Ergebnis Kreuzprobe"),
            Map.entry("3424", "Therapiebeginn"),
            Map.entry("3425", "Therapieende"),
            Map.entry("7281", "Nachweisverfahren"),
            Map.entry("7286", "Antibiogramm"),
            Map.entry("7320", "Recall empfohlen"),
            Map.entry("7368", "Zellmaterial nicht verwertbar"),
            Map.entry("7372", "Tumorklassifikation"),
            Map.entry("7373", "Grading"),
            Map.entry("7374", "Stadium"),
            Map.entry("7375", "Jahr der Tumordiagnose"),
            Map.entry("7376", "Lokalisation des Tumors"),
            Map.entry("7377", "Maße"),
            Map.entry("7378", "Farbe"),
            Map.entry("7379", "Infiltrationstiefe"),
            Map.entry("7400", "HPV-Befund"),
            Map.entry("7401", "High-Risk"),
            Map.entry("7402", "High-Risk-Typ"),
            Map.entry("7403", "Low-Risk"),
            Map.entry("7404", "Low-Risk-Typ"),
            Map.entry("7405", "Endozervikale Zellen"),
            Map.entry("7406", "Proliferationsgrad"),
            Map.entry("7407", "Döderleinflora"),
            Map.entry("7408", "Mischflora"),
            Map.entry("7409", "Kokkenflora"),
            Map.entry("7410", "Trichomonaden"),
            Map.entry("7411", "Candida"),
            Map.entry("7412", "Gardnerella"),
            Map.entry("7413", "Codierung der Gruppe"),
            Map.entry("7414", "Gruppe"),
            Map.entry("7415", "Zytologische Kontrolle"),
            Map.entry("7416", "Grund der Nachkontrolle"),
            Map.entry("7417", "Abklärungskolposkopie"),
            Map.entry("7418", "p16/Ki-67"),
            Map.entry("7419", "L1"),
            Map.entry("7422", "Chlamydien"),
            Map.entry("7425", "Extragynäkologische Zytologie"),
            Map.entry("7426", "Neisseria gonorrhoeae"),
            Map.entry("7429", "DRG-Hinweis"),
            Map.entry("7431", "Fachgebiet"));

    private static final Map<String, Map<String, String>> VALUES = Map.ofEntries(
            Map.entry("7260", Map.of("1", "LOINC", "2", "LDT ELV", "3", "LVZ", "4", "LVZ mit URL")),
            Map.entry("3316", Map.of("1", "positiv", "2", "negativ", "3", "nicht verwertbar")),
            Map.entry("3317", Map.of("0", "nein", "1", "ja", "9", "nicht differenzierbar")),
            Map.entry(
                    "7281",
                    Map.of(
                            "0", "sonstige",
                            "1", "Antigen-Nachweis",
                            "2", "PCR",
                            "3", "Mikroskopie",
                            "4", "Agglutination",
                            "5", "Kultur",
                            "6", "Biochemische Identifikation",
                            "7", "MALDI-TOF")),
            Map.entry(
                    "7286",
                    Map.of(
                            "0", "nicht erstellt",
                            "1", "Agardiffusion",
                            "2", "Agardilution",
                            "3", "PCR und Hybridisierung",
                            "4", "sonstige Methode",
                            "5", "Breakpoint-Methode")),
            Map.entry(
                    "7290",
                    Map.of(
                            "0", "nicht getestet",
                            "1", "sensibel/wirksam",
                            "2", "mäßig sensibel/schwach wirksam",
                            "3", "resistent/unwirksam",
                            "4", "wirksam in hohen Konzentrationen",
                            "5", "natürliche Resistenz")),
            Map.entry("7301", Map.of("0", "nicht nachweisbar", "1", "zweifelhaft", "2", "nachweisbar")),
            Map.entry(
                    "7357",
                    Map.of(
                            "0", "kein Wachstum",
                            "1", "spärlich",
                            "2", "mäßig",
                            "3", "reichlich",
                            "4", "massenhaft")),
            Map.entry("7405", Map.of("1", "vorhanden", "2", "nicht vorhanden")),
            Map.entry("7416", Map.of("1", "nach Entzündungsbehandlung", "2", "nach Östrogenbehandlung")),
            Map.entry("7424", Map.of("1", "CLSI", "2", "EUCAST", "3", "CA-SFM")),
            Map.entry("7431", Map.of("0", "Sonstige", "1", "Pathologie", "2", "Humangenetik")),
            Map.entry(
                    "9970",
                    Map.of(
                            "100", "Laborbefund",
                            "110", "Patientenbefund",
                            "250", "Laborspezifisches Dokument",
                            "255", "Mikrobiologie",
                            "300", "Meldung gemäß IfSG",
                            "400", "Normbereichsgrafik",
                            "500", "Rechnung",
                            "900", "LDT-Datensatz")));

    private Wording() {}

    /** "Gruppe: IIID1"; a field without a name is shown by its number. */
    static String line(LdtField field) {
        return LABELS.getOrDefault(field.id(), "Feld " + field.id()) + ": "
                + value(field.id(), field.text().strip());
    }

    /** The meaning of a code, or the code itself. */
    static String value(String field, String code) {
        return VALUES.getOrDefault(field, Map.of()).getOrDefault(code, code);
    }
}
