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
import health.careloop.ldt.tables.FieldTable;
import health.careloop.ldt.tables.FieldType;
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
    private static final LdtAnonymiser ANONYMISER = LdtAnonymiser.of(7);
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
    void namesAreFoundInFreeTextInEverySpelling() {
        byte[] message =
                written("Müller-Lüdenscheid", "Jörg", "Hr. MÜLLER-LÜDENSCHEID, joerg, geb. 17.03.1958, Müllers Probe");
        String out = text(ANONYMISER.anonymise(message));
        assertThat(out).doesNotContainIgnoringCase("müller", "lüdenscheid", "joerg", "17.03.1958");
        assertThat(out).contains("Probe", "geb. ");
    }

    @Test
    void aNameSurvivesInNoFieldOfTextWhateverItIsFor() {
        for (Generation generation : Generation.values()) {
            FieldTable table = FieldTable.of(generation);
            StringBuilder message = new StringBuilder(new String(start(generation), StandardCharsets.ISO_8859_1));
            for (int field : FieldTable.all()) {
                if (table.knows(field) && table.type(field) == FieldType.ALNUM || field == 8420) {
                    message.append(line("%04d".formatted(field), "bei Kestrelmann, blau"));
                }
            }
            assertThat(LdtReader.read(bytes(message.toString())).packages()).isNotEmpty();
            assertThat(new String(ANONYMISER.anonymise(bytes(message.toString())), StandardCharsets.ISO_8859_1))
                    .as("%s", generation)
                    .doesNotContainIgnoringCase("Kestrelmann");
        }
    }

    @Test
    void namesOfTwoLettersAreReplacedAsWholeWordsAndNotInCodes() {
        byte[] message = written("Li", "Ay", "Frau Li_Ay, LI,AY; Lithium und Bayern. Li-Ay");
        String out = text(ANONYMISER.anonymise(message));
        assertThat(out).doesNotContainPattern("(?<!\\p{L})(?i:li|ay)(?!\\p{L})").contains("Lithium und Bayern");
        byte[] lithium = ReportMessages.ldt3(
                RandomReports.envelope(),
                List.of(report("Li", "Ay", "x")
                        .result(
                                "LI",
                                "Lithium",
                                result -> result.value("0.7", "mmol/l").measuredAt(RandomReports.NOW))
                        .build()));
        assertThat(text(ANONYMISER.anonymise(lithium))).contains("8410LI\r\n");
    }

    @Test
    void aNameThatIsAWordIsReplacedWhereItIsWrittenAsOne() {
        byte[] message = written(
                "An",
                "Im",
                "An der Probe ist im Serum nichts an Lipiden. Frau An rief an. Rücksprache mit An am Telefon. Im An, AN IM");
        String out = text(ANONYMISER.anonymise(message));
        assertThat(out)
                .contains("An der Probe ist im Serum nichts an Lipiden. Frau ")
                .contains(" rief an. Rücksprache mit ")
                .contains(" am Telefon. ")
                .doesNotContain("Frau An")
                .doesNotContain("mit An")
                .doesNotContain("Im An")
                .doesNotContain("AN IM");
        byte[] unit = written("Ng", "Li", "Ferritin 10 ng/ml, li. Niere, Ng rief an");
        assertThat(text(ANONYMISER.anonymise(unit)))
                .contains("Ferritin 10 ng/ml, li. Niere, ")
                .doesNotContain("Ng rief");
    }

    @Test
    void namesOfFilesAreReplacedInEveryField() {
        byte[] message = LdtWriter.ldt3()
                .lenient()
                .record("8220")
                .object("8132", "Kopfdaten", "Obj_0032", head -> head.field("0001", "LDT3.2.20"))
                .record("8205")
                .object(
                        "8117",
                        "Befundinformationen",
                        "Obj_0017",
                        info -> info.field("8311", "1").field("8401", "2"))
                .object(
                        "8110",
                        "Anhang",
                        "Obj_0010",
                        document -> document.field("9970", "100")
                                .field("6305", "Musterfrau Erika 1958.pdf")
                                .field("6303", "Musterfrau_Erika_1958.PDF")
                                .field("6328", "C:\\Praxis Linde\\Musterfrau Erika.tif")
                                .field("6327", "Befund Musterfrau Erika.pdf"))
                .object(
                        "8110",
                        "Anhang",
                        "Obj_0010",
                        document -> document.field("9970", "100").field("6303", "PDF"))
                .object(
                        "8167",
                        "Zusaetzliche_Informationen",
                        "Obj_0068",
                        text -> text.field(
                                "3564",
                                "siehe musterfrau-e.docx und \\\\server\\Musterfrau Erika\\x.jpg, pH 7.4; Serum."))
                .bytes();
        String out = text(ANONYMISER.anonymise(message));
        assertThat(out).doesNotContainIgnoringCase("musterfrau").doesNotContainIgnoringCase("erika");
        assertThat(out)
                .contains(
                        "6303Anhang.PDF",
                        "6303PDF\r\n",
                        "6327Anhang.pdf",
                        "siehe Anhang.docx und Anhang.jpg, pH 7.4; Serum.");
    }

    @Test
    void birthDatesAreFoundInEveryFormPeopleWrite() {
        for (String form : List.of(
                "17.3.58",
                "17.03.58",
                "17.3.1958",
                "17. 3. 1958",
                "17. März 1958",
                "17.Maerz 58",
                "1958-03-17",
                "17/03/1958",
                "19580317")) {
            assertThat(text(ANONYMISER.anonymise(written("Prüfling", "Änne", "geb. " + form + " in X"))))
                    .doesNotContain(form)
                    .containsPattern("geb\\. \\d[^x]+ in X");
        }
        assertThat(text(ANONYMISER.anonymise(written("Prüfling", "Änne", "am 18.3.58"))))
                .contains("am 18.3.58");
    }

    @Test
    void aBirthDateKnownByItsYearMovesWithinItsFiveYears() {
        String message = new String(written("Prüfling", "Änne", "x"), StandardCharsets.ISO_8859_1)
                .replace("19580317", "19580000");
        for (int seed = 0; seed < 20; seed++) {
            String birth = subject(LdtAnonymiser.of(seed).anonymise(bytes(message)))
                    .birthDate()
                    .raw();
            assertThat(birth).endsWith("0000").isNotEqualTo("19580000").startsWith("195");
            assertThat(Integer.parseInt(birth.substring(0, 4))).isBetween(1955, 1959);
        }
    }

    @Test
    void thePracticeAndItsPhysicianAreFoundInTexts() {
        String message = new String(start(Generation.LDT2), StandardCharsets.ISO_8859_1)
                + line("0201", "123456700")
                + line("0203", "Hausarztpraxis Dr. Drosselbart")
                + line("0205", "Am Kirschgarten 8")
                + line("0211", "Dr. Mia Zaunk")
                + line("0215", "54321")
                + line("0216", "Quellhausen")
                + line("8490", "Praxis Drosselbart, Am Kirschgarten 8, 54321 Quellhausen, Dr. Zaunk, Hausarztpraxis");
        String out = new String(ANONYMISER.anonymise(bytes(message)), StandardCharsets.ISO_8859_1);
        assertThat(out)
                .doesNotContain("Drosselbart", "Kirschgarten", "54321", "Quellhausen", "Zaunk")
                .contains("Hausarztpraxis");
        assertThat(new String(
                        LdtAnonymiser.of(7)
                                .keepingPractices()
                                .keepingPhysicians()
                                .anonymise(bytes(message)),
                        StandardCharsets.ISO_8859_1))
                .contains("Praxis Drosselbart, Am Kirschgarten 8, 54321 Quellhausen, Dr. Zaunk");
    }

    @Test
    void withoutASeedNobodyCanMakeTheSameStandInsAgain() {
        byte[] message = written("Prüfling", "Änne", "x");
        LdtAnonymiser once = LdtAnonymiser.of();
        assertThat(once.anonymise(message)).isEqualTo(once.anonymise(message));
        assertThat(LdtAnonymiser.of().anonymise(message)).isNotEqualTo(once.anonymise(message));
    }

    @Test
    void theAgeStaysWithinFiveYearsAndInfantsKeepTheirYear() {
        LdtReport.Subject old = subject(ANONYMISER.anonymise(written("Prüfling", "Änne", "x")));
        assertThat(old.birthDate()).isNotNull();
        assertThat(old.birthDate().year()).isBetween(1955, 1959);
        assertThat(old.birthDate().raw()).isNotEqualTo("19580317");
        byte[] infant = ReportMessages.ldt3(
                RandomReports.envelope(),
                List.of(report("Prüfling", "Änne", "x")
                        .patient("Prüfling", "Änne", LocalDate.of(2025, 8, 11), "W")
                        .build()));
        assertThat(subject(ANONYMISER.anonymise(infant)).birthDate().year()).isEqualTo(2025);
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

    /** Up to the patient, without the end: what is broken must not tell names either. */
    private static byte[] start(Generation generation) {
        String patient = line("3101", "Kestrelmann") + line("3102", "Ida") + line("3103", "19580317");
        return bytes(
                generation == Generation.LDT2
                        ? line("8000", "8220")
                                + line("9212", "LDT1014.01")
                                + line("9106", "3")
                                + line("8000", "8201")
                                + patient
                        : line("8000", "8220")
                                + line("8002", "Obj_0032")
                                + line("0001", "LDT3.2.20")
                                + line("8003", "Obj_0032")
                                + line("8001", "8220")
                                + line("8000", "8205")
                                + line("8147", "Person")
                                + line("8002", "Obj_0047")
                                + patient
                                + line("8003", "Obj_0047"));
    }

    private static String line(String field, String content) {
        return "%03d%s%s\r\n".formatted(content.length() + 9, field, content);
    }

    private static byte[] bytes(String message) {
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

    private static ReportBuilder report(String family, String given, String note) {
        return ReportBuilder.report("26-000815")
                .lab("Labor Testberg", "994567800", "LABT")
                .practice("Praxis Linde", "123456700", "4711", "123456601")
                .patient(family, given, LocalDate.of(1958, 3, 17), "W")
                .reportedAt(RandomReports.NOW)
                .specimen("S1", "SE", "Serum", RandomReports.NOW.minusHours(3))
                .note(note)
                .result("NA", "Natrium", result -> result.value("138", "mmol/l").measuredAt(RandomReports.NOW));
    }

    private static byte[] written(String family, String given, String note) {
        return ReportMessages.ldt3(
                RandomReports.envelope(), List.of(report(family, given, note).build()));
    }

    private static LdtReport report(byte[] message) {
        return LdtReports.of(LdtReader.read(message).packages().getFirst()).getFirst();
    }

    private static LdtReport.Subject subject(byte[] message) {
        return report(message).subject();
    }

    private static String text(byte[] message) {
        LdtPackage read = LdtReader.read(message).packages().getFirst();
        return read.charset().charset().decode(message, 0, message.length);
    }
}
