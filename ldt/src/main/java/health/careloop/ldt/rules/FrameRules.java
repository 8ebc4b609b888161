package health.careloop.ldt.rules;

import health.careloop.ldt.Sentence;
import health.careloop.ldt.rules.RuleBook.CheckedBy;
import health.careloop.ldt.rules.RuleBook.Entry;
import java.util.List;

/** What {@link health.careloop.ldt.LdtReader} and the clinical view judge: frame, check sums, charset, documents. */
final class FrameRules {
    static final List<Entry> ALL = List.of(
            reader(
                    "BAS-BASE64",
                    "ein Dokument (6329) ist gültiges Base64 und das, als was es angekündigt ist; gefunden von LdtReports",
                    "a document (6329) is valid base64 and what it is announced as; found by LdtReports"),
            reader(
                    "BAS-CHARSET",
                    "9106 nennt den Zeichensatz, in dem der Text steht",
                    "9106 names the charset the text is written in"),
            reader("BAS-DIALECT", "die Datei ist LDT", "the file is LDT"),
            reader("BAS-EOL", "jede Zeile endet mit CR LF", "every line ends with CR LF"),
            reader("BAS-FFFD", "kein Zeichen ist verloren (U+FFFD)", "no character is lost (U+FFFD)"),
            new Entry(
                    "BAS-FILE",
                    new Sentence("der Name der Datei folgt dem Muster der KBV", "the file is named as KBV has it"),
                    CheckedBy.NOBODY,
                    new Sentence("der Leser bekommt Bytes und keinen Namen", "the reader is given bytes and no name"),
                    false,
                    "BAS-FILE"),
            reader("BAS-FSA", "8000 nennt eine bekannte Satzart", "8000 names a known record type"),
            reader(
                    "BAS-FSAL",
                    "ein Satz endet mit 8001 (LDT 3) und enthält einen Befund eines Patienten",
                    "a record ends with 8001 (LDT 3) and holds one report of one patient"),
            reader(
                    "BAS-FSAP",
                    "ein Datenpaket hat Kopf und Abschluss, und eine Datei ein Datenpaket",
                    "a package has a header and a trailer, and a file one package"),
            reader("BAS-GLEN", "LDT 2: 9202 ist die Summe aller 8100", "LDT 2: 9202 is the sum of all 8100"),
            reader("BAS-LINE", "jede Zeile ist ein Feld", "every line is a field"),
            reader("BAS-LLL", "eine Zeile ist so lang, wie sie sagt", "a line is as long as it says"),
            reader("BAS-NOSUM", "8100, 9202 und 9300 sind vorhanden", "8100, 9202 and 9300 are there"),
            reader(
                    "BAS-OBJ",
                    "Objekte öffnen und schließen sich wie Klammern, haben ein Objektattribut und sind nicht leer",
                    "objects open and close like brackets, have an Objektattribut and are not empty"),
            reader(
                    "BAS-RANGE",
                    "zu einem Wert gehört im LDT 2 ein Normbereich; gefunden von LdtReports",
                    "LDT 2: a value has one range; found by LdtReports"),
            reader(
                    "BAS-REF",
                    "eine Nummer (7304, 7354, 7364) ist einmal vergeben und nennt etwas, das gesendet wurde; gefunden"
                            + " von LdtReports",
                    "a number (7304, 7354, 7364) is given once and names what was sent; found by LdtReports"),
            reader(
                    "BAS-SIZE",
                    "eine Nachricht ist nicht länger, als ReadOptions erlaubt: Bytes, Zeilen, Datenpakete",
                    "a message is no longer than ReadOptions allow: bytes, lines, packages"),
            reader(
                    "BAS-SLEN",
                    "LDT 2: 8100 ist die Summe der Zeilenlängen ihres Satzes",
                    "LDT 2: 8100 is the sum of the line lengths of its record"),
            reader(
                    "BAS-UNIT",
                    "ein Wert hat eine Einheit, und beide Grenzen eines Normbereichs haben dieselbe; gefunden von"
                            + " LdtReports",
                    "a value has one unit, and both limits of a range have the same; found by LdtReports"),
            reader(
                    "BAS-WRAP",
                    "um die Datei liegt nichts: kein MLLP, kein Archiv, kein XML",
                    "nothing lies around the file: no MLLP, no archive, no XML"));

    private FrameRules() {}

    private static Entry reader(String id, String german, String english) {
        return new Entry(id, new Sentence(german, english), CheckedBy.READER, Sentence.NONE, false, id);
    }
}
