package health.careloop.ldt;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Turns the lines of one package into records and checks everything that proves its bytes complete. */
final class PackageReader {
    /** In force since 1 October 2026. */
    private static final String CURRENT_LDT3 = "LDT3.2.20";

    private static final String CURRENT_LDT2 = "LDT1014.01";
    private static final Set<String> OLDER_LDT2 = Set.of("LDT1001.01", "LDT1001.02");

    /** Older, with tables we have or that were compared with them: we write them ourselves. */
    private static final Set<String> OLDER_LDT3 = Set.of("LDT3.2.17", "LDT3.2.18", "LDT3.2.19");

    static final int RECORD = 8000;
    static final int LENGTH = 8100;

    private static final int[] NO_OBJECTS = {};

    private final Lines lines;
    private final Optional<LdtCharset> transported;
    private final PackageSpan span;
    private final FaultLog faults = new FaultLog();

    PackageReader(Lines lines, PackageSpan span, Optional<LdtCharset> transported) {
        this.transported = transported;
        this.lines = lines;
        this.span = span;
    }

    LdtPackage read() {
        Generation generation = generation(lines, span);
        CharsetDetector detector = new CharsetDetector(lines, span, generation, transported, faults);
        CharsetFinding charset = detector.find();
        String version = version(lines, span, generation, faults);
        Pairing.check(
                span.header(),
                span.trailer(),
                new LdtField(lines, span.from()),
                new LdtField(lines, span.to() - 1),
                faults);
        Measured measured = new LengthCheck(lines, span, charset, faults).run();
        List<LdtRecord> records = records(generation, lines.in(charset.charset(), detector.isMixed()));
        if (span.header().equals("8220") && !anyReport(records)) {
            faults.add(noReport(new LdtField(lines, span.from())));
        }
        switch (generation) {
            case LDT2 -> {
                SumCheck sums = new SumCheck(faults);
                records.forEach(satz -> sums.accept(satz, measured));
                sums.end();
            }
            case LDT3 -> new DigestCheck(lines, span, charset, faults).run();
        }
        return new LdtPackage(
                span.header(),
                lines.offset(span.from()),
                lines.end(span.to() - 1) - (long) lines.start(span.from()),
                generation,
                version,
                charset,
                records,
                faults.byLine());
    }

    private static boolean anyReport(List<LdtRecord> records) {
        for (LdtRecord satz : records) {
            if (RecordType.isReport(satz.type())) {
                return true;
            }
        }
        return false;
    }

    /** Only LDT 3 has objects, a record end 8001 and the version in 0001. */
    static Generation generation(Lines lines, PackageSpan span) {
        for (int i = span.from(); i < span.to(); i++) {
            switch (lines.id(i)) {
                case 8001, 8002, 8003 -> {
                    return Generation.LDT3;
                }
                case 8000 -> {
                    String type = lines.ascii(i);
                    if (type.equals("8205") || type.equals("8215")) {
                        return Generation.LDT3;
                    }
                }
                case 1 -> {
                    if (lines.ascii(i).startsWith("LDT3")) {
                        return Generation.LDT3;
                    }
                }
                case 8100, 9106, 9210, 9211, 9212 -> {
                    return Generation.LDT2;
                }
                default -> {}
            }
        }
        return Generation.LDT2;
    }

