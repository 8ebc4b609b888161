package health.careloop.ldt;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a stream one record at a time, for files too large to hold. Says of a message what {@link LdtReader} says, by the same
 * rules; these need more than one record and are judged by what is known of it, of its header and, for the charset of texts, of the records in front of it: what they prove
 * of the charset holds for those behind, and later evidence against it is a finding. So are a
 * wrong length that all lines share, the version where it stands outside the header, and 9300, which is compared with the
 * bytes as they came and not with restored ones. What is only made of xDT lines (GDT, BDT) has its records and no name, and
 * there may be more than 5,000 packages. An XML document is opened when asked and then read whole, up to
 * {@link ReadOptions#mostBytes}; its lines are counted from the first of the LDT.
 *
 * <p>A stream may break off after hours, and only its end proves that nothing is missing: nothing may be filed before.
 * {@link #readAll} tells every fault and says at the end whether any was fatal. Who reads record by record asks
 * {@link #faults} behind each {@link #next}, the last one included, or {@link #readable} at the end; {@link #next} refuses
 * to go on past a fatal fault that nobody asked for.
 *
 * <p>Memory: {@value LdtTokenizer#BUFFER} bytes and one record, parsed: its bytes twice, and 8 to 30 bytes for each line. A
 * record longer than {@link ReadOptions#mostBytes}, of more lines than {@link ReadOptions#mostLines} or with a line of more
 * than a megabyte is skipped with a fatal fault.
 */
public final class LdtRecordReader {
    /** LDT allows lines of 999 bytes: one of a megabyte is none, and a gigabyte of it is not kept to say so. */
    private static final int MOST_PIECES = 16;

    private final OpenedStream stream;
    private final LdtTokenizer token;
    private final ReadOptions options;
    private @Nullable FrontLines front = new FrontLines();
    /** What was found about the stream itself; told with the first record, or later when an archive breaks off. */
    private final FaultLog opening;

    private int openingTold;
    private boolean pending;
    private List<Fault> faults = List.of();

    private String header = "";
    private String trailer = "";
    private @Nullable LdtField first;
    private @Nullable LdtField last;
    private @Nullable Generation generation;
    private CharsetDetector.@Nullable Read charset;
    private MessageDigest sha1 = DigestCheck.sha1();
    private SumCheck sums = new SumCheck(new FaultLog());
    private FaultLog log = new FaultLog();
    private boolean ended;
    private boolean several;
    private boolean enveloped;
    private boolean reports;
    private boolean readable = true;
    /** Whether anybody has asked what was wrong with the record handed over. */
    private boolean told;

    private boolean handedOver;

    private boolean started;
    private @Nullable Optional<LdtRecord> ahead;
    private @Nullable LdtRecord current;
    private @Nullable LdtRecord head;
    private @Nullable CharsetFinding written;
    private Generation shown = Generation.LDT2;
    private String version = "";

    private LdtRecordReader(OpenedStream stream, ReadOptions options, FaultLog opening) {
        this.stream = stream;
        token = LdtTokenizer.of(stream);
        this.opening = opening;
        this.options = options;
    }

    /** The stream is read to its end and not closed. */
    public static LdtRecordReader of(InputStream in, ReadOptions options) {
        FaultLog opening = new FaultLog();
        return new LdtRecordReader(new OpenedStream(in, options, opening), options, opening);
    }

    /**
     * What was wrong with the record that {@link #next} returned last, and with the package it ended; after the end, with
     * what was skipped behind the last record.
     */
    public List<Fault> faults() {
        told = true;
        return faults;
    }

    /** Whether nothing fatal was found so far; after the end, whether what was read may be filed. */
    public boolean readable() {
        told = true;
        return readable;
    }

    /**
     * Reads to the end. Every record is handed over as {@link #context} gives it, with its faults; records that could not be
     * read come as a package without records.
     *
     * @return whether no fault was fatal: only then may anything be filed
     * @throws java.io.UncheckedIOException when the stream fails; content never throws
     */
    public boolean readAll(Consumer<LdtPackage> each) {
        boolean more = true;
        while (more) {
            more = next().isPresent();
            if (more || !faults().isEmpty()) {
                each.accept(context());
            }
            told = true;
        }
        return readable;
    }

    /**
     * Of the record that {@link #next} returned last, before the first of the first one, which is read for it; after the end
     * of the last one. LDT 2 in a stream without records.
     *
     * @throws java.io.UncheckedIOException when the stream fails
     */
    public Generation generation() {
        if (!started) {
            started = true;
            ahead = read();
        }
        return shown;
    }

    /**
     * The package of the record that {@link #next} returned last, with nothing but its header and that record: what
     * {@link health.careloop.ldt.clinical.LdtReports} and the validator need to read a report of a file too large to hold.
     * Without a record, a package of nothing.
     */
    public LdtPackage context() {
        List<LdtRecord> known = new ArrayList<>();
        if (head != null && head != current) {
            known.add(head);
        }
        if (current != null) {
            known.add(current);
        }
        CharsetFinding finding =
                written == null ? new CharsetFinding(LdtCharset.ISO_8859_15, Sentence.NONE, false) : written;
        long offset = known.isEmpty() ? 0 : known.getLast().offset();
        long length = current == null
                ? 0
                : current.fields().stream().mapToLong(LdtField::actualLength).sum();
        return new LdtPackage(head == null ? "" : head.type(), offset, length, shown, version, finding, known, faults);
    }

    /**
     * The next record that fits into memory.
     *
     * @return empty at the end of the stream
     * @throws java.io.UncheckedIOException when the stream fails; content never throws
     * @throws IllegalStateException when the record before had a fatal fault and neither {@link #faults} nor
     *     {@link #readable} was asked
     */
    public Optional<LdtRecord> next() {
        boolean fatal = faults.stream().anyMatch(LdtRecordReader::isFatal);
        if (handedOver && fatal && !told) {
            throw new IllegalStateException(
                    "The record before has fatal faults that nobody asked for: call faults() after every next()");
        }
        told = false;
        handedOver = true;
        Optional<LdtRecord> found = started && ahead != null ? ahead : read();
        started = true;
        ahead = null;
        current = found.orElse(null);
        return found;
    }

    private Optional<LdtRecord> read() {
        log = new FaultLog();
        Optional<LdtRecord> found = Optional.empty();
        while (!ended && found.isEmpty()) {
            if (!pending && !token.next()) {
                ended = true;
                break;
            }
            if (!pending && inFront()) {
                continue;
            }
            long offset = token.offset() + stream.lead();
            int line = (int) token.line();
            byte[] bytes = gather();
            if (bytes == null) {
                tooLong(offset, line);
            } else {
                found = Optional.of(record(bytes, offset, line));
            }
        }
        if (found.isEmpty()) {
            close();
            head = null;
            if (front != null && opening.byLine().stream().noneMatch(LdtRecordReader::isFatal)) {
                log.add(front.foreign());
            }
            front = null;
        } else if (ended) {
            close();
        }
        List<Fault> opened = opening.byLine();
        opened.subList(openingTold, opened.size()).forEach(log::add);
        openingTold = opened.size();
        faults = log.byLine();
        readable &= faults.stream().noneMatch(LdtRecordReader::isFatal);
        return found;
    }

    /** Whether the line stands in front of the first record; at that one, what was found in front is told. */
    private boolean inFront() {
        if (front != null && token.fieldId() != PackageReader.RECORD) {
            front.accept(token, token.offset() + stream.lead());
            return true;
        }
        if (front != null) {
            front.faults().forEach(log::add);
            front = null;
        }
        return false;
    }

    /** Everything up to the next 8000; null when it is too much, and then what was gathered is given up at once. */
    private byte @Nullable [] gather() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        boolean fits = true;
        long lines = 0;
        int pieces = 0;
        do {
            pieces = token.ending() == LineEnding.CONTINUED ? pieces + 1 : 0;
            boolean fitted = fits;
            fits &= bytes.size() + token.actualLength() <= options.mostBytes()
                    && ++lines <= options.mostLines()
                    && pieces <= MOST_PIECES;
            if (fits && !stream.isClosing(token)) {
                bytes.write(token.buffer(), token.start(), token.actualLength());
            } else if (fitted && !fits) {
                bytes = new ByteArrayOutputStream();
            }
            pending = token.next();
        } while (pending && token.fieldId() != 8000);
        ended = !pending;
        return fits ? bytes.toByteArray() : null;
    }

    private LdtRecord record(byte[] bytes, long offset, int line) {
        Lines lines = Lines.of(bytes, 0, bytes.length).startingAt(offset, line);
        String type = lines.ascii(0);
        boolean opens = type.equals("0020")
                || (RecordType.isHeader(type) && !(enveloped && header.isEmpty()))
                || startsAfterTrailer(type);
        boolean packageBefore = first != null;
        if (opens) {
            close();
            head = null;
            version = "";
            enveloped = false;
        }
        enveloped = type.equals("0020") || (enveloped && !RecordType.isHeader(type));
        PackageSpan span = new PackageSpan(0, lines.count(), header, RecordType.isTrailer(type) ? type : "8221");
        if (generation == null || RecordType.isHeader(type)) {
            generation = PackageReader.generation(lines, span);
        }
        if (RecordType.isHeader(type)) {
            PackageSpan own = new PackageSpan(0, lines.count(), type, "");
            version = PackageReader.version(lines, own, generation, log);
        }
        // An envelope names no charset: the header within it does.
        FaultLog doubts = type.equals("0020") ? new FaultLog() : log;
        CharsetDetector detector = new CharsetDetector(lines, span, generation, options.declared(), doubts);
        CharsetDetector.Read known = charset;
        CharsetFinding finding =
                known == null || RecordType.isHeader(type) ? detector.find() : detector.findAfter(known);
        charset = detector.read(finding);
        Measured measured = new LengthCheck(lines, span, finding, log).run();
        LdtRecord satz = PackageReader.record(
                generation, lines.in(finding.charset(), detector.isMixed()), 0, lines.count(), log);
        if (opens && packageBefore && !several) {
            several = true;
            log.add(Pairing.another(satz.fields().getFirst()));
        }
        note(satz, type);
        shown = generation;
        written = finding;
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
        reports |= RecordType.isReport(type);
        if (RecordType.isHeader(type)) {
            header = type;
            head = satz;
        } else if (RecordType.isTrailer(type)) {
            trailer = type;
        }
    }

    private static boolean isFatal(Fault fault) {
        return fault.severity() == Severity.FATAL;
    }

    /** The package that was open is over: another begins, or the stream ends. */
    private void close() {
        if (first != null && last != null) {
            Pairing.check(header, trailer, first, last, log);
            if (header.equals("8220") && !reports) {
                log.add(PackageReader.noReport(first));
            }
            sums.log(log);
            sums.end();
        }
        header = "";
        trailer = "";
        reports = false;
        first = null;
        last = null;
        generation = null;
        charset = null;
        sha1 = DigestCheck.sha1();
        sums = new SumCheck(log);
    }

    private void tooLong(long offset, int line) {
        reports = true;
        log.add(new Fault(
                line,
                offset,
                "8000",
                "BAS-SIZE",
                Severity.FATAL,
                new Sentence(
                        "Der Satz ab Zeile " + line + " ist länger als " + options.mostBytes()
                                + " Bytes, hat mehr als " + options.mostLines()
                                + " Zeilen oder eine Zeile von mehr als einem Megabyte und wurde nicht gelesen.",
                        "The record in line " + line + " is longer than " + options.mostBytes()
                                + " bytes, has more than " + options.mostLines()
                                + " lines or a line of more than a megabyte, and was not read."),
                new Sentence("Bitte in Teilen senden.", "Send it in parts.")));
    }
}
