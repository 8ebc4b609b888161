package health.careloop.ldt;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.ldt.clinical.Attachment;
import health.careloop.ldt.clinical.BirthDate;
import health.careloop.ldt.clinical.LdtReport;
import health.careloop.ldt.clinical.LdtReports;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Damages messages at random. Every failure names the seed that repeats it. */
class MutationTest {
    private static final int MUTATIONS = 200_000;
    private static final int LOSSES = 20_000;

    private static final byte[] LIKELY = "0123456789\r\n\u00E4<>=ObjE+-.,".getBytes(LdtText.LATIN_9);

    @Test
    void noDamageMakesTheReaderThrowOrLoseABytesPlace() {
        List<byte[]> samples = Samples.own().stream().map(Samples::bytes).toList();
        LongStream.range(0, MUTATIONS)
                .parallel()
                .forEach(seed -> check(damaged(samples.get((int) (seed % samples.size())), new Random(seed)), seed));
    }

    @Test
    void noiseIsReadWithoutThrowing() {
        for (long seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            byte[] noise = new byte[random.nextInt(2000)];
            random.nextBytes(noise);
            check(noise, seed);
        }
    }

    @Test
    void bytesThatWereLostNeverGoUnnoticed() {
        List<byte[]> samples = List.of(
                Samples.bytes("Z01L2SYN_iso-8859-15.LDT"),
                Samples.bytes("X01L2SYN_cp437.LDT"),
                Samples.bytes("Z01_SYN_kalium_kritisch.ldt"),
                Samples.bytes("levinalex_lg_report_8202_LDT1x.ldt"));
        for (long seed = 0; seed < LOSSES; seed++) {
            Random random = new Random(seed);
            byte[] sample = samples.get((int) (seed % samples.size()));
            int at = random.nextInt(sample.length);
            int lost = Math.min(sample.length - at, 1 + random.nextInt(random.nextBoolean() ? 8 : 600));
            if (isOnlyLineBreak(sample, at, lost)) {
                continue;
            }
            LdtFile file = LdtReader.read(without(sample, at, lost));
            assertThat(file.faults())
                    .as("seed %d: %d bytes from %d", seed, lost, at)
                    // Where the sum is all that was lost, that it is missing is all there is to say.
                    .anyMatch(fault -> fault.severity() == Severity.FATAL
                            || fault.severity() == Severity.ERROR
                            || fault.rule().equals("BAS-NOSUM"));
        }
    }

    private static boolean isOnlyLineBreak(byte[] bytes, int at, int length) {
        for (int i = at; i < at + length; i++) {
            if (bytes[i] != '\r' && bytes[i] != '\n') {
                return false;
            }
        }
        return true;
    }

    private static void check(byte[] bytes, long seed) {
        try {
            LdtFile file = LdtReader.read(bytes);
            if (!Arrays.equals(file.bytes(), bytes)) {
                throw new AssertionError("seed " + seed + ": written otherwise than read");
            }
            file.faults().forEach(MutationTest::checkBothLanguages);
            for (LdtPackage found : file.packages()) {
                for (LdtReport report : LdtReports.of(found)) {
                    report.faults().forEach(MutationTest::checkBothLanguages);
                    report.attachments().forEach(Attachment::bytes);
                    BirthDate birthDate = report.subject().birthDate();
                    if (birthDate != null) {
                        birthDate.date();
                    }
                }
            }
        } catch (RuntimeException thrown) {
            throw new AssertionError("seed " + seed, thrown);
        }
    }

    private static void checkBothLanguages(Fault fault) {
        Sentence sentence = fault.sentence();
        boolean said = !sentence.german().isBlank() && !sentence.german().equals(sentence.english());
        boolean hinted =
                fault.hint().german().isBlank() == fault.hint().english().isBlank()
                        && (fault.hint().isEmpty()
                                || !fault.hint().german().equals(fault.hint().english()));
        if (!said || !hinted || sentence.german().contains(" the ")) {
            throw new AssertionError("not in two languages: " + fault);
        }
    }

    private static byte[] damaged(byte[] sample, Random random) {
        byte[] bytes = sample;
        int times = 1 + random.nextInt(4);
        for (int i = 0; i < times && bytes.length > 1; i++) {
            int at = random.nextInt(bytes.length);
            bytes = switch (random.nextInt(6)) {
                case 0 -> replaced(bytes, at, (byte) random.nextInt(256));
                case 1 -> replaced(bytes, at, LIKELY[random.nextInt(LIKELY.length)]);
                case 2 -> Arrays.copyOf(bytes, at);
                case 3 -> Arrays.copyOfRange(bytes, at, bytes.length);
                case 4 -> without(bytes, at, Math.min(bytes.length - at, 1 + random.nextInt(40)));
                default -> FramingTest.concat(Arrays.copyOf(bytes, at), bytes);
            };
            if (bytes.length > 4_000) {
                bytes = Arrays.copyOf(bytes, 4_000);
            }
        }
        return bytes;
    }

    private static byte[] replaced(byte[] bytes, int at, byte value) {
        byte[] copy = bytes.clone();
        copy[at] = value;
        return copy;
    }

    private static byte[] without(byte[] bytes, int at, int length) {
        return FramingTest.concat(Arrays.copyOf(bytes, at), Arrays.copyOfRange(bytes, at + length, bytes.length));
    }
}
