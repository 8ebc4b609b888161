package health.careloop.ldt;

/** A transmission without its trailer broke off; one without its header lost its beginning; one follows no other. */
final class Pairing {
    private static final String RULE = "BAS-FSAP";

    private Pairing() {}

    static void check(String header, String trailer, LdtField first, LdtField last, FaultLog faults) {
        if (header.isEmpty()) {
            fault(
                    faults,
                    Severity.FATAL,
                    first,
                    new Sentence(
                            "Dem Datenpaket ab Zeile " + first.line()
                                    + " fehlt der Header 8220 oder 8230: Absender und Empfänger sind unbekannt.",
                            "The package that starts in line " + first.line()
                                    + " has no header record 8220 or 8230: who sent it, and to whom, is not known."),
                    new Sentence(
                            "Der Anfang der Übertragung fehlt. Bitten Sie das Labor, sie zu wiederholen.",
                            "The beginning of the transmission is missing. Ask the laboratory to send it again."));
        }
        if (trailer.isEmpty()) {
            fault(
                    faults,
                    Severity.FATAL,
                    last,
                    new Sentence(
                            "Die Übertragung ist abgebrochen: Das Datenpaket ab Zeile " + first.line()
                                    + " endet in Zeile " + last.line() + " ohne den Abschluss-Satz "
                                    + RecordType.trailerOf(header) + ".",
                            "The transmission was interrupted: the package that starts in line " + first.line()
                                    + " ends in line " + last.line() + " without its closing record "
                                    + RecordType.trailerOf(header) + "."),
                    new Sentence(
                            "Nichts davon darf übernommen werden. Bitten Sie das Labor, die Übertragung zu wiederholen.",
                            "Nothing of it may be filed. Ask the laboratory to send it again."));
        } else if (!header.isEmpty() && !RecordType.trailerOf(header).equals(trailer)) {
            fault(
                    faults,
                    Severity.ERROR,
                    last,
                    new Sentence(
                            "Das Datenpaket beginnt mit " + header + " und endet mit " + trailer + ".",
                            "The package opens with " + header + " and closes with " + trailer + "."),
                    new Sentence(
                            "Header und Abschluss gehören zusammen: 8220 mit 8221, 8230 mit 8231.",
                            "Header and trailer should belong together: 8220 with 8221, 8230 with 8231."));
        }
    }

    /** KBV wants a file for each package. Both are read; each keeps the proofs of its own bytes. */
    static Fault another(LdtField head) {
        return new Fault(
                head.line(),
                head.offset(),
                head.id(),
                RULE,
                Severity.WARNING,
                new Sentence(
                        "In Zeile " + head.line()
                                + " beginnt ein weiteres Datenpaket; je Datei ist eines vorgesehen. Alle werden gelesen.",
                        "Another package starts in line " + head.line()
                                + "; a file should hold one. All of them are read."),
                new Sentence(
                        "Der Absender sollte jedes Datenpaket als eigene Datei senden.",
                        "The sender should send every package as a file of its own."));
    }

    private static void fault(FaultLog faults, Severity severity, LdtField at, Sentence sentence, Sentence hint) {
        faults.add(new Fault(at.line(), at.offset(), at.id(), RULE, severity, sentence, hint));
    }
}
