package health.careloop.ldt;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads a file or transmission. Never throws on input: what it cannot read becomes a {@link Fault}, what is fatally
 * broken makes {@link LdtFile#readable()} false.
 */
public final class LdtReader {
    private LdtReader() {}

    /** Keeps a copy of the bytes; fields decode from it on demand. */
    public static LdtFile read(byte[] message) {
        Optional<Fault> foreign = Dialect.foreign(message);
        if (foreign.isPresent()) {
            return unreadable(foreign.get());
        }
        byte[] bytes = message.clone();
        int lead = byteOrderMark(bytes);
        Lines lines = Lines.of(bytes, lead, bytes.length);
        foreign = Dialect.foreign(lines);
        if (foreign.isPresent()) {
            return unreadable(foreign.get());
        }
        List<PackageSpan> spans = PackageSpan.in(lines);
        FaultLog faults = new FaultLog();
        List<LdtField> stray = stray(bytes, lead, lines, spans.getFirst().from(), faults);
        List<LdtPackage> packages = new ArrayList<>();
        for (PackageSpan span : spans) {
            LdtPackage read = new PackageReader(lines, span).read();
            packages.add(read);
            faults.addAll(read.faults());
        }
        return new LdtFile(packages, faults.byLine(), stray);
    }

    private static LdtFile unreadable(Fault fault) {
        return new LdtFile(List.of(), List.of(fault), List.of());
    }

    private static int byteOrderMark(byte[] bytes) {
        boolean marked =
                bytes.length >= 3 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF;
        return marked ? 3 : 0;
    }

    private static List<LdtField> stray(byte[] bytes, int lead, Lines lines, int firstRecord, FaultLog faults) {
        List<LdtField> stray = new ArrayList<>();
        if (lead > 0) {
            stray.add(new LdtField(1, 0, -1, lead, "", new Slice(bytes, 0, lead, LdtCharset.UTF_8)));
            faults.add(new Fault(
                    1,
                    0,
                    "",
                    "BAS-CHARSET",
                    Severity.WARNING,
                    new Sentence(
                            "Die Datei beginnt mit einer UTF-8-Bytereihenfolgemarke (BOM).",
                            "The file starts with a UTF-8 byte order mark."),
                    new Sentence(
                            "Ein Texteditor oder Kommunikationsserver hat die Datei umgeschrieben. Sie muss Byte für Byte"
                                    + " unverändert gesendet werden.",
                            "A text editor or gateway rewrote the file. Send its bytes unchanged.")));
        }
        for (int i = 0; i < firstRecord; i++) {
            LdtField field = PackageReader.field(lines, i, LdtCharset.ISO_8859_15);
            stray.add(field);
            if (!lines.isPadding(i)) {
                faults.add(new Fault(
                        field.line(),
                        field.offset(),
                        field.id(),
                        "BAS-FSA",
                        Severity.FATAL,
                        new Sentence(
                                "Zeile " + field.line() + " steht vor dem ersten Satz.",
                                "Line " + field.line() + " stands in front of the first record."),
                        new Sentence(
                                "Ein Satz beginnt mit der Feldkennung 8000. Möglicherweise fehlt der Anfang der Übertragung.",
                                "A record starts with field 8000. The beginning of the transmission may be missing.")));
            }
        }
        return stray;
    }
}
