package health.careloop.ldt;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Recognises what was sent instead of LDT, so that the sender hears a name and not "syntax error". */
final class Dialect {
    static final String RULE = "BAS-DIALECT";

    private static final Sentence EXPECTED = new Sentence(
            "Senden Sie LDT 2 oder LDT 3: Die erste Zeile lautet zum Beispiel 01380008220.",
            "Send LDT 2 or LDT 3: a first line such as 01380008220.");

    private static final Sentence UNPACK = new Sentence("Bitte vor dem Senden entpacken.", "Unpack it before sending.");

    private Dialect() {}

    /** By the first bytes. */
    static Optional<Fault> foreign(byte[] bytes) {
        if (bytes.length > 0 && bytes[0] >= '0' && bytes[0] <= '9') {
            return Optional.empty();
        }
        if (blank(bytes)) {
            return fault(
                    bytes.length == 0
                            ? new Sentence("Die Nachricht ist leer.", "The message is empty.")
                            : new Sentence(
                                    "Die Nachricht besteht nur aus Leerzeichen oder Nullbytes.",
                                    "The message is nothing but blanks or zero bytes."),
                    new Sentence(
                            "Prüfen Sie, ob der Absender die Datei als Inhalt (Body) mitschickt.",
                            "Check that the sender attaches the file as the body."));
        }
        if (isGzip(bytes)) {
            return fault(
                    new Sentence("Dies ist ein gzip-Archiv, kein LDT.", "This is a gzip archive, not LDT."), UNPACK);
        }
        if (starts(bytes, 'P', 'K', 3, 4)) {
            return fault(new Sentence("Dies ist ein ZIP-Archiv, kein LDT.", "This is a ZIP archive, not LDT."), UNPACK);
        }
        if (starts(bytes, '%', 'P', 'D', 'F')) {
            return fault(
                    new Sentence("Dies ist ein PDF-Dokument, kein LDT.", "This is a PDF document, not LDT."), EXPECTED);
        }
        if (starts(bytes, 0xFF, 0xFE) || starts(bytes, 0xFE, 0xFF)) {
            return fault(
                    new Sentence("Dies ist Text in UTF-16, kein LDT.", "This is UTF-16 text, not LDT."),
                    new Sentence(
                            "Senden Sie die Datei Byte für Byte unverändert, im Zeichensatz aus Feld 9106.",
                            "Send the bytes of the file unchanged, in the charset of 9106."));
        }
        byte[] text = withoutLead(bytes);
        if (starts(text, 'M', 'S', 'H', '|')) {
            return fault(
                    new Sentence("Dies ist eine HL7-v2-Nachricht, kein LDT.", "This is an HL7 v2 message, not LDT."),
                    EXPECTED);
        }
        boolean ldtInside = starts(text, '<') && Envelope.ldtInside(bytes) >= 0;
        if (starts(text, '<') && Envelope.declaresType(bytes) && (ldtInside || !isHtml(bytes))) {
            return fault(
                    new Sentence(
                            "Das XML-Dokument hat eine Dokumenttypdeklaration (DOCTYPE). Sie wird nicht ausgewertet: Nichts"
                                    + " wurde ersetzt, nichts nachgeladen und nichts gelesen.",
                            "The XML document has a document type declaration (DOCTYPE). It is not evaluated: nothing was"
                                    + " replaced, nothing was fetched and nothing was read."),
                    new Sentence(
                            "Senden Sie nur die LDT-Daten, oder das XML ohne DOCTYPE und eigene Entitäten.",
                            "Send the LDT alone, or the XML without DOCTYPE and entities of its own."));
        }
        if (ldtInside) {
            return fault(
                    new Sentence("Dies ist LDT in einem XML-Dokument.", "This is LDT inside an XML document."),
                    new Sentence(
                            "Senden Sie nur die LDT-Daten, ohne das XML darum.",
                            "Send the LDT alone, without the XML around it."));
        }
        if (starts(text, '<')) {
            return fault(new Sentence("Dies ist XML oder HTML, kein LDT.", "This is XML or HTML, not LDT."), EXPECTED);
        }
        if (starts(text, '{') || starts(text, '[')) {
            return fault(
                    new Sentence("Dies sieht nach JSON aus, nicht nach LDT.", "This looks like JSON, not LDT."),
                    EXPECTED);
        }
        return Optional.empty();
    }

    /** Every page has a DOCTYPE, and nobody expects LDT of it. */
    private static boolean isHtml(byte[] bytes) {
        String head = LdtCharset.ISO_8859_1.decode(bytes, 0, Math.min(bytes.length, 1_024));
        return head.toLowerCase(Locale.ROOT).contains("<!doctype html");
    }

    static boolean isGzip(byte[] bytes) {
        return starts(bytes, 0x1F, 0x8B);
    }

    static boolean isXml(byte[] bytes) {
        return starts(withoutLead(bytes), '<');
    }