    /** As sent; what is wrong with it is a fault. */
    static String version(Lines lines, PackageSpan span, Generation generation, FaultLog faults) {
        int at = -1;
        for (int i = span.from(); i < span.to() && at < 0; i++) {
            if (lines.id(i) == (generation == Generation.LDT3 ? 1 : 9212)) {
                at = i;
            }
        }
        for (int i = span.from(); generation == Generation.LDT2 && i < span.to() && at < 0; i++) {
            if (isOldVersion(lines.id(i))) {
                at = i;
            }
        }
        if (at < 0 && span.header().isEmpty()) {
            return "";
        }
        if (at < 0) {
            fault(
                    faults,
                    lines,
                    Severity.WARNING,
                    span.from(),
                    "E001",
                    new Sentence(
                            "Das Datenpaket nennt keine LDT-Version.",
                            "The package does not say which LDT version it follows."),
                    Sentence.NONE);
            return "";
        }
        String version = lines.ascii(at);
        String expected = generation == Generation.LDT3 ? CURRENT_LDT3 : CURRENT_LDT2;
        boolean older = switch (generation) {
            case LDT2 -> isOldVersion(lines.id(at)) || OLDER_LDT2.contains(version);
            case LDT3 -> OLDER_LDT3.contains(version);
        };
        String dialect = generation == Generation.LDT2 ? "LDT 2" : "LDT 3";
        if (older) {
            fault(
                    faults,
                    lines,
                    Severity.INFORMATION,
                    at,
                    "E001",
                    new Sentence(
                            "Das Datenpaket ist in der älteren Version " + Sentence.quote(version)
                                    + " geschrieben; aktuell ist bei " + dialect + " " + expected + ".",
                            "The package is written in the older version " + Sentence.quote(version)
                                    + "; the current one of " + dialect + " is " + expected + "."),
                    Sentence.NONE);
        } else if (!version.equals(expected)) {
            fault(
                    faults,
                    lines,
                    Severity.WARNING,
                    at,
                    "E001",
                    new Sentence(
                            "Das Datenpaket ist in der Version " + Sentence.quote(version)
                                    + " geschrieben; erwartet wird " + expected + ". Es wird trotzdem gelesen.",
                            "The package is written in version " + Sentence.quote(version) + "; expected is " + expected
                                    + ". It is read all the same."),
                    Sentence.NONE);
        }
        return version;
    }

    /** Before 2001 the version stood as month and year in 9210, or 9211 as real files have it. */
    private static boolean isOldVersion(int id) {
        return id == 9210 || id == 9211;
    }

    private List<LdtRecord> records(Generation generation, Lines written) {
        List<LdtRecord> records = new ArrayList<>();
        int first = span.from();
        while (first < span.to()) {
            int next = lines.nextHead(first + 1, span.to());
            records.add(record(generation, written, first, next, faults));
            first = next;
        }
        return records;
    }

    static LdtRecord record(Generation generation, Lines lines, int from, int to, FaultLog faults) {
        LdtField head = new LdtField(lines, from);
        String type = FieldId.shared(head);
        if (!RecordType.belongsTo(generation, type)) {
            String grammar = generation == Generation.LDT3 ? "LDT 3" : "LDT 2";
            boolean otherGeneration = RecordType.isLdt(type);
            faults.add(new Fault(
                    head.line(),
                    head.offset(),
                    "8000",
                    "BAS-FSA",
                    otherGeneration ? Severity.FATAL : Severity.ERROR,
                    new Sentence(
                            "Die Satzart " + Sentence.quote(type) + " in Zeile " + head.line() + " gibt es in "
                                    + grammar + " nicht; der Satz wurde nicht gelesen.",
                            "The record " + Sentence.quote(type) + " in line " + head.line() + " is no " + grammar
                                    + " record and was not read."),
                    otherGeneration
                            ? new Sentence(
                                    "Ein Datenpaket mischt LDT 2 und LDT 3.", "One package mixes LDT 2 and LDT 3.")
                            : Sentence.NONE));
        }
        if (lines.anyOdd()) {
            OddContents.check(lines, from, to, faults);
        }
        List<LdtPart> parts = switch (generation) {
            case LDT2 -> flat(lines, from, to, faults);
            case LDT3 -> new ObjectTree(type, lines, from, to, faults).parts();
        };
        LdtRecord satz = new LdtRecord(type, new RecordLines(lines, from, to), parts);
        if (generation == Generation.LDT3) {
            OnePatient.check(satz, lines, from, to, faults);
        }
        return satz;
    }

    private static List<LdtPart> flat(Lines lines, int from, int to, FaultLog faults) {
        OneReport one = new OneReport(faults);
        for (int i = from; i < to; i++) {
            one.accept(lines, i);
        }
        return new RecordParts(lines, from, to, Generation.LDT2, NO_OBJECTS, 0);
    }

    static Fault noReport(LdtField first) {
        return new Fault(
                first.line(),
                first.offset(),
                first.id(),
                "BAS-FSA",
                Severity.WARNING,
                new Sentence("Das Datenpaket enthält keinen Befund.", "The package contains no report."),
                Sentence.NONE);
    }

    private static void fault(
            FaultLog faults, Lines lines, Severity severity, int i, String rule, Sentence sentence, Sentence hint) {
        faults.add(
                new Fault(lines.line(i), lines.offset(i), FieldId.text(lines.id(i)), rule, severity, sentence, hint));
    }
}
