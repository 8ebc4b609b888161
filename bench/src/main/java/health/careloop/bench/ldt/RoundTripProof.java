package health.careloop.bench.ldt;

import health.careloop.bench.Progress;
import health.careloop.bench.Proof;
import health.careloop.bench.ProofReport;
import health.careloop.ldt.Generation;
import health.careloop.ldt.LdtField;
import health.careloop.ldt.LdtFile;
import health.careloop.ldt.LdtReader;
import health.careloop.ldt.write.LdtGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * What is read and written is the same file, byte for byte: every sample, every invented message, and every damaged one.
 * A message without fault is also written anew from its texts, with all lengths and sums computed, and is still the same.
 * The control forgets blanks at the end of a field, which must be noticed.
 */
public final class RoundTripProof implements Proof {
    private static final int PRINTED = 20;

    private final Progress progress;

    public RoundTripProof(Progress progress) {
        this.progress = progress;
    }

    /** Counts what came back different. */
    private final class Tally {
        private final Function<LdtFile, byte[]> writing;
        private long files;
        private long bytes;
        private long different;
        private long writtenAnew;

        Tally(Function<LdtFile, byte[]> writing) {
            this.writing = writing;
        }

        void take(byte[] message, String name) {
            LdtFile file = LdtReader.read(message);
            files++;
            bytes += message.length;
            if (!Arrays.equals(message, writing.apply(file))) {
                differs(name + " came back different");
            }
        }

        /** For a message that our own writer made, which can therefore be made again. */
        void takeInvented(byte[] message, String name) {
            take(message, name);
            LdtFile file = LdtReader.read(message);
            writtenAnew++;
            if (!file.faults().isEmpty()) {
                differs(name + " has faults: "
                        + file.faults().getFirst().sentence().english());
            } else if (!Arrays.equals(message, Rewriting.of(file))) {
                differs(name + " was written anew with other bytes");
            }
        }

        private void differs(String sentence) {
            if (different++ < PRINTED) {
                progress.say("ldt-roundtrip: " + sentence);
            }
        }
    }

    @Override
    public ProofReport prove(long n, long seed) {
        long begun = System.nanoTime();
        LdtSamples samples = LdtSamples.found();
        progress.say("ldt-roundtrip: %s, and %d invented and damaged messages, seed %d", samples, n, seed);
        Tally tally = new Tally(RoundTripProof::written);
        all(tally, samples, n, seed);
        progress.say("ldt-roundtrip: now a reader that trims");
        Progress silent = new Progress(new PrintStream(OutputStream.nullOutputStream()));
        Tally control = new RoundTripProof(silent).new Tally(RoundTripProof::trimmed);
        all(control, samples, Math.min(n, 2_000), seed);

        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("samples", samples.messages().size());
        figures.put("samples_beside", samples.beside());
        figures.put("written_anew", tally.writtenAnew);
        figures.put("mb", tally.bytes / 1e6);
        return ProofReport.of(
                "ldt-roundtrip",
                tally.files,
                tally.different,
                new ProofReport.Control("blanks at the end of a field", control.files, control.different),
                (System.nanoTime() - begun) / 1e9,
                seed,
                figures,
                tally.writtenAnew > 0);
    }

    private static void all(Tally tally, LdtSamples samples, long n, long seed) {
        for (int i = 0; i < samples.messages().size(); i++) {
            tally.take(samples.messages().get(i), "sample " + i);
        }
        Inputs inputs = new Inputs(samples);
        for (long i = seed; i < seed + n; i++) {
            String name = "seed " + i;
            if (i % 4 == 0) {
                tally.takeInvented(invented(i), name);
            } else if (i % 4 == 1) {
                tally.take(inputs.damaged(invented(i), i), name);
            } else {
                tally.take(inputs.input(i), name);
            }
        }
    }

    private static byte[] invented(long seed) {
        LdtGenerator generator = LdtGenerator.of(seed % 8 < 4 ? Generation.LDT2 : Generation.LDT3, seed)
                .reportsPerPackage(1 + (int) (seed % 3));
        return (seed % 16 < 8 ? generator.critical() : generator.microbiology()).message(0);
    }

    static byte[] written(LdtFile file) {
        return collected(file::writeTo);
    }

    private static byte[] written(LdtField field) {
        return collected(field::writeTo);
    }

    private interface Writing {
        void to(OutputStream out) throws IOException;
    }

    private static byte[] collected(Writing writing) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            writing.to(out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new IllegalStateException("memory does not fail", e);
        }
    }

    /** As it would be written by a reader that keeps texts without the blanks at their end. */
    private static byte[] trimmed(LdtFile file) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        file.stray().forEach(field -> out.writeBytes(trimmed(field)));
        file.packages().stream()
                .flatMap(found -> found.records().stream())
                .flatMap(satz -> satz.fields().stream())
                .forEach(field -> out.writeBytes(trimmed(field)));
        return out.toByteArray();
    }

    private static byte[] trimmed(LdtField field) {
        byte[] line = written(field);
        int end = Bytes.lineEnd(line, 0);
        int kept = end;
        while (kept > 0 && line[kept - 1] == ' ') {
            kept--;
        }
        return Bytes.replaced(line, kept, end, new byte[0]);
    }
}
