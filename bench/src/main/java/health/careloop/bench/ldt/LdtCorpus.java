package health.careloop.bench.ldt;

import health.careloop.ldt.LdtField;
import health.careloop.ldt.LdtFile;
import health.careloop.ldt.LdtReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Messages to measure with. Only faultless ones: sentences about faults would be measured with the others.
 *
 * @param files the same messages, read
 */
public record LdtCorpus(String name, List<byte[]> messages, List<LdtFile> files) {
    private static final int PDF_BYTES = 1_000_000;

    private LdtCorpus(String name, List<byte[]> messages) {
        this(name, messages, messages.stream().map(LdtReader::read).toList());
    }

    /** A kilobyte or some more each, both generations, two to five results. */
    public static LdtCorpus small() {
        List<byte[]> faultless = new ArrayList<>();
        for (byte[] message : LdtSamples.found().messages()) {
            LdtFile file = LdtReader.read(message);
            if (file.faults().isEmpty() && Arrays.equals(message, Rewriting.of(file))) {
                faultless.add(message);
            }
        }
        return new LdtCorpus("small", faultless);
    }

    /** One report with an embedded PDF of a megabyte. */
    public static LdtCorpus large() {
        for (byte[] message : LdtSamples.found().messages()) {
            if (LdtReader.read(message).faults().isEmpty() && Bytes.contains(message, "01380018205\r\n")) {
                return new LdtCorpus("large", List.of(LargeReport.with(message, PDF_BYTES)));
            }
        }
        throw new IllegalStateException("None of the samples is a report of LDT 3.");
    }

    public boolean isLarge() {
        return name.equals("large");
    }

    @Override
    public String toString() {
        return "%s: %d messages, %d bytes, %d fields".formatted(name, messages.size(), bytes(), fields());
    }

    public long bytes() {
        return messages.stream().mapToLong(message -> message.length).sum();
    }

    public long fields() {
        return files.stream()
                .flatMap(file -> file.packages().stream())
                .flatMap(found -> found.records().stream())
                .mapToLong(satz -> satz.fields().size())
                .sum();
    }

    /** The identifiers of all fields added up: what every reader of these messages has to come to. */
    long idsAddedUp() {
        return files.stream()
                .flatMap(file -> file.packages().stream())
                .flatMap(found -> found.records().stream())
                .flatMap(satz -> satz.fields().stream())
                .map(LdtField::id)
                .mapToLong(Long::parseLong)
                .sum();
    }
}
