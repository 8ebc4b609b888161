package health.careloop.senders;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which addresses a range holds, and what is no range (W-09). */
class AddressRangeTest {
    @ParameterizedTest
    @CsvSource({
        "192.0.2.7, 192.0.2.7, true",
        "192.0.2.7, 192.0.2.8, false",
        "192.0.2.0/24, 192.0.2.255, true",
        "192.0.2.0/24, 192.0.3.0, false",
        "192.0.2.128/25, 192.0.2.127, false",
        "0.0.0.0/0, 203.0.113.9, true",
        "0.0.0.0/0, 2001:db8::1, false",
        "2001:db8::/32, 2001:db8:ffff::1, true",
        "2001:db8::/32, 2001:db9::1, false",
        "::/0, 2001:db8::1, true",
        "::/0, 203.0.113.9, false",
        "192.0.2.0/24, ::ffff:192.0.2.7, true",
        "::ffff:192.0.2.0/120, 192.0.2.7, true",
        "::ffff:192.0.2.0/120, 192.0.3.7, false",
        "fe80::1, fe80::1%eth0, true",
        "192.0.2.7, 0300.0.2.7, false",
        "192.0.2.7, 192.0.2.07, false",
        "127.0.0.1, 127.1, false",
        "127.0.0.1, 2130706433, false",
        "127.0.0.1, localhost, false"
    })
    void aRangeHoldsWhatBeginsWithItsBits(String range, String address, boolean holds) {
        assertThat(AddressRange.parse(range).orElseThrow().contains(address)).isEqualTo(holds);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "localhost",
                "laboratory.example",
                "192.0.2",
                "192.0.2.256",
                "192.0.2.7/33",
                "192.0.2.7/24",
                "192.0.2.0/-1",
                "192.0.2.0/",
                "192.0.2.0/24/24",
                "192.0.2.0/2x",
                "010.0.0.1",
                "0x7f.0.0.1",
                "2001:db8::/129",
                "2001:db8::1/64",
                "::ffff:192.0.2.0/24",
                "*",
                "192.0.2.*"
            })
    void whatIsNoRangeIsRefusedAndNoNameIsLookedUp(String text) {
        assertThat(AddressRange.parse(text)).isEmpty();
    }

    @Test
    void whatNobodyKnowsIsInNoRange() {
        assertThat(AddressRange.parse("0.0.0.0/0").orElseThrow().contains(null)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.0/24, 192.0.2.0/24",
        "192.0.2.7/32, 192.0.2.7",
        "2001:DB8::/32, 2001:db8::/32",
        "2001:db8:0:0:1:0:0:0, 2001:db8:0:0:1::",
        "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "0:0:1::, 0:0:1::",
        "::1, ::1",
        "::/0, ::/0"
    })
    void itIsWrittenInOneWay(String typed, String written) {
        assertThat(AddressRange.parse(typed).orElseThrow()).hasToString(written);
    }
}
