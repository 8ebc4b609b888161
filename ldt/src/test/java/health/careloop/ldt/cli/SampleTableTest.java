package health.careloop.ldt.cli;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.ldt.LdtReader;
import health.careloop.ldt.Samples;
import health.careloop.ldt.rules.Strictness;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What {@code ldt check} says of every sample, in one table: nothing of the official files, of a BAD_ file the defect it
 * is named after and no other. Samples outside of the repository are checked where they are present.
 */
class SampleTableTest {
    /**
     * File, import, strict. All files of LDT 2 come from one with a day of birth no calendar knows (BAS-DATE). The pieces
     * without a header (libldt3) are no messages.
     */
    private static final String TABLE = """
            A01L2SYN_iso-8859-1.LDT | INFORMATION BAS-DATE | INFORMATION BAS-DATE
            BAD_concatenated.LDT | INFORMATION BAS-DATE, WARNING BAS-FSAP | INFORMATION BAS-DATE, WARNING BAS-FSAP
            BAD_lf_only.LDT | INFORMATION BAS-DATE, WARNING BAS-EOL | INFORMATION BAS-DATE, WARNING BAS-EOL
            BAD_missing_8100.LDT | INFORMATION BAS-DATE, WARNING BAS-NOSUM | INFORMATION BAS-DATE, WARNING BAS-NOSUM
            BAD_truncated.LDT | FATAL BAS-FSAP, INFORMATION BAS-DATE | FATAL BAS-FSAP, INFORMATION BAS-DATE
            BAD_utf8_lengths.LDT | INFORMATION BAS-DATE, WARNING BAS-CHARSET | INFORMATION BAS-DATE, WARNING BAS-CHARSET
            BAD_wrong_9106_cp437.LDT | INFORMATION BAS-DATE, WARNING BAS-CHARSET | INFORMATION BAS-DATE, WARNING BAS-CHARSET
            S01L2SYN_din66003.LDT | INFORMATION BAS-DATE | INFORMATION BAS-DATE
            X01L2SYN_cp437.LDT | INFORMATION BAS-DATE | INFORMATION BAS-DATE
            Z01L2SYN_iso-8859-15.LDT | INFORMATION BAS-DATE | INFORMATION BAS-DATE
            Z01_KBV_3_2_20_UC05_noPDF.ldt | none | none
            Z01_KBV_3_2_20_UC06_noPDF.ldt | none | none
            Z01_KBV_3_2_20_UC12.ldt | none | none
            Z01_KBV_3_2_20_UC15_noPDF.ldt | none | none
            Z01_KBV_3_2_20_UC17.ldt | none | none
            Z01_SYN_kalium_kritisch.ldt | INFORMATION BAS-FIELD, WARNING F012, WARNING K092 | ERROR F012, ERROR K092, INFORMATION BAS-FIELD
            levinalex_lg_report_8202_LDT1x.ldt | INFORMATION BAS-FIELD, INFORMATION BAS-MUST, INFORMATION E001 | INFORMATION BAS-FIELD, INFORMATION BAS-MUST, INFORMATION E001
            libldt3_befund-localdate.ldt | ERROR E006, ERROR K084, FATAL BAS-FSAP, INFORMATION BAS-ROLE, WARNING BAS-MUST | ERROR BAS-MUST, ERROR E006, ERROR K084, FATAL BAS-FSAP, INFORMATION BAS-ROLE
            libldt3_befund-localdatetime.ldt | ERROR E006, ERROR K084, FATAL BAS-FSAP, INFORMATION BAS-ROLE, WARNING BAS-MUST | ERROR BAS-MUST, ERROR E006, ERROR K084, FATAL BAS-FSAP, INFORMATION BAS-ROLE
            libldt3_person-19900000.ldt | FATAL BAS-FSAP, WARNING BAS-MUST, WARNING K104 | ERROR BAS-MUST, ERROR K104, FATAL BAS-FSAP
            libldt3_person-19900200.ldt | FATAL BAS-FSAP, WARNING BAS-MUST, WARNING K104 | ERROR BAS-MUST, ERROR K104, FATAL BAS-FSAP
            libldt3_person-19900204.ldt | FATAL BAS-FSAP, WARNING BAS-MUST, WARNING K104 | ERROR BAS-MUST, ERROR K104, FATAL BAS-FSAP
            """;

    /** What a file should give: severity and rule, each once. */
    record Row(String file, Set<String> onImport, Set<String> strict) {
        static Row of(String line) {
            String[] cells = line.split("\\|", -1);
            return new Row(cells[0].strip(), set(cells[1]), set(cells[2]));
        }

        private static Set<String> set(String cell) {
            return List.of(cell.split(",")).stream()
                    .map(String::strip)
                    .filter(word -> !word.equals("none"))
                    .collect(Collectors.toCollection(TreeSet::new));
        }

        @Override
        public String toString() {
            return file;
        }
    }

    static List<Row> present() {
        Map<String, byte[]> samples = samples();
        List<Row> rows =
                rows().stream().filter(row -> samples.containsKey(row.file())).toList();
        System.out.println("Skipped " + (rows().size() - rows.size()) + " of " + rows().size()
                + " sample files; set CARELOOP_SAMPLES.");
        return rows;
    }

    @ParameterizedTest
    @MethodSource("present")
    void theCheckSaysOfASampleWhatTheTableExpects(Row row) {
        byte[] bytes = samples().get(row.file());
        assertThat(said(bytes, Strictness.IMPORT)).isEqualTo(row.onImport());
        assertThat(said(bytes, Strictness.STRICT)).isEqualTo(row.strict());
    }

    @Test
    void everySampleHasARow() {
        Set<String> expected = rows().stream().map(Row::file).collect(Collectors.toCollection(HashSet::new));
        assertThat(expected).containsAll(samples().keySet()).containsAll(Samples.own());
    }

    @Test
    void theTableHasNoErrorForAWholeFileAndADefectForABrokenOne() {
        for (Row row : rows()) {
            Set<String> defects = new TreeSet<>(row.onImport());
            defects.removeIf(said -> said.startsWith("INFORMATION"));
            if (row.file().startsWith("Z01_KBV")) {
                assertThat(row.onImport()).as(row.file()).isEmpty();
                assertThat(row.strict()).as(row.file()).isEmpty();
            } else if (row.file().startsWith("BAD_")) {
                assertThat(defects).as(row.file()).hasSize(1);
            } else if (row.file().endsWith(".LDT")) {
                assertThat(defects).as(row.file()).isEmpty();
            }
        }
    }

    private static List<Row> rows() {
        return TABLE.lines().map(Row::of).toList();
    }

    /** A file both here and outside is the one of the repository. */
    private static Map<String, byte[]> samples() {
        Map<String, byte[]> samples = new LinkedHashMap<>();
        for (Path file : Samples.outside("")) {
            String name = file.getFileName().toString();
            if (name.toLowerCase(Locale.ROOT).endsWith(".ldt")) {
                samples.put(name, Samples.bytes(file));
            }
        }
        Samples.own().forEach(name -> samples.put(name, Samples.bytes(name)));
        return samples;
    }

    private static Set<String> said(byte[] bytes, Strictness strictness) {
        return Check.faults(LdtReader.read(bytes), strictness).stream()
                .map(fault -> fault.severity() + " " + fault.rule())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
