package health.careloop.ldt;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.ldt.clinical.LdtReports;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FramingTest {
    static List<String> samples() {
        return Samples.own();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void everyByteBelongsToExactlyOneField(String name) {
        byte[] bytes = Samples.bytes(name);
        assertThat(tiles(LdtReader.read(bytes), bytes.length)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "A01L2SYN_iso-8859-1.LDT",
                "S01L2SYN_din66003.LDT",
                "X01L2SYN_cp437.LDT",
                "Z01L2SYN_iso-8859-15.LDT",
                "Z01_SYN_kalium_kritisch.ldt"
            })
    void aValidFileHasNoFaults(String name) {
        LdtFile file = Samples.read(name);
        assertThat(file.faults()).isEmpty();
        assertThat(file.readable()).isTrue();
    }

    @Test
    void aFieldKnowsItsLineOffsetLengthsAndText() {
        LdtField field = Samples.read("Z01L2SYN_iso-8859-15.LDT")
                .packages()
                .getFirst()
                .records()
                .getFirst()
                .fields()
                .get(4);
        assertThat(field.line()).isEqualTo(5);
        assertThat(field.offset()).isEqualTo(64);
        assertThat(field.declaredLength()).isEqualTo(30);
        assertThat(field.actualLength()).isEqualTo(30);
        assertThat(field.id()).isEqualTo("0203");
        assertThat(field.text()).isEqualTo("Praxis Dr. Jörg Größe");
        assertThat(field.content().length()).isEqualTo(21);
    }

    @Test
    void aWrongLengthIsFatalAndSaysWhatWasDeclaredAndFound() {
        LdtFile file = LdtReader.read(Samples.replaced("Z01L2SYN_iso-8859-15.LDT", "01284206.8", "0128420.8"));
        assertThat(file.readable()).isFalse();
        assertThat(fatal(file)).singleElement().satisfies(fault -> {
            assertThat(fault.rule()).isEqualTo("BAS-LLL");
            assertThat(fault.field()).isEqualTo("8420");
            assertThat(fault.line()).isEqualTo(51);
            assertThat(fault.sentence().english()).isEqualTo("Line 51 says it is 12 bytes long, but 11 were found.");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"0138420", "0118420", "9998420"})
    void oneLengthWrittenWrongIsOneFault(String head) {
        byte[] bytes = Samples.replaced("Z01L2SYN_iso-8859-15.LDT", "01284206.8", head + "6.8");
        assertThat(LdtReader.read(bytes).faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.rule()).isEqualTo("BAS-LLL"));
    }

    @Test
    void aLineThatIsNoFieldIsFatalAndTheNextOneIsReadAgain() {
        LdtFile file = LdtReader.read(Samples.replaced("Z01L2SYN_iso-8859-15.LDT", "0158411Kalium", "Kalium"));
        assertThat(fatal(file)).singleElement().satisfies(fault -> {
            assertThat(fault.rule()).isEqualTo("BAS-LINE");
            assertThat(fault.line()).isEqualTo(49);
        });
        assertThat(LdtReports.of(file.packages().getFirst())
                        .getFirst()
                        .observations()
                        .get(1)
                        .rawValue())
                .isEqualTo("6.8");
    }

    @Test
    void theReaderKeepsItsOwnCopyOfTheBytes() {
        byte[] bytes = Samples.bytes("Z01L2SYN_iso-8859-15.LDT");
        LdtFile file = LdtReader.read(bytes);
        Arrays.fill(bytes, (byte) 'x');
        assertThat(LdtReports.of(file.packages().getFirst()).getFirst().orderNumber())
                .isEqualTo("A0000000001");
    }

    @Test
    void aFloodOfWarningsDoesNotHideAFatalFault() {
        LdtText ldt = new LdtText();
        ldt.record("8220").record("8205");
        for (int i = 0; i < 200; i++) {
            ldt.open("8147", "Person", "Obj_0047").close();
        }
        ldt.field("8003", "Obj_0099");
        LdtFile file = LdtReader.read(ldt.trailer("8221"));
        assertThat(file.readable()).isFalse();
        assertThat(file.faults())
                .filteredOn(fault -> fault.severity() == Severity.WARNING)
                .hasSizeLessThan(60);
    }

    static List<Fault> fatal(LdtFile file) {
        return file.faults().stream()
                .filter(fault -> fault.severity() == Severity.FATAL)
                .toList();
    }

    static boolean tiles(LdtFile file, int length) {
        List<LdtField> all = new ArrayList<>(file.stray());
        file.packages().forEach(found -> found.records().forEach(satz -> all.addAll(satz.fields())));
        long at = 0;
        for (LdtField field : all) {
            if (field.offset() != at) {
                return false;
            }
            at = field.end();
        }
        return at == length;
    }

    static byte[] concat(byte[] a, byte[] b) {
        byte[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }

    static byte[] without(byte[] bytes, char unwanted) {
        return new String(bytes, StandardCharsets.ISO_8859_1)
                .replace(String.valueOf(unwanted), "")
                .getBytes(StandardCharsets.ISO_8859_1);
    }
}
