package health.careloop.ldt.write;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.ldt.Fault;
import health.careloop.ldt.Generation;
import health.careloop.ldt.LdtCharset;
import health.careloop.ldt.LdtFile;
import health.careloop.ldt.LdtReader;
import health.careloop.ldt.Samples;
import health.careloop.ldt.Severity;
import health.careloop.ldt.clinical.BirthDate;
import health.careloop.ldt.clinical.LdtObservation;
import health.careloop.ldt.clinical.LdtReport;
import health.careloop.ldt.clinical.LdtReports;
import health.careloop.ldt.rules.LdtValidator;
import health.careloop.ldt.rules.Strictness;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever they are given, the builder writes what reads without a finding or refuses it, and the anonymiser goes on. */
class UnkindInputsTest {
    private static final LdtValidator STRICT = LdtValidator.of(Strictness.STRICT);

    private static final List<String> UNKIND = List.of(
            "",
            " ",
            "\t",
            "\n",
            "a\r\nb",
            "\u0000",
            "\u001b[31m",
            "\u0085",
            "\u00a0",
            "\u2028",
            "\ufeff",
            "\ud800",
            "\udfff",
            "😀",
            "漢",
            "≥",
            "µ",
            "μ",
            "€",
            "¤",
            "A\u0308nne",
            "Ã¤Ã¶Ã¼",
            "\ufffd",
            "?",
            "8000",
            "8003Obj_0060",
            "01380008221",
            "x".repeat(46),
            "x".repeat(61),
            "x".repeat(991),
            "ß".repeat(990),
            "-",
            ",",
            "<",
            ">",
            "<>",
            "1e9999",
            "-0",
            "1,2,3",
            "00000000",
            "99999999",
            "20260230",
            " voran",
            "danach ",
            "a  b",
            "[\\]{|}~",
            "%s%n",
            "../x",
            "0".repeat(60),
            "!H",
            "E",
            "2",
            "06",
            "KRITISCH");

    @Test
    void theBuilderWritesWhatReadsWithoutAFindingOrRefusesInASentence() {
        int written = 0;
        int refused = 0;
        for (int seed = 0; seed < 3_000; seed++) {
            Random random = new Random(seed);
            try {
                LdtReport report = report(random);
                byte[] message = seed % 2 == 0
                        ? ReportMessages.ldt3(RandomReports.envelope(), List.of(report))
                        : ReportMessages.ldt2(RandomReports.envelope(), charset(random), List.of(report));
                LdtFile file = LdtReader.read(message);
                // Of CP437 nobody can say whether it is not CP850; that is told, and is no finding about the writer.
                assertThat(file.faults())
                        .as("seed %d", seed)
                        .allMatch(fault ->
                                fault.rule().equals("BAS-CHARSET") && fault.severity() == Severity.INFORMATION);
                assertThat(broken(file)).as("seed %d", seed).isEmpty();
                LdtReport read = LdtReports.of(file.packages().getFirst()).getFirst();
                assertThat(read.subject().familyName())
                        .as("seed %d", seed)
                        .isEqualTo(stripped(report.subject().familyName()));
                LdtObservation meant = report.observations().getFirst();
                LdtObservation found = read.observations().getFirst();
                assertThat(found.comparator()).as("seed %d", seed).isEqualTo(meant.comparator());
                if (seed % 2 == 0 || meant.number() == null) {
                    assertThat(found.rawValue()).as("seed %d", seed).isEqualTo(meant.rawValue());
                } else {
                    assertThat(found.number()).as("seed %d", seed).isEqualByComparingTo(meant.number());
                }
                written++;
            } catch (UnwritableException refusal) {
                assertThat(refusal.sentence().german()).as("seed %d", seed).isNotBlank();
                assertThat(refusal.getMessage()).as("seed %d", seed).isNotBlank();
                refused++;
            }
        }
        assertThat(written).isGreaterThan(100);
        assertThat(refused).isGreaterThan(100);
    }

    private static String stripped(String text) {
        return text.isBlank() ? null : text.strip();
    }

    private static List<Fault> broken(LdtFile file) {
        return STRICT.check(file).stream()
                .filter(fault -> fault.severity() == Severity.ERROR || fault.severity() == Severity.FATAL)
                .toList();
    }

