package health.careloop.ldt.write;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.ldt.LdtFile;
import health.careloop.ldt.LdtPackage;
import health.careloop.ldt.LdtReader;
import health.careloop.ldt.LdtText;
import health.careloop.ldt.clinical.LdtReports;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the anonymiser makes of lengths that were wrong, and of packages that differ. */
class DamagedLengthsTest {
    @Test
    void aLengthThatWasFarTooSmallNeverBecomesNegative() {
        for (String declared : List.of("000", "001", "011", "012", "998", "999")) {
            for (String line :
                    List.of("3101Prüfling-Hohenstein-Wartenberg", "3107Am Langen Prüfweg 17 Hinterhaus", "3102Jo")) {
                byte[] whole = LdtText.flat(
                        LdtText.header(),
                        new LdtText.Flat("8201")
                                .field("3101", line.startsWith("3101") ? line.substring(4) : "Prüfling")
                                .field("3107", line.startsWith("3107") ? line.substring(4) : "Weg 1")
                                .field("3102", "Jo"));
                String text = new String(whole, StandardCharsets.ISO_8859_1);
                int at = text.indexOf(line) - 3;
                byte[] message = (text.substring(0, at) + declared + text.substring(at + 3))
                        .getBytes(StandardCharsets.ISO_8859_1);
                for (int seed = 0; seed < 10; seed++) {
                    String out = new String(LdtAnonymiser.of(seed).anonymise(message), StandardCharsets.ISO_8859_1);
                    assertThat(out.lines()).as("%s %s", declared, line).allMatch(each -> each.matches("\\d{7}.*"));
                }
            }
        }
    }

    @Test
    void eachPackageIsReadInItsOwnWayOfWritingDates() {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.writeBytes(LdtText.flat(
                new LdtText.Flat("8220")
                        .field("9211", "07/99")
                        .field("9106", "4")
                        .field("9103", "31122012"),
                patient("10111982")));
        both.writeBytes(LdtText.flat(LdtText.header(), patient("19821110")));
        for (int seed = 0; seed < 10; seed++) {
            LdtFile made = LdtReader.read(LdtAnonymiser.of(seed).anonymise(both.toByteArray()));
            for (LdtPackage each : made.packages()) {
                LdtReports.of(each).forEach(report -> {
                    assertThat(report.subject().birthDate().date()).isPresent();
                    assertThat(report.subject().birthDate().year()).isBetween(1980, 1984);
                });
            }
            assertThat(made.packages())
                    .flatExtracting(LdtReports::of)
                    .extracting(report -> report.subject().birthDate().date())
                    .hasSize(2)
                    .containsOnly(LdtReports.of(made.packages().getFirst())
                            .getFirst()
                            .subject()
                            .birthDate()
                            .date());
        }
    }

    private static LdtText.Flat patient(String born) {
        return new LdtText.Flat("8202")
                .field("8310", "12345")
                .field("3101", "Prüfling")
                .field("3102", "Jo")
                .field("3103", born)
                .field("8410", "TPO")
                .field("8420", "2.4")
                .field("8421", "U/l");
    }
}
