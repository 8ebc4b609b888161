package health.careloop.ldt.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.careloop.ldt.Fault;
import health.careloop.ldt.Generation;
import health.careloop.ldt.LdtCharset;
import health.careloop.ldt.LdtField;
import health.careloop.ldt.LdtFile;
import health.careloop.ldt.LdtPackage;
import health.careloop.ldt.LdtReader;
import health.careloop.ldt.LdtRecord;
import health.careloop.ldt.Samples;
import health.careloop.ldt.clinical.LdtObservation;
import health.careloop.ldt.clinical.LdtReport;
import health.careloop.ldt.clinical.LdtReports;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class LdtAnonymiserTest {
    static final LdtAnonymiser ANONYMISER = LdtAnonymiser.of(7);

    private static final List<String> PERSONAL =
            List.of("3101", "3102", "3119", "3105", "3000", "8310", "8311", "7305", "7330", "7335", "0211", "7358");

    /** Words of titles and kinds of practice say nothing about anybody. */
    private static final Set<String> SAYING_NOTHING = Set.of("med", "praxis", "labor", "prof");

    @Test
    void noNameOrNumberOfAnybodyIsLeftAnywhere() {
        for (byte[] message : messages()) {
            String out = text(ANONYMISER.anonymise(message));
            for (String token : tokens(message)) {
                assertThat(Pattern.compile(
                                        "(?<![\\p{L}\\p{N}])" + Pattern.quote(token) + "(?![\\p{L}\\p{N}])",
                                        Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
                                .matcher(out)
                                .find())
                        .as("%s in %s", token, out)
                        .isFalse();
            }
        }
    }

    @Test
    void whatWasWrongWithAFileIsStillWrongAndNothingElse() {
        for (byte[] message : messages()) {
            assertThat(faults(ANONYMISER.anonymise(message))).isEqualTo(faults(message));
            assertThat(faults(LdtAnonymiser.of(3).blurringTexts().anonymise(message)))
                    .isEqualTo(faults(message));
        }
    }

    @Test
    void whatWasMeasuredStays() {
        for (byte[] message : messages()) {
            assertThat(measured(ANONYMISER.anonymise(message))).isEqualTo(measured(message));
        }
    }

    @Test
    void thePersonIsTheSameInEveryFileAndAnotherWithAnotherSeed() {
        byte[] first = written("Prüfling", "Änne", "Frau Prüfling war nüchtern.");
        byte[] second = written("Prüfling", "Änne", "Kontrolle");
        LdtReport.Subject once = subject(ANONYMISER.anonymise(first));
        assertThat(subject(ANONYMISER.anonymise(second))).isEqualTo(once);
        assertThat(subject(LdtAnonymiser.of(8).anonymise(first)).familyName()).isNotEqualTo(once.familyName());
        assertThat(ANONYMISER.anonymise(first)).isEqualTo(ANONYMISER.anonymise(first));
    }

    @Test
    void withoutASeedNobodyCanMakeTheSameStandInsAgain() {
        byte[] message = written("Prüfling", "Änne", "x");
        LdtAnonymiser once = LdtAnonymiser.of();
        assertThat(once.anonymise(message)).isEqualTo(once.anonymise(message));
        assertThat(LdtAnonymiser.of().anonymise(message)).isNotEqualTo(once.anonymise(message));
    }

    @Test
    void numbersAreReplacedByValidOnesThatBelongToNobody() {
        String kvnr = TestNumbers.insured(1_234_567);
        byte[] valid = ReportMessages.ldt3(
                RandomReports.envelope(),
                List.of(report("Prüfling", "Änne", "Versichert " + kvnr)
                        .patientNumbers("P-100234", kvnr)
                        .practice("Praxis Linde", "123456700", "4711", "123456601")
                        .build()));
        byte[] message = new String(valid, StandardCharsets.ISO_8859_1)
                .replace("123456601", "123456701")
                .getBytes(StandardCharsets.ISO_8859_1);
        byte[] out = ANONYMISER.anonymise(message);
        String replaced = subject(out).insuranceNumber();
        assertThat(replaced).startsWith("X0").isNotEqualTo(kvnr);
        assertThat(TestNumbers.isInsured(replaced)).isTrue();
        assertThat(text(out)).contains("Versichert " + replaced).doesNotContain("P-100234", "123456700");
        LdtReport read = report(out);
        assertThat(read.recipient().bsnr()).startsWith("99");
        assertThat(TestNumbers.isPhysician("123456701")).isFalse();
        assertThat(TestNumbers.isPhysician(read.recipient().lanrs().getFirst())).isFalse();
        for (int i = 0; i < 99; i++) {
            assertThat(TestNumbers.isPhysician(TestNumbers.physician(i))).isTrue();
        }
    }

    @Test
    void documentsBecomeASmallPdf() {
        byte[] message = ReportMessages.ldt3(
                RandomReports.envelope(),
                List.of(report("Prüfling", "Änne", "x")
                        .pdf(
                                "Befund.pdf",
                                ("%PDF-1.7 Prüfling" + "x".repeat(9_000)).getBytes(StandardCharsets.ISO_8859_1))
                        .build()));
        byte[] out = ANONYMISER.anonymise(message);
        assertThat(out).hasSizeLessThan(message.length - 8_000);
        byte[] pdf = report(out).attachments().getFirst().bytes();
        assertThat(new String(pdf, StandardCharsets.ISO_8859_1))
                .startsWith("%PDF-1.4")
                .endsWith("%%EOF\n")
                .contains("Dokument entfernt");
    }

    @Test
    void practicesPhysiciansAndTextsAreAtChoice() {
        byte[] message = written("Prüfling", "Änne", "Anruf von Frau Irgendwer");
        assertThat(report(LdtAnonymiser.of(7).keepingPractices().anonymise(message))
                        .recipient()
                        .bsnr())
                .isEqualTo("123456700");
        assertThat(report(LdtAnonymiser.of(7).keepingPhysicians().anonymise(message))
                        .recipient()
                        .lanrs())
                .containsExactly("123456601");
        assertThat(text(ANONYMISER.anonymise(message))).contains("Irgendwer").doesNotContain("Linda");
        assertThat(text(LdtAnonymiser.of(7).blurringTexts().anonymise(message))).doesNotContain("Irgendwer");
    }

    @Test
    void whatIsNoLdtIsRefused() {
        assertThatThrownBy(() -> ANONYMISER.anonymise("%PDF-1.7".getBytes(StandardCharsets.US_ASCII)))
                .isInstanceOf(UnwritableException.class);
    }

    static byte[] bytes(String message) {
        return message.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static List<byte[]> messages() {
        List<byte[]> messages = new ArrayList<>();
        Samples.own().forEach(name -> messages.add(Samples.bytes(name)));
        Samples.outside("Z01_KBV").forEach(file -> messages.add(Samples.bytes(file)));
        for (int seed = 0; seed < 60; seed++) {
            messages.add(
                    ReportMessages.ldt3(RandomReports.envelope(), new RandomReports(seed, Generation.LDT3).some()));
            messages.add(ReportMessages.ldt2(
                    RandomReports.envelope(), LdtCharset.CP437, new RandomReports(seed, Generation.LDT2).some()));
        }
        return messages;
    }

    private static Set<String> tokens(byte[] message) {
        Set<String> tokens = new HashSet<>();
        for (LdtPackage read : LdtReader.read(message).packages()) {
            for (LdtRecord satz : read.records()) {
                for (LdtField field : satz.fields()) {
                    if (PERSONAL.contains(field.id())) {
                        boolean number = !field.id().startsWith("310")
                                && !List.of("0211", "7358").contains(field.id());
                        for (String token : number ? List.of(field.text().strip()) : KnownWords.namesIn(field.text())) {
                            if (token.length() > (number ? 5 : 2)
                                    && !SAYING_NOTHING.contains(token.toLowerCase(Locale.GERMAN))) {
                                tokens.add(token);
                            }
                        }
                    }
                }
            }
        }
        return tokens;
    }

    private static List<String> faults(byte[] message) {
        LdtFile file = LdtReader.read(message);
        List<Fault> faults = new ArrayList<>(file.faults());
        file.packages().forEach(read -> LdtReports.of(read).forEach(report -> faults.addAll(report.faults())));
        return faults.stream()
                .map(fault -> fault.rule() + " " + fault.severity() + " " + fault.field())
                .toList();
    }

    private static List<String> measured(byte[] message) {
        List<String> found = new ArrayList<>();
        for (LdtPackage read : LdtReader.read(message).packages()) {
            for (LdtReport report : LdtReports.of(read)) {
                for (LdtObservation result : report.observations()) {
                    found.add(result.rawValue() + " " + result.unit() + " " + result.flag() + " " + result.status()
                            + " " + result.collectedOn() + " " + result.declaredCritical());
                }
            }
        }
        return found;
    }

    static ReportBuilder report(String family, String given, String note) {
        return report(family, given, LocalDate.of(1958, 3, 17), note);
    }

    static ReportBuilder report(String family, String given, LocalDate born, String note) {
        return ReportBuilder.report("26-000815")
                .lab("Labor Testberg", "994567800", "LABT")
                .practice("Praxis Linde", "123456700", "4711", "123456601")
                .patient(family, given, born, "W")
                .reportedAt(RandomReports.NOW)
                .specimen("S1", "SE", "Serum", RandomReports.NOW.minusHours(3))
                .note(note)
                .result("NA", "Natrium", result -> result.value("138", "mmol/l").measuredAt(RandomReports.NOW));
    }

    static byte[] written(String family, String given, String note) {
        return ReportMessages.ldt3(
                RandomReports.envelope(), List.of(report(family, given, note).build()));
    }

    static LdtReport report(byte[] message) {
        return LdtReports.of(LdtReader.read(message).packages().getFirst()).getFirst();
    }

    static LdtReport.Subject subject(byte[] message) {
        return report(message).subject();
    }

    static String text(byte[] message) {
        LdtPackage read = LdtReader.read(message).packages().getFirst();
        return read.charset().charset().decode(message, 0, message.length);
    }
}
