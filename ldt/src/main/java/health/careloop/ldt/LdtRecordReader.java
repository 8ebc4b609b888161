package health.careloop.ldt;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a stream one record at a time, for files too large to hold. Checks what {@link LdtReader} checks, with three
 * differences: a charset is judged record by record, 9300 is compared with the bytes as they came and not with restored
 * ones, and a foreign format is no more than faults.
 *
 * <p>Memory: {@value LdtTokenizer#BUFFER} bytes and one record, parsed. A record longer than
 * {@link ReadOptions#mostBytes} is skipped with a fatal fault.
 */
public final class LdtRecordReader {
    private final LdtTokenizer token;
    private final ReadOptions options;
    private boolean pending;
    private List<Fault> faults = List.of();

    private String header = "";
    private String trailer = "";
    private @Nullable LdtField first;
    private @Nullable LdtField last;
    private @Nullable Generation generation;
    private @Nullable CharsetFinding charset;
    private MessageDigest sha1 = DigestCheck.sha1();
    private SumCheck sums = new SumCheck(new FaultLog());
    private FaultLog log = new FaultLog();
    private boolean ended;
    private boolean several;

    private LdtRecordReader(LdtTokenizer token, ReadOptions options) {
        this.token = token;
        this.options = options;
    }

    /** The stream is read to its end and not closed. */
    public static LdtRecordReader of(InputStream in, ReadOptions options) {
        return new LdtRecordReader(LdtTokenizer.of(in), options);
    }

    /** What was wrong with the record that {@link #next} returned last; after the end, with the last package. */
    public List<Fault> faults() {
        return faults;
    }

    /** LDT 2 until a record says otherwise. */
    public Generation generation() {
        return generation == null ? Generation.LDT2 : generation;
    }

    /**
     * The next record that fits into memory.
     *
     * @return empty at the end of the stream
     * @throws java.io.UncheckedIOException when the stream fails; content never throws
     */
    public Optional<LdtRecord> next() {
        log = new FaultLog();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Optional<LdtRecord> found = Optional.empty();
        while (!ended && found.isEmpty()) {
            if (!pending && !token.next()) {
                ended = true;
                break;
            }
            long offset = token.offset();
            int line = (int) token.line();
            if (gather(bytes)) {
                found = Optional.of(record(bytes.toByteArray(), offset, line));
            } else {
                tooLong(offset, line);
                bytes.reset();
            }
        }
        if (found.isEmpty()) {
            close();
        }
        faults = log.byLine();
        return found;
    }

    /** Everything up to the next 8000; false when it is too much. */
    private boolean gather(ByteArrayOutputStream bytes) {
        boolean fits = true;
        do {
            fits &= bytes.size() + token.actualLength() <= options.mostBytes();
            if (fits) {
                bytes.write(token.buffer(), token.start(), token.actualLength());
            }
            pending = token.next();
        } while (pending && token.fieldId() != 8000);
        ended = !pending;
        return fits;
    }

    private LdtRecord record(byte[] bytes, long offset, int line) {
        Lines lines = Lines.of(bytes, 0, bytes.length).startingAt(offset, line);
        String type = lines.id(0) == 8000 ? lines.ascii(0) : "";
        boolean opens =
                type.equals("0020") || (RecordType.isHeader(type) && !header.isEmpty()) || startsAfterTrailer(type);
        boolean packageBefore = first != null;
        if (opens) {
            close();
        }
        PackageSpan span = new PackageSpan(0, lines.count(), header, RecordType.isTrailer(type) ? type : "8221");
        if (generation == null || RecordType.isHeader(type)) {
            generation = PackageReader.generation(lines, span);
        }
        CharsetDetector detector = new CharsetDetector(lines, span, generation, options.declared(), log);
        CharsetFinding known = charset;
        CharsetFinding finding = known == null || RecordType.isHeader(type) || generation == Generation.LDT3
                ? detector.find()
                : detector.findAfter(known);
        if (known == null || RecordType.isHeader(type)) {
            charset = finding;
        }
        Map<Long, Integer> measured = new LengthCheck(lines, span, finding, log).run();
        List<LdtField> fields = PackageReader.fields(lines.in(finding.charset()), 0, lines.count());
        LdtRecord satz = PackageReader.record(generation, fields, log);
        if (opens && packageBefore && !several) {
            several = true;
            log.add(Pairing.another(satz.fields().getFirst()));
        }
        note(satz, type);
        sums.log(log);
        switch (generation) {
            case LDT2 -> sums.accept(satz, measured);
            case LDT3 -> {
                if (RecordType.isTrailer(type)) {
                    new DigestCheck(lines, span, finding, log).runAfter(sha1);
                }
                sha1.update(bytes);
            }
        }
        return satz;
    }

    private boolean startsAfterTrailer(String type) {
        return !trailer.isEmpty() && !type.equals("0021");
    }

    private void note(LdtRecord satz, String type) {
        first = first == null ? satz.fields().getFirst() : first;
        last = satz.fields().getLast();
        if (RecordType.isHeader(type)) {
            header = type;
        } else if (RecordType.isTrailer(type)) {
            trailer = type;
        }
    }

    /** The package that was open is over; its faults come with the record after it. */
    private void close() {
        if (first != null && last != null) {
            Pairing.check(header, trailer, first, last, log);
            sums.log(log);
            sums.end();
        }
        header = "";
        trailer = "";
        first = null;
        last = null;
        generation = null;
        charset = null;
        sha1 = DigestCheck.sha1();
        sums = new SumCheck(log);
    }

    private void tooLong(long offset, int line) {
        log.add(new Fault(
                line,
                offset,
                "8000",
                "BAS-SIZE",
                Severity.FATAL,
                new Sentence(
                        "Der Satz ab Zeile " + line + " ist länger als " + options.mostBytes()
                                + " Bytes und wurde nicht gelesen.",
                        "The record in line " + line + " is longer than " + options.mostBytes()
                                + " bytes and was not read."),
                new Sentence("Bitte in Teilen senden.", "Send it in parts.")));
    }
}