    private static LdtCharset charset(Random random) {
        return List.of(LdtCharset.DIN_66003, LdtCharset.CP437, LdtCharset.ISO_8859_1, LdtCharset.ISO_8859_15)
                .get(random.nextInt(4));
    }

    /** A good report with one to three unkind words in it. */
    private static LdtReport report(Random random) {
        int unkind = 1 + random.nextInt(3);
        boolean[] at = new boolean[26];
        for (int i = 0; i < unkind; i++) {
            at[random.nextInt(at.length)] = true;
        }
        LocalDateTime now = RandomReports.NOW;
        ReportBuilder report = ReportBuilder.report(word(at[0], random, "26-1"))
                .order(word(at[1], random, "A1"))
                .lab(word(at[2], random, "Labor"), word(at[3], random, "994567800"), word(at[4], random, "LABT"))
                .practice(
                        word(at[5], random, "Praxis"),
                        word(at[6], random, "123456700"),
                        word(at[7], random, "4711"),
                        word(at[8], random, "999999900"))
                .receivedOn(at[9] ? LocalDate.of(random.nextInt(20_000) - 5_000, 2, 28) : now.toLocalDate())
                .reportedAt(at[10] ? now.withYear(1 + random.nextInt(12_000)) : now)
                .styled(word(at[11], random, "Dr."), word(at[12], random, "von"), word(at[13], random, "Graf"))
                .specimen(word(at[14], random, "S1"), word(at[15], random, "SE"), word(at[16], random, "Serum"), now)
                .specimenNote(word(at[17], random, "trüb"))
                .note(word(at[18], random, "Bemerkung"));
        BirthDate born =
                at[25] ? new BirthDate("x", random.nextInt(20_000), 13, 32) : BirthDate.of(LocalDate.of(1958, 3, 17));
        report.patient(word(at[19], random, "Prüfling"), word(at[20], random, "Änne"), born, word(at[21], random, "W"));
        return report.result(
                        "K",
                        word(at[22], random, "Kalium"),
                        result -> result.measuredAt(now)
                                .value(word(at[23], random, "4.2"), "mmol/l")
                                .text(word(at[24], random, "Text")))
                .build();
    }

    private static String word(boolean unkind, Random random, String good) {
        return unkind ? UNKIND.get(random.nextInt(UNKIND.size())) : good;
    }

    @Test
    void theAnonymiserFindsNoMessageItCannotFinish() {
        LdtAnonymiser anonymiser = LdtAnonymiser.of(5);
        List<byte[]> messages = new ArrayList<>();
        Samples.own().forEach(name -> messages.add(Samples.bytes(name)));
        for (Generation generation : Generation.values()) {
            messages.add(
                    LdtGenerator.of(generation, 3).critical().microbiology().message(0));
        }
        for (int seed = 0; seed < 1_000; seed++) {
            Random random = new Random(seed);
            byte[] message = messages.get(random.nextInt(messages.size()));
            if (message.length > 100_000) {
                continue;
            }
            byte[] damaged = damaged(message, random);
            try {
                byte[] made = anonymiser.anonymise(damaged);
                assertThat(LdtReader.read(made).packages()).as("seed %d", seed).isNotEmpty();
            } catch (UnwritableException refused) {
                assertThat(LdtReader.read(damaged).packages())
                        .as("seed %d", seed)
                        .isEmpty();
            }
        }
    }

    /** Bytes changed, lines lost, doubled or cut, an unkind word put into a field. */
    private static byte[] damaged(byte[] message, Random random) {
        byte[] made = message.clone();
        for (int i = random.nextInt(4); i >= 0; i--) {
            int at = random.nextInt(made.length);
            int to = Math.min(made.length, at + random.nextInt(200));
            made = switch (random.nextInt(4)) {
                case 0 -> {
                    made[at] = (byte) random.nextInt(256);
                    yield made;
                }
                case 1 -> joined(Arrays.copyOf(made, at), Arrays.copyOfRange(made, to, made.length));
                case 2 -> joined(Arrays.copyOf(made, to), Arrays.copyOfRange(made, at, made.length));
                default ->
                    joined(
                            joined(
                                    Arrays.copyOf(made, at),
                                    UNKIND.get(random.nextInt(UNKIND.size()))
                                            .getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                            Arrays.copyOfRange(made, at, made.length));
            };
        }
        return made.length == 0 ? message : made;
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] made = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, made, first.length, second.length);
        return made;
    }
}
