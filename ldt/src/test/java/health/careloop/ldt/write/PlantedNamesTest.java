package health.careloop.ldt.write;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.ldt.Generation;
import health.careloop.ldt.LdtField;
import health.careloop.ldt.LdtPackage;
import health.careloop.ldt.LdtReader;
import health.careloop.ldt.LdtRecord;
import health.careloop.ldt.Samples;
import health.careloop.ldt.tables.FieldTable;
import health.careloop.ldt.tables.FieldType;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** People planted where no field says who they are. */
class PlantedNamesTest {
    private static final List<String> PLANTED = List.of(
            "Erika Schmidt, Tel 0171 8642975, e.schmidt@web.de, Hauptstr. 5, 10115 Berlin",
            "Schmidt",
            "SCHMIDT1960",
            "01718642975",
            "0171 8642975",
            "schmidt@web.de");
    private static final List<String> TRACES =
            List.of("erika", "schmidt", "8642975", "web.de", "hauptstr", "10115", "berlin");
    private static final LdtAnonymiser TEXTS = LdtAnonymiser.of(7).blurringTexts();

    /** Fields no table has. */
    private static final int[] UNKNOWN = {999, 3618, 3619, 3626, 6226, 9876, 9999};

    @Test
    void nothingPlantedInAnyFieldSurvivesWhenTextsAreReplaced() {
        for (Generation generation : Generation.values()) {
            for (int field : IntStream.concat(IntStream.of(FieldTable.all()), IntStream.of(UNKNOWN))
                    .toArray()) {
                for (String planted : PLANTED) {
                    String out = latin(TEXTS.anonymise(message(generation, field, planted)));
                    assertThat(out).as("%s %04d %s", generation, field, planted).satisfies(PlantedNamesTest::isClean);
                }
            }
        }
    }

    @Test
    void nothingPlantedInAnyLineOfASampleSurvivesWhenTextsAreReplaced() {
        List<byte[]> samples = new ArrayList<>();
        Samples.own().forEach(name -> samples.add(Samples.bytes(name)));
        Samples.outside("Z01_KBV").forEach(file -> samples.add(Samples.bytes(file)));
        for (byte[] sample : samples) {
            for (LdtField field : fields(sample)) {
                if (!field.is("8000")) {
                    String out = latin(TEXTS.anonymise(planted(sample, field, "Erika Schmidt, 0171 8642975")));
                    assertThat(out).as("%s", field).satisfies(PlantedNamesTest::isClean);
                }
            }
        }
    }

    @Test
    void telephoneAndMailGoFromEveryTextWithoutBeingAskedTo() {
        for (Generation generation : Generation.values()) {
            FieldTable table = FieldTable.of(generation);
            for (int field : FieldTable.all()) {
                if (table.knows(field) && table.type(field) == FieldType.ALNUM && field != 8000) {
                    byte[] message = message(generation, field, "bitte Tel. 030 8642975 rufen, e.schmidt@web.de");
                    assertThat(latin(LdtAnonymiser.of(7).anonymise(message)))
                            .as("%s %04d", generation, field)
                            .doesNotContain("8642975", "web.de");
                }
            }
        }
    }

    @Test
    void telephoneNumbersAreKnownInEveryFormAndValuesAreNone() {
        for (String phone : List.of(
                "0171 8642975",
                "0171/8642975",
                "0171-8642975",
                "01718642975",
                "(030) 8642975",
                "+49 171 8642975",
                "+491718642975",
                "0049 171 8642975",
                "030 864 29 75",
                "tel 8642975",
                "Fax: 8642-975")) {
            assertThat(noted(phone))
                    .as(phone)
                    .doesNotContain("8642975", "8642-975", "864 29 75")
                    .contains("030 23125");
        }
        for (String kept : List.of(
                "Kontrolle am 01.02.2026 um 08:15",
                "tel. 12.11.2026 10:30 durchgegeben",
                "0.35 bis 0.95 mmol/l",
                "LOINC 2823-3, 1234-5",
                "Charge 12345-6",
                "§ 16 Abs. 3a SGB V")) {
            assertThat(noted(kept)).contains(kept);
        }
    }

