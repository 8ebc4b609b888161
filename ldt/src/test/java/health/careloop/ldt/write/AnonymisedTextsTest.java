package health.careloop.ldt.write;

import static health.careloop.ldt.write.LdtAnonymiserTest.ANONYMISER;
import static health.careloop.ldt.write.LdtAnonymiserTest.bytes;
import static health.careloop.ldt.write.LdtAnonymiserTest.report;
import static health.careloop.ldt.write.LdtAnonymiserTest.text;
import static health.careloop.ldt.write.LdtAnonymiserTest.written;
import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.ldt.Generation;
import health.careloop.ldt.LdtReader;
import health.careloop.ldt.tables.FieldTable;
import health.careloop.ldt.tables.FieldType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Names in free text, file names and fields nobody expects them in. */
class AnonymisedTextsTest {
    @Test
    void namesAreFoundInFreeTextInEverySpelling() {
        byte[] message =
                written("Müller-Lüdenscheid", "Jörg", "Hr. MÜLLER-LÜDENSCHEID, joerg, geb. 17.03.1958, Müllers Probe");
        String out = text(ANONYMISER.anonymise(message));
        assertThat(out).doesNotContainIgnoringCase("müller", "lüdenscheid", "joerg", "17.03.1958");
        assertThat(out).contains("Probe", "geb. ");
    }

    @Test
    void aNameIsFoundWithoutItsDotsAndAUnitStays() {
        String out = text(ANONYMISER.anonymise(written("Bär", "Änne", "1,2 bar bei ANNE BAR, Frau bar")));
        assertThat(out)
                .doesNotContainPattern("(?i)(?<!\\p{L})anne(?!\\p{L})")
                .doesNotContain("BAR,", "Frau bar")
                .contains("1,2 bar");
    }

    @Test
    void anOrderNumberIsFoundWithoutItsSeparators() {
        byte[] message = ReportMessages.ldt3(
                RandomReports.envelope(),
                List.of(report("Kestrel", "Anna", "Auftrag 26000815 und 26-000815")
                        .order("26-000815")
                        .build()));
        assertThat(text(message)).contains("Auftrag 26000815");
        assertThat(text(ANONYMISER.anonymise(message))).contains("Auftrag ").doesNotContain("26000815", "26-000815");
    }

    @Test
    void anOrderNumberIsFoundHoweverItIsSpelled() {
        byte[] message = ReportMessages.ldt3(
                RandomReports.envelope(),
                List.of(report(
                                "Kestrel",
                                "Anna",
                                "Auftrag A4711, A 4711, A-4711 und A/4711; Tel 0201.471122; 0.471122 g")
                        .order("A-4711")
                        .build()));
        assertThat(text(message)).contains("Auftrag A4711");
        assertThat(text(ANONYMISER.anonymise(message)))
                .contains("Auftrag ", "; 0.471122 g")
                .doesNotContain("A4711", "A 4711", "A-4711", "0201.471122");
    }

    @Test
    void aBankAccountIsFoundByItsCheckDigits() {
        String out = text(ANONYMISER.anonymise(written(
                "Kestrel",
                "Anna",
                "IBAN DE89 3704 0044 0532 0130 00 bitte, DE89370400440532013000; vertippt: DE88370400440532013000, DE89 3702 0400 0440 5320 13;"
                        + " keine: FR88370400440532013000")));
        assertThat(out)
                .doesNotContain("DE89", "0532 0130", "DE89370400440532013000", "DE88", "0440 5320")
                .contains(" bitte, ", "FR88370400440532013000");
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
}
