package health.careloop.ldt;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A message that breaks off, at every byte. */
class InterruptedTransferTest {
    @Test
    void anInterruptedTransferIsFatal() {
        LdtFile file = Samples.read("BAD_truncated.LDT");
        assertThat(file.readable()).isFalse();
        assertThat(FramingTest.fatal(file)).singleElement().satisfies(fault -> {
            assertThat(fault.rule()).isEqualTo("BAS-FSAP");
            assertThat(fault.line()).isEqualTo(104);
            assertThat(fault.sentence().english()).contains("interrupted").contains("8221");
        });
        assertThat(file.packages().getFirst().records()).hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Z01L2SYN_iso-8859-15.LDT", "Z01_SYN_kalium_kritisch.ldt"})
    void everyCutBeforeTheTrailerIsFatal(String name) {
        byte[] bytes = Samples.bytes(name);
        int trailer = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("01380008221");
        for (int length = 1; length < trailer + 11; length++) {
            LdtFile file = LdtReader.read(Arrays.copyOf(bytes, length));
            assertThat(file.readable()).as("cut after %d bytes", length).isFalse();
        }
    }

    /** Whoever reads "damaged" looks for a fault in the file; this one only has to be sent again. */
    @Test
    void aCutInsideALineOfTheTrailerIsAnInterruptedTransmission() {
        byte[] bytes = Samples.bytes("Z01L2SYN_iso-8859-15.LDT");
        int trailer = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("01380008221") + 13;
        for (int length = trailer + 1; length < bytes.length - 2; length++) {
            LdtFile file = LdtReader.read(Arrays.copyOf(bytes, length));
            byte last = bytes[length - 1];
            if (last == '\r' || last == '\n' || bytes[length] == '\r') {
                continue; // a whole line arrived
            }
            assertThat(FramingTest.fatal(file))
                    .as("cut after %d bytes", length)
                    .singleElement()
                    .satisfies(fault -> {
                        assertThat(fault.rule()).isEqualTo("BAS-FSAP");
                        assertThat(fault.sentence().english()).startsWith("The transmission was interrupted: line ");
                    });
        }
    }

    @Test
    void everyCutInsideTheTrailerIsNoticed() {
        for (String name : List.of("Z01L2SYN_iso-8859-15.LDT", "Z01_SYN_kalium_kritisch.ldt")) {
            byte[] bytes = Samples.bytes(name);
            int trailer = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("01380008221");
            for (int length = trailer + 11; length < bytes.length - 2; length++) {
                LdtFile file = LdtReader.read(Arrays.copyOf(bytes, length));
                assertThat(file.faults())
                        .as("%s cut after %d bytes", name, length)
                        .anyMatch(fault -> fault.severity().compareTo(Severity.ERROR) <= 0);
            }
        }
    }

    @Test
    void aPackageAfterAnInterruptedOneIsStillReadable() {
        byte[] whole = Samples.bytes("Z01L2SYN_iso-8859-15.LDT");
        byte[] cut = Arrays.copyOf(whole, whole.length - 44);
        LdtFile file = LdtReader.read(FramingTest.concat(cut, whole));
        assertThat(file.packages()).hasSize(2);
        assertThat(file.packages().get(0).readable()).isFalse();
        assertThat(file.packages().get(1).readable()).isTrue();
        assertThat(file.readable()).isFalse();
    }

    @Test
    void aTransmissionThatBrokeOffIsOneFault() {
        String whole = new String(Samples.bytes("Z01L2SYN_iso-8859-15.LDT"), StandardCharsets.ISO_8859_1);
        int closing = whole.indexOf("01380008221");
        for (int at = whole.indexOf("\r\n") + 2; at < closing; at = whole.indexOf("\r\n", at) + 2) {
            LdtFile cut = LdtReader.read(whole.substring(0, at).getBytes(StandardCharsets.ISO_8859_1));
            assertThat(cut.faults())
                    .as("cut at %d", at)
                    .filteredOn(fault -> fault.severity() == Severity.FATAL || fault.severity() == Severity.ERROR)
                    .extracting(Fault::rule)
                    .containsExactly("BAS-FSAP");
        }
    }
}