    @Test
    void webAddressesDoNotBecomeHalfAFile() {
        assertThat(noted("siehe http://x.de/pat?id=A1&n=Kestrel heute"))
                .contains("siehe www.example.org heute")
                .doesNotContain("Anhang");
    }

    @Test
    void linesThatAreNoFieldsLoseTheirLettersAndKeepTheirPlace() {
        String message = latin(message(Generation.LDT2, 8490, "nüchtern"));
        String around = "From: frau.schmidt@web.de\r\n" + message.replace("0138410K\r\n", "0138410K\r\n")
                + "Erika Schmidt, Hauptstr.\r\n" + line("8000", "8221") + line("9202", "00000000")
                + "Gruß, Schmidt\r\n";
        String out = latin(LdtAnonymiser.of(7).anonymise(bytes(around)));
        isClean(out);
        assertThat(out).startsWith("xxxx: xxxx.xxxxxxx@xxx.xx\r\n").hasSameSizeAs(around);
        assertThat(out.substring(out.indexOf("8221"))).contains("xxx");
        assertThat(out).contains("nüchtern");
    }

    @Test
    void numbersUnitsCodesAndDatesStayWhenTextsAreReplaced() {
        String report = latin(message(Generation.LDT2, 8410, "K"))
                + line("8411", "Kalium")
                + line("8420", "4.2")
                + line("8421", "mmol/l")
                + line("8461", "3.5")
                + line("8462", "5.1")
                + line("8422", "+")
                + line("8432", "20261119")
                + line("8430", "Serum")
                + line("8480", "<5")
                + line("8410", "QX")
                + line("8420", "neg")
                + line("8421", "Mio/µl");
        String out = latin(TEXTS.anonymise(bytes(report)));
        for (String kept : List.of(
                "8410K",
                "8411Kalium",
                "84204.2",
                "8421mmol/l",
                "84613.5",
                "84625.1",
                "8422+",
                "843220261119",
                "8430Serum",
                "8420neg",
                "8421Mio/µl")) {
            assertThat(out).contains(kept + "\r\n");
        }
        assertThat(out).doesNotContain("8410QX");
    }

    private static String noted(String text) {
        return latin(LdtAnonymiser.of(7).anonymise(message(Generation.LDT2, 8490, text)));
    }

    private static void isClean(String text) {
        assertThat(TRACES).noneMatch(text.toLowerCase()::contains);
    }

    private static byte[] message(Generation generation, int field, String content) {
        String planted = line("%04d".formatted(field), content);
        return bytes(
                generation == Generation.LDT2
                        ? line("8000", "8220")
                                + line("9212", "LDT1014.01")
                                + line("9106", "3")
                                + line("8000", "8201")
                                + planted
                        : line("8000", "8220")
                                + line("8132", "Kopfdaten")
                                + line("8002", "Obj_0032")
                                + line("0001", "LDT3.2.20")
                                + line("8003", "Obj_0032")
                                + line("8001", "8220")
                                + line("8000", "8205")
                                + planted);
    }

    private static byte[] planted(byte[] sample, LdtField field, String content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(sample, 0, (int) field.offset());
        out.writeBytes(bytes(field.id().isEmpty() ? content + "\r\n" : line(field.id(), content)));
        out.write(sample, (int) field.end(), sample.length - (int) field.end());
        return out.toByteArray();
    }

    private static List<LdtField> fields(byte[] sample) {
        List<LdtField> fields = new ArrayList<>();
        for (LdtPackage read : LdtReader.read(sample).packages()) {
            for (LdtRecord satz : read.records()) {
                fields.addAll(satz.fields());
            }
        }
        return fields;
    }

    private static String line(String field, String content) {
        return "%03d%s%s\r\n".formatted(content.length() + 9, field, content);
    }

    private static byte[] bytes(String message) {
        return message.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String latin(byte[] message) {
        return new String(message, StandardCharsets.ISO_8859_1);
    }
}