    /** By the record types, for files that are made of xDT lines or of no lines at all. */
    static Optional<Fault> foreign(Lines lines) {
        boolean anyRecord = false;
        String first = "";
        for (int i = 0; i < lines.count(); i++) {
            if (lines.id(i) == 8000) {
                String type = lines.ascii(i);
                if (RecordType.isLdt(type) && !type.equals("0020") && !type.equals("0021")) {
                    return Optional.empty();
                }
                first = anyRecord && !first.equals("0020") ? first : type;
                anyRecord = true;
            }
        }
        if (!anyRecord) {
            return Optional.of(withoutRecords(looksLikeLdtWithoutRecords(lines)));
        }
        if (first.startsWith("63")) {
            return fault(
                    new Sentence(
                            "Dies ist eine GDT-Datei, kein LDT: Ihr erster Satz ist " + first + ".",
                            "This is a GDT file, not LDT: its first record is " + first + "."),
                    new Sentence(
                            "GDT verbindet Geräte mit der Praxissoftware. Bitten Sie das Labor um den LDT-Export.",
                            "GDT connects devices. Ask the laboratory for the LDT export."));
        }
        if (first.equals("0020")) {
            return fault(
                    new Sentence(
                            "Die Datei hat einen Datenträger-Header 0020, aber kein LDT-Datenpaket.",
                            "The file has a data carrier header 0020 and no LDT package."),
                    new Sentence(
                            "Es kann BDT sein oder eine abgebrochene LDT-Übertragung. " + EXPECTED.german(),
                            "It may be BDT or an interrupted LDT transfer. " + EXPECTED.english()));
        }
        if (first.startsWith("00") || first.startsWith("61") || first.startsWith("62")) {
            return fault(
                    new Sentence(
                            "Dies ist eine BDT-Datei, kein LDT: Ihr erster Satz ist " + first + ".",
                            "This is a BDT file, not LDT: its first record is " + first + "."),
                    new Sentence(
                            "BDT überträgt Behandlungsdaten zwischen Praxen. Bitten Sie das Labor um den LDT-Export.",
                            "BDT moves practice records. Ask the laboratory for the LDT export."));
        }
        if (first.startsWith("01") || first.startsWith("con") || first.startsWith("adt")) {
            return fault(
                    new Sentence(
                            "Dies ist eine KVDT-Abrechnungsdatei, kein LDT: Ihr erster Satz ist " + first + ".",
                            "This is a KVDT billing file, not LDT: its first record is " + first + "."),
                    new Sentence("Bitten Sie das Labor um den LDT-Export.", "Ask the laboratory for the LDT export."));
        }
        return fault(
                new Sentence(
                        "Dies ist eine xDT-Datei mit der Satzart " + Sentence.quote(first) + ", die LDT nicht kennt.",
                        "This is an xDT file with a record " + Sentence.quote(first) + " that LDT does not know."),
                EXPECTED);
    }

    /** @param anyField whether any line is one of LDT */
    static Fault withoutRecords(boolean anyField) {
        Sentence sentence = anyField
                ? new Sentence(
                        "Nirgends beginnt ein Satz: In der Datei gibt es keine Zeile mit der Feldkennung 8000.",
                        "No record starts anywhere: there is no line 8000 in this file.")
                : new Sentence(
                        "Diese Bytes sind kein LDT: Keine Zeile beginnt mit Länge und Feldkennung.",
                        "These bytes are no LDT: no line starts with a length and a field number.");
        return new Fault(1, 0, "", RULE, Severity.FATAL, sentence, EXPECTED);
    }

    private static boolean looksLikeLdtWithoutRecords(Lines lines) {
        for (int i = 0; i < lines.count(); i++) {
            if (lines.isField(i)) {
                return true;
            }
        }
        return false;
    }

    static boolean blank(byte[] bytes) {
        for (byte value : bytes) {
            if (value < 0 || value > ' ') {
                return false;
            }
        }
        return true;
    }

    /** Without a UTF-8 byte order mark, MLLP start byte and blanks in front. */
    private static byte[] withoutLead(byte[] bytes) {
        int from = starts(bytes, 0xEF, 0xBB, 0xBF) ? 3 : 0;
        while (from < bytes.length && bytes[from] >= 0 && bytes[from] <= ' ') {
            from++;
        }
        return Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + 16));
    }

    private static boolean starts(byte[] bytes, int... lead) {
        if (bytes.length < lead.length) {
            return false;
        }
        for (int i = 0; i < lead.length; i++) {
            if ((bytes[i] & 0xFF) != lead[i]) {
                return false;
            }
        }
        return true;
    }

    private static Optional<Fault> fault(Sentence sentence, Sentence hint) {
        return Optional.of(new Fault(1, 0, "", RULE, Severity.FATAL, sentence, hint));
    }
}
