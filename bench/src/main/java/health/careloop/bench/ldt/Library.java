package health.careloop.bench.ldt;

import health.careloop.ldt.Fault;
import health.careloop.ldt.LdtField;
import health.careloop.ldt.LdtFile;
import health.careloop.ldt.LdtPackage;
import health.careloop.ldt.LdtReader;
import health.careloop.ldt.LdtRecord;
import health.careloop.ldt.LdtTokenizer;
import health.careloop.ldt.clinical.Attachment;
import health.careloop.ldt.clinical.BirthDate;
import health.careloop.ldt.clinical.LdtReport;
import health.careloop.ldt.clinical.LdtReports;
import health.careloop.ldt.rules.LdtValidator;
import health.careloop.ldt.rules.Strictness;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Everything the LDT library can be asked about a message, and whether its answers agree.
 *
 * @param wire how the bytes arrive where they come as a stream
 */
record Library(UnaryOperator<InputStream> wire) implements Subject {
    private static final LdtValidator LENIENT = LdtValidator.of(Strictness.IMPORT);
    private static final LdtValidator STRICT = LdtValidator.of(Strictness.STRICT);

    /** What every component of the last report added up to. */
    private static volatile int seen;

    Library() {
        this(in -> in);
    }

    @Override
    public void examine(byte[] message) {
        LdtFile file = LdtReader.read(message);
        if (!rules(LENIENT.check(file)).equals(rules(STRICT.check(file)))) {
            throw new Contradiction("strictness changes how heavy a broken rule weighs, not whether it is broken");
        }
        aStreamIsReadLikeAnArray(message);
        if (!Arrays.equals(message, RoundTripProof.written(file))) {
            throw new Contradiction("what was read is written differently");
        }
        everyByteHasItsField(file, message.length);
        for (LdtPackage found : file.packages()) {
            for (LdtReport report : LdtReports.of(found)) {
                everythingAsked(report);
            }
        }
    }

    private static Set<String> rules(List<Fault> faults) {
        return faults.stream().map(Fault::rule).collect(Collectors.toSet());
    }

    private void aStreamIsReadLikeAnArray(byte[] message) {
        LineSum whole = LineSum.of(LdtTokenizer.of(message));
        LineSum streamed = LineSum.of(LdtTokenizer.of(wire.apply(new Drip(message))));
        if (!whole.equals(streamed)) {
            throw new Contradiction("as an array %s, as a stream %s".formatted(whole, streamed));
        }
    }

    /** The ranges of all fields, laid end to end, are the file. */
    private static void everyByteHasItsField(LdtFile file, int length) {
        if (file.packages().isEmpty()) {
            return;
        }
        long at = 0;
        for (LdtField field : file.stray()) {
            at = behind(field, at);
        }
        for (LdtPackage found : file.packages()) {
            for (LdtRecord satz : found.records()) {
                for (LdtField field : satz.fields()) {
                    at = behind(field, at);
                }
            }
        }
        if (at != length) {
            throw new Contradiction("the fields end at byte %d of %d".formatted(at, length));
        }
    }

    private static long behind(LdtField field, long at) {
        if (field.offset() != at) {
            throw new Contradiction("the bytes from %d to %d belong to no field".formatted(at, field.offset()));
        }
        return field.end();
    }

    /** What a report holds is computed when it is read, but for these. */
    private static void everythingAsked(LdtReport report) {
        report.attachments().forEach(Attachment::bytes);
        BirthDate birthDate = report.subject().birthDate();
        if (birthDate != null) {
            birthDate.date();
        }
        seen = report.hashCode();
    }
}
