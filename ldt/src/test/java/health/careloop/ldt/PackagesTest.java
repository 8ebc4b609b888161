package health.careloop.ldt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Header, trailer, version and envelope of a package, and several in one file. */
class PackagesTest {
    @Test
    void anOlderVersionOfLdt2IsAnInformation() {
        assertThat(Samples.read("levinalex_lg_report_8202_LDT1x.ldt").faults())
                .singleElement()
                .satisfies(fault -> {
                    assertThat(fault.rule()).isEqualTo("E001");
                    assertThat(fault.severity()).isEqualTo(Severity.INFORMATION);
                });
        for (String version : List.of("LDT1001.01", "LDT1001.02")) {
            assertThat(LdtReader.read(Samples.replaced("Z01L2SYN_iso-8859-15.LDT", "LDT1014.01", version))
                            .faults())
                    .extracting(Fault::rule, Fault::severity)
                    .containsExactly(tuple("E001", Severity.INFORMATION));
        }
    }

    @Test
    void aPackageKnowsItsRecordsVersionAndPlace() {
        LdtPackage found = Samples.read("Z01L2SYN_iso-8859-15.LDT").packages().getFirst();
        assertThat(found.type()).isEqualTo("8220");
        assertThat(found.generation()).isEqualTo(Generation.LDT2);
        assertThat(found.version()).isEqualTo("LDT1014.01");
        assertThat(found.offset()).isZero();
        assertThat(found.length()).isEqualTo(1734);
        assertThat(found.records()).extracting(LdtRecord::type).containsExactly("8220", "8201", "8202", "8203", "8221");
        assertThat(found.records().get(1).firstLine()).isEqualTo(20);
        assertThat(found.records().get(1).lastLine()).isEqualTo(68);
    }

    @Test
    void concatenatedPackagesAreSplitAtEveryHeader() {
        LdtFile file = Samples.read("BAD_concatenated.LDT");
        assertThat(file.readable()).isTrue();
        assertThat(file.packages()).hasSize(2);
        assertThat(file.packages().get(1).offset()).isEqualTo(1734);
        assertThat(file.packages()).allMatch(LdtPackage::readable);
        assertThat(file.faults()).singleElement().satisfies(fault -> {
            assertThat(fault.rule()).isEqualTo("BAS-FSAP");
            assertThat(fault.severity()).isEqualTo(Severity.WARNING);
            assertThat(fault.offset()).isEqualTo(1734);
        });
        assertThat(file.packages())
                .extracting(found -> found.charset().evidence().english())
                .containsExactly("9106 = 4", "9106 = 3");
    }

    @Test
    void anotherVersionIsOnlyAWarning() {
        byte[] bytes = Samples.replaced("Z01_SYN_kalium_kritisch.ldt", "LDT3.2.20", "LDT3.2.16");
        LdtFile file = LdtReader.read(bytes);
        assertThat(file.readable()).isTrue();
        assertThat(file.faults())
                .filteredOn(fault -> fault.rule().equals("E001"))
                .singleElement()
                .satisfies(fault -> {
                    assertThat(fault.severity()).isEqualTo(Severity.WARNING);
                    assertThat(fault.sentence().english()).contains("LDT3.2.16").contains("LDT3.2.20");
                });
    }

    @Test
    void reportsWithoutAHeaderAreFatal() {
        byte[] bytes = Samples.bytes("Z01L2SYN_iso-8859-15.LDT");
        LdtFile file = LdtReader.read(Arrays.copyOfRange(bytes, 358, bytes.length));
        assertThat(file.packages()).hasSize(1);
        assertThat(FramingTest.fatal(file))
                .singleElement()
                .satisfies(fault -> assertThat(fault.sentence().english()).contains("no header record 8220"));
    }

    @Test
    void aPackageWithoutReportsIsReported() {
        LdtFile file = LdtReader.read(LdtText.flat(LdtText.header()));
        assertThat(file.readable()).isTrue();
        assertThat(file.faults())
                .singleElement()
                .satisfies(
                        fault -> assertThat(fault.sentence().english()).isEqualTo("The package contains no report."));
    }

    @Test
    void aReportOfTheOtherGenerationIsFatal() {
        LdtFile file = LdtReader.read(LdtText.flat(LdtText.header(), new LdtText.Flat("8205").field("8310", "A1")));
        assertThat(FramingTest.fatal(file))
                .singleElement()
                .satisfies(fault ->
                        assertThat(fault.sentence().english()).contains("8205").contains("no LDT 2 record"));
    }

    @Test
    void theEnvelopeBelongsToItsPackage() {
        byte[] inner = Samples.bytes("Z01L2SYN_iso-8859-15.LDT");
        byte[] before = new LdtText.Flat("0020").field("9105", "001").bytes();
        byte[] after = new LdtText.Flat("0021").bytes();
        LdtFile file = LdtReader.read(FramingTest.concat(FramingTest.concat(before, inner), after));
        assertThat(file.packages()).hasSize(1);
        assertThat(file.packages().getFirst().records())
                .extracting(LdtRecord::type)
                .startsWith("0020", "8220")
                .endsWith("8221", "0021");
        assertThat(file.faults()).isEmpty();
    }
}
