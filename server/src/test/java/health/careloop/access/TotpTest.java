package health.careloop.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TotpTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:10Z");

    /** Of RFC 4226, appendix D, and RFC 6238, appendix B. */
    private final Totp totp = Totp.of("12345678901234567890".getBytes(StandardCharsets.US_ASCII));

    @ParameterizedTest
    @CsvSource({
        "59, 287082",
        "1111111109, 081804",
        "1111111111, 050471",
        "1234567890, 005924",
        "2000000000, 279037",
        "20000000000, 353130"
    })
    void computesWhatRfc6238Does(long seconds, String code) {
        assertThat(totp.codeAt(Instant.ofEpochSecond(seconds))).isEqualTo(code);
    }

    @Test
    void computesWhatRfc4226Does() {
        String[] codes = {
            "755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489"
        };
        for (int counter = 0; counter < codes.length; counter++) {
            assertThat(totp.codeAt(Instant.ofEpochSecond(30L * counter))).isEqualTo(codes[counter]);
        }
    }

    @Test
    void aClockMayBeHalfAMinuteWrongAndNoMore() {
        long present = NOW.getEpochSecond() / 30;
        for (int off : new int[] {-30, 0, 30}) {
            assertThat(totp.stepOf(totp.codeAt(NOW.plusSeconds(off)), NOW))
                    .as("%d s", off)
                    .isEqualTo(OptionalLong.of(present + off / 30));
        }
        for (int off : new int[] {-60, 60, 86_400}) {
            assertThat(totp.stepOf(totp.codeAt(NOW.plusSeconds(off)), NOW))
                    .as("%d s", off)
                    .isEmpty();
        }
    }

    @Test
    void aCodeMayBeTypedAsAnAppShowsIt() {
        String code = totp.codeAt(NOW);

        assertThat(totp.stepOf(code.substring(0, 3) + " " + code.substring(3) + " ", NOW))
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "12345", "1234567", "abcdef", "١٢٣٤٥٦", "-12345", "123456\0", "0x1234", "      "})
    void whatIsNoCodeIsNone(String typed) {
        assertThat(totp.stepOf(typed, NOW)).isEmpty();
        assertThat(totp.stepOf(totp.codeAt(NOW).repeat(1000), NOW)).isEmpty();
    }

    @Test
    void aSecretIsSpeltAsRfc4648DoesAndReadAgain() {
        assertThat(totp.base32()).isEqualTo("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        Random random = new Random(7);
        for (int i = 0; i < 200; i++) {
            byte[] bytes = new byte[20];
            random.nextBytes(bytes);
            Totp any = Totp.of(bytes);
            assertThat(Totp.ofBase32(any.base32().replaceAll("(.{4})", "$1 ")).secret())
                    .isEqualTo(bytes);
        }
        assertThatThrownBy(() -> Totp.ofBase32("0189")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Totp.ofBase32("GEZDGNBV")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void twoSecretsAreNotTheSame() {
        assertThat(Totp.random().base32())
                .hasSize(32)
                .isNotEqualTo(Totp.random().base32());
    }

    @Test
    void theAddressForAnAppHoldsEverythingItNeeds() {
        assertThat(totp.uri("Careloop care.example", "dr+anna@example.org"))
                .isEqualTo("otpauth://totp/Careloop%20care.example:dr%2Banna%40example.org"
                        + "?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Careloop%20care.example"
                        + "&algorithm=SHA1&digits=6&period=30");
    }

    @Test
    void theSecretIsNotTold() {
        assertThat(Map.of("totp", totp).toString()).doesNotContain(totp.base32());
    }
}
