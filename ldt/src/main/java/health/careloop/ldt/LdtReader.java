package health.careloop.ldt;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads a file or transmission. Never throws on input: what it cannot read becomes a {@link Fault}, what is fatally
 * broken makes {@link LdtFile#readable()} false. Work and memory grow with the length of the input and nothing else.
 */
public final class LdtReader {
    /** Each carries its own faults: without a bound, ten megabytes of headers would become gigabytes of sentences. */
    private static final int MOST_PACKAGES = 5_000;

    private LdtReader() {}

    /** Keeps a copy of the bytes; fields decode from it on demand. */
    public static LdtFile read(byte[] message) {
        return read(message, ReadOptions.DEFAULT);
    }

    public static LdtFile read(byte[] message, ReadOptions options) {
        return own(message.clone(), options);
    }

    /**
     * Reads a stream to its end, or to {@link ReadOptions#mostBytes}: a longer one is refused, and what was read of it is
     * in {@link LdtFile#stray}. Holds the whole message in memory, about twenty times its length while reading many short
     * lines; for bounded memory see {@link LdtRecordReader}.
     *
     * @throws IOException when the stream fails; content never throws
     */
    public static LdtFile read(InputStream in, ReadOptions options) throws IOException {
        byte[] bytes = in.readNBytes((int) options.mostBytes() + 1);
        if (bytes.length > options.mostBytes()) {
            return unreadable(
                    bytes,
                    tooLarge(new Sentence(
                            "Die Nachricht ist länger als " + options.mostBytes() + " Bytes.",
                            "The message is longer than " + options.mostBytes() + " bytes.")));
        }
        return own(bytes, options);
    }

    private static LdtFile own(byte[] bytes, ReadOptions options) {
        Optional<Envelope.Content> opened = Envelope.opened(bytes, options);
        if (opened.isPresent()) {
            byte[] inside = opened.get().bytes();
            Fault fault = opened.get().fault();
            return inside == null
                    ? unreadable(bytes, fault)
                    : with(fault, bare(inside, options, opened.get().firstLine()));
        }
        return bare(bytes, options, 1);
    }

    private static LdtFile bare(byte[] bytes, ReadOptions options, int firstLine) {
        Optional<Fault> foreign = Dialect.foreign(bytes);
        if (foreign.isPresent()) {
            return unreadable(bytes, foreign.get());
        }
        int lead = Envelope.lead(bytes);
        int tail = Envelope.tail(bytes);
        Lines lines = Lines.of(bytes, lead, tail, options.mostLines()).startingAt(0, firstLine);
        if (lines.count() > options.mostLines()) {
            return unreadable(
                    bytes,
                    tooLarge(new Sentence(
                            "Die Nachricht hat mehr als " + options.mostLines() + " Zeilen.",
                            "The message has more than " + options.mostLines() + " lines.")));
        }
        FaultLog faults = new FaultLog();
        List<LdtField> stray = new ArrayList<>();
        around(bytes, lead, tail, lines, faults, stray);
        foreign = Dialect.foreign(lines);
        if (foreign.isPresent()) {
            stray.addAll(fields(lines, lines.count()));
            return new LdtFile(List.of(), List.of(foreign.get()), stray);
        }
        List<PackageSpan> spans = PackageSpan.in(lines);
        if (spans.size() > MOST_PACKAGES) {
            return unreadable(
                    bytes,
                    tooLarge(new Sentence(
                            "Die Datei enthält mehr als " + MOST_PACKAGES + " Datenpakete.",
                            "The file holds more than " + MOST_PACKAGES + " packages.")));
        }
        inFront(lines, spans.getFirst().from(), faults, stray);
        List<LdtPackage> packages = new ArrayList<>();
        for (PackageSpan span : spans) {
            LdtPackage read = new PackageReader(lines, span, options.declared()).read();
            packages.add(read);
            faults.addAll(read.faults());
        }
        if (packages.size() > 1) {
            faults.add(Pairing.another(
                    packages.get(1).records().getFirst().fields().getFirst()));
        }
        return new LdtFile(packages, faults.byLine(), stray);
    }

    static Fault tooLarge(Sentence sentence) {
        return new Fault(
                1,
                0,
                "",
                "BAS-SIZE",
                Severity.FATAL,
                sentence,
                new Sentence("Bitte in Teilen senden.", "Send it in parts."));
    }

    /** Every byte of it is kept as one stray field. */
    private static LdtFile unreadable(byte[] bytes, Fault fault) {
        return new LdtFile(
                List.of(), List.of(fault), bytes.length == 0 ? List.of() : List.of(raw(bytes, 1, 0, bytes.length)));
    }

    private static LdtFile with(Fault fault, LdtFile file) {
        List<Fault> faults = new ArrayList<>(file.faults());
        faults.addFirst(fault);
        return new LdtFile(file.packages(), faults, file.stray());
    }

    private static LdtField raw(byte[] bytes, int line, int from, int to) {
        return new LdtField(Lines.raw(bytes, line, from, to), 0);
    }

    private static List<LdtField> fields(Lines lines, int to) {
        List<LdtField> fields = new ArrayList<>();
        for (int i = 0; i < to; i++) {
            fields.add(new LdtField(lines, i));
        }
        return fields;
    }

    /** Byte order mark and MLLP. */
    private static void around(byte[] bytes, int lead, int tail, Lines lines, FaultLog faults, List<LdtField> stray) {
        if (lead > 0) {
            stray.add(raw(bytes, 1, 0, lead));
        }
        if (tail < bytes.length) {
            int last = lines.count() == 0 ? 1 : lines.line(lines.count() - 1) + 1;
            stray.add(raw(bytes, last, tail, bytes.length));
        }
        lead(bytes, faults);
    }

    /** What was found in front of the first line. */
    static void lead(byte[] bytes, FaultLog faults) {
        if (Envelope.isMllp(bytes)) {
            faults.add(new Fault(
                    1,
                    0,
                    "",
                    "BAS-WRAP",
                    Severity.WARNING,
                    new Sentence(
                            "Die Nachricht steht in einem MLLP-Rahmen (0x0B … 0x1C 0x0D).",
                            "The message stands in an MLLP frame (0x0B … 0x1C 0x0D)."),
                    new Sentence(
                            "Stellen Sie im sendenden Kommunikationsserver den Rahmen ab: LDT hat keinen.",
                            "Switch the frame off in the sending interface engine: LDT has none.")));
        }
        if (Envelope.lead(bytes) >= 3) {
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
    }

    private static void inFront(Lines lines, int firstRecord, FaultLog faults, List<LdtField> stray) {
        for (int i = 0; i < firstRecord; i++) {
            LdtField field = new LdtField(lines, i);
            stray.add(field);
            if (!lines.isPadding(i)) {
                faults.add(FrontLines.fault(field.line(), field.offset(), field.id()));
            }
        }
    }
}
