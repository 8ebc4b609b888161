package health.careloop.ldt.rules;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.ldt.Fault;
import health.careloop.ldt.LdtFile;
import health.careloop.ldt.LdtReader;
import health.careloop.ldt.LdtText;
import health.careloop.ldt.Severity;
import health.careloop.ldt.clinical.LdtReports;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever version a file names, it is read; the version is a warning, and what only that version knows is no error. */
class VersionsTest {
    private static final String REPORT =
            "8117(8310=A-1 8311=L-1 8401=2) 8135(8160(7304=E1 7364=S1 8410=K 8411=Kalium 8418=06 7306=01 8420=4.2"
                    + " 8419=1 8421=mmol/l))";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "LDT3.0",
                "LDT3.0.1",
                "LDT3.0.10",
                "LDT3.1.0",
                "LDT3.1.1",
                "LDT3.2",
                "LDT3.2.0",
                "LDT3.2.1",
                "LDT3.2.4",
                "LDT3.2.9",
                "LDT3.2.10",
                "LDT3.2.15",
                "LDT3.2.16",
                "LDT3.2.21",
                "LDT3.3.0",
                "LDT4",
                "3.2.20",
                "?"
            })
    void anotherVersionOfLdt3IsOneWarningAndReadAllTheSame(String version) {
        LdtFile file = LdtReader.read(Notation.message(version, REPORT));
        assertThat(file.readable()).isTrue();
        assertThat(file.faults()).singleElement().satisfies(fault -> {
            assertThat(fault.rule()).isEqualTo("E001");
            assertThat(fault.severity()).isEqualTo(Severity.WARNING);
            assertThat(fault.field()).isEqualTo("0001");
        });
        assertThat(LdtReports.of(file.packages().getFirst()).getFirst().observations())
                .singleElement()
                .satisfies(found -> assertThat(found.rawValue()).isEqualTo("4.2"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"LDT3.2.17", "LDT3.2.18", "LDT3.2.19"})
    void anOlderVersionWeWriteOurselvesIsAnInformation(String version) {
        assertThat(LdtReader.read(Notation.message(version, REPORT)).faults())
                .singleElement()
                .satisfies(fault -> {
                    assertThat(fault.rule()).isEqualTo("E001");
                    assertThat(fault.severity()).isEqualTo(Severity.INFORMATION);
                });
    }

    @Test
    void theCurrentVersionIsNoFinding() {
        assertThat(LdtReader.read(Notation.message("LDT3.2.20", REPORT)).faults())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"LDT1014.01", "LDT1001.02", "LDT1001.01", "LDT1014.02", "LDT1015.01", "LDT2000", "?"})
    void anotherVersionOfLdt2IsAtMostAWarning(String version) {
        LdtFile file = LdtReader.read(flat(version, "8410", "K"));
        assertThat(file.readable()).isTrue();
        assertThat(file.faults()).allSatisfy(fault -> {
            assertThat(fault.rule()).isEqualTo("E001");
            assertThat(fault.severity())
                    .isEqualTo(version.matches("LDT1001.*") ? Severity.INFORMATION : Severity.WARNING);
        });
        assertThat(file.faults().isEmpty()).isEqualTo(version.equals("LDT1014.01"));
    }

    /** Field, object and code the tables have not, in versions of which they are not the tables. */
    @ParameterizedTest
    @ValueSource(strings = {"LDT3.0.1", "LDT3.1.0", "LDT3.2.4", "LDT3.2.16", "LDT3.2.18", "LDT3.2.20", "LDT3.3.0"})
    void whatTheTablesDoNotKnowIsAnInformation(String version) {
        List<Fault> unknown = news(Notation.message(version, "8117(8311=L-1 8401=2 8611=8 7777=x)"));
        assertThat(unknown).extracting(Fault::rule).containsExactlyInAnyOrder("E013", "BAS-FIELD");
        assertThat(unknown).extracting(Fault::severity).containsOnly(Severity.INFORMATION);
        byte[] object = new LdtText()
                .record("8220")
                .field("0001", version)
                .record("8205")
                .field("8002", "Obj_0099")
                .field("7278", "20260101")
                .field("8003", "Obj_0099")
                .trailer("8221");
        assertThat(news(object))
                .filteredOn(fault -> fault.sentence().german().contains("Obj_0099"))
                .singleElement()
                .satisfies(fault -> assertThat(fault.severity()).isEqualTo(Severity.INFORMATION));
    }

    @ParameterizedTest
    @ValueSource(strings = {"LDT1001.01", "LDT1001.02", "LDT1015.01"})
    void whatTheTablesOfLdt2DoNotKnowIsAnInformation(String version) {
        for (List<String> news : List.of(List.of("7777", "x"), List.of("8418", "Z"))) {
            assertThat(news(flat(version, news.get(0), news.get(1))))
                    .as(news.toString())
                    .singleElement()
                    .satisfies(fault -> assertThat(fault.severity()).isEqualTo(Severity.INFORMATION));
        }
    }

    /** A code of a list that was compared with the versions up to LDT3.2.20 is wrong in all of them. */
    @ParameterizedTest
    @ValueSource(strings = {"LDT3.2.17", "LDT3.2.18", "LDT3.2.19", "LDT3.2.20"})
    void aCodeOfACompleteListIsAWarning(String version) {
        assertThat(news(Notation.message(version, "8117(8311=L-1 8401=3)")))
                .singleElement()
                .satisfies(fault -> {
                    assertThat(fault.rule()).isEqualTo("E006");
                    assertThat(fault.severity()).isEqualTo(Severity.WARNING);
                });
    }

    private static List<Fault> news(byte[] bytes) {
        return LdtValidator.of(Strictness.IMPORT).check(LdtReader.read(bytes)).stream()
                .filter(fault ->
                        fault.rule().equals("BAS-FIELD") || fault.rule().matches("E\\d{3}|R138"))
                .toList();
    }

    private static byte[] flat(String version, String field, String content) {
        LdtText.Flat header = new LdtText.Flat("8220");
        Stream.of("9212" + version, "0201123456700", "0203Praxis Testberg", "8320Labor Testberg", "91064")
                .forEach(line -> header.field(line.substring(0, 4), line.substring(4)));
        return LdtText.flat(
                header, new LdtText.Flat("8201").field("8310", "A-1").field(field, content));
    }
}
