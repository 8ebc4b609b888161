package health.careloop.ldt;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.ldt.clinical.LdtReport;
import health.careloop.ldt.clinical.LdtReports;
import java.io.ByteArrayInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One record is of one patient, one order and one practice: where it names two, nobody is shown the results of another. */
class OnePatientTest {
    @ParameterizedTest
    @CsvSource({
        "3101, Schmidt",
        "3102, Bert",
        "3103, 19700101",
        "3119, S040464113",
        "3000, 4711",
        "8310, B-2",
        "8311, 26-2"
    })
    void aSecondHeadWithAnotherContentIsFatalInLdt2(String field, String content) {
        byte[] sent = LdtText.flat(LdtText.header(), flat(field, content));
        assertFatal(sent, field);
    }

    @Test
    void theSameHeadTwiceIsTheSamePatient() {
        LdtFile file = LdtReader.read(LdtText.flat(LdtText.header(), flat("3101", "müller")));
        assertThat(file.readable()).isTrue();
        assertThat(report(file).subject().familyName()).isEqualTo("Müller");
    }

    @Test
    void twoPracticesInAHeaderAreFatalInLdt2() {
        byte[] sent = LdtText.flat(LdtText.header().field("0201", "223456700"), flat("3101", "Müller"));
        assertThat(LdtReader.read(sent).readable()).isFalse();
    }

    @Test
    void twoPatientsAreFatalInLdt3() {
        LdtText text = start();
        patient(text, person("Müller", "Anna"));
        patient(text, person("Schmidt", "Bert"));
        assertFatal(end(text), "3101");
    }

    @Test
    void twoPeopleInOnePatientAreFatal() {
        LdtText text = start();
        patient(text, person("Müller", "Anna"), person("Müller", "Berta"));
        assertFatal(end(text), "3102");
    }

    @Test
    void theSamePersonTwiceIsOne() {
        LdtText text = start();
        patient(text, person("Müller", "Anna"), person("MÜLLER", "Anna"));
        assertThat(LdtReader.read(end(text)).readable()).isTrue();
    }

    @Test
    void twoOrdersAreFatalInLdt3() {
        LdtText text = start();
        patient(text, person("Müller", "Anna"));
        for (String number : new String[] {"A-1", "B-2"}) {
            text.open("8117", "Befundinformationen", "Obj_0017")
                    .field("8310", number)
                    .close();
        }
        assertFatal(end(text), "8310");
    }

    @Test
    void twoNumbersOfOneOrderAreFatalInLdt3() {
        LdtText text = start();
        text.open("8117", "Befundinformationen", "Obj_0017")
                .field("8310", "A-1")
                .field("8310", "B-2")
                .close();
        assertFatal(end(text), "8310");
    }

    @Test
    void twoPracticesAreFatalInLdt3() {
        LdtText text = start();
        for (String number : new String[] {"123456700", "223456700"}) {
            text.open("8122", "Einsenderidentifikation", "Obj_0022")
                    .open("8119", "Betriebsstaette", "Obj_0019")
                    .field("0201", number)
                    .close()
                    .close();
        }
        assertFatal(end(text), "0201");
    }

    /** Physicians are people, too. */
    @Test
    void otherPeopleAreNoPatients() {
        LdtText text = start();
        text.open("8122", "Einsenderidentifikation", "Obj_0022")
                .open("8114", "Arztidentifikation", "Obj_0014")
                .open("8147", "Person", "Obj_0047")
                .field("3101", "Linde")
                .close()
                .close()
                .close();
        patient(text, person("Müller", "Anna"));
        text.open("8126", "Fehlermeldung_Aufmerksamkeit", "Obj_0026")
                .open("8147", "Person", "Obj_0047")
                .field("3101", "Arzt")
                .close()
                .close();
        assertThat(LdtReader.read(end(text)).readable()).isTrue();
    }

    private static void assertFatal(byte[] sent, String field) {
        LdtFile file = LdtReader.read(sent);
        assertThat(file.readable()).isFalse();
        assertThat(file.faults()).anySatisfy(fault -> isTwo(fault, field));
        assertThat(LdtRecordReader.of(new ByteArrayInputStream(sent), ReadOptions.DEFAULT)
                        .readAll(piece -> {}))
                .isFalse();
        LdtReport report = report(file);
        assertThat(report.faults()).anySatisfy(fault -> isTwo(fault, field));
        assertThat(report.subject().familyName()).isNull();
        assertThat(report.subject().birthDate()).isNull();
        assertThat(report.orderNumber()).isNull();
        assertThat(report.recipient().bsnr()).isNull();
    }

    private static void isTwo(Fault fault, String field) {
        assertThat(fault.rule()).isEqualTo("BAS-FSAL");
        assertThat(fault.severity()).isEqualTo(Severity.FATAL);
        assertThat(fault.field()).isEqualTo(field);
    }

    private static LdtReport report(LdtFile file) {
        return LdtReports.of(file.packages().getFirst()).getFirst();
    }

    private static LdtText.Flat flat(String field, String content) {
        return new LdtText.Flat("8201")
                .field("8310", "A-1")
                .field("8311", "26-1")
                .field("3000", "815")
                .field("3101", "Müller")
                .field("3102", "Anna")
                .field("3103", "19580317")
                .field("3119", "T000000004")
                .field(field, content)
                .field("8401", "E")
                .field("8410", "K")
                .field("8420", "4.2");
    }

    private static LdtText start() {
        return new LdtText().record("8220").field("0001", "LDT3.2.20").record("8205");
    }

    private static byte[] end(LdtText text) {
        return text.trailer("8221");
    }

    private record Name(String family, String given) {}

    private static Name person(String family, String given) {
        return new Name(family, given);
    }

    private static void patient(LdtText text, Name... people) {
        text.open("8145", "Patient", "Obj_0045");
        for (Name person : people) {
            text.open("8147", "Person", "Obj_0047")
                    .field("3101", person.family())
                    .field("3102", person.given())
                    .field("3103", "19580317")
                    .close();
        }
        text.close();
    }
}
