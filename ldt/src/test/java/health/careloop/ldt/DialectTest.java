package health.careloop.ldt;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DialectTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "01380006310\\r\\n0178315PRAX_EDV\\r\\n; GDT file",
                "0138000adt0\\r\\n; KVDT",
                "01380000020\\r\\n014810000027\\r\\n01380006100\\r\\n; BDT file",
                "01380000101\\r\\n; KVDT",
                "MSH|^~\\\\&|LIS|LAB; HL7 v2",
                "\\013MSH|^~\\\\&|LIS|LAB; HL7 v2",
                "<?xml version=\"1.0\"?><Bundle/>; XML",
                "{\"resourceType\":\"Bundle\"}; JSON",
                "%PDF-1.7; PDF",
                "Kalium 7,1 mmol/l; These bytes are no LDT",
                "0128410abc\\r\\n; no line 8000"
            })
    void whatIsNoLdtIsCalledByItsName(String content, String name) {
        LdtFile file = LdtReader.read(content.translateEscapes().getBytes(StandardCharsets.ISO_8859_1));
        assertThat(file.readable()).isFalse();
        assertThat(file.packages()).isEmpty();
        assertThat(file.faults()).singleElement().satisfies(fault -> {
            assertThat(fault.severity()).isEqualTo(Severity.FATAL);
            assertThat(fault.rule()).isEqualTo("BAS-DIALECT");
            assertThat(fault.sentence().english()).contains(name);
        });
    }

    @Test
    void anEmptyMessageIsCalledEmptyAndABlankOneBlank() {
        assertThat(LdtReader.read(new byte[0]).faults().getFirst().sentence().english())
                .isEqualTo("The message is empty.");
        for (byte[] blank : new byte[][] {" \r\n".getBytes(StandardCharsets.US_ASCII), new byte[5000]}) {
            assertThat(LdtReader.read(blank).faults().getFirst().sentence().english())
                    .isEqualTo("The message is nothing but blanks or zero bytes.");
        }
    }

    @Test
    void archivesAndUtf16AreCalledByTheirNames() {
        assertThat(sentence(0x1F, 0x8B, 8, 0)).contains("gzip");
        assertThat(sentence('P', 'K', 3, 4)).contains("ZIP");
        assertThat(sentence(0xFF, 0xFE, '0', 0)).contains("UTF-16");
    }

    private static String sentence(int... bytes) {
        byte[] message = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            message[i] = (byte) bytes[i];
        }
        return LdtReader.read(message).faults().getFirst().sentence().english();
    }
}
