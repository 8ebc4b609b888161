package health.careloop.ldt.clinical;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.ldt.clinical.LdtObservation.Comparator;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantityTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "6.8;;6.8",
                "6,8;;6.8",
                "7.10;;7.10",
                "101;;101",
                "<0,5;LT;0.5",
                "< 0.5;LT;0.5",
                ">=10;GE;10",
                "<=10;LE;10",
                "> 2000;GT;2000",
                "5.00E+07;;50000000",
                "1x10^6;;1000000",
                "2,5 x 10^3;;2500",
                "1x10^-3;;0.001",
                "10^5;;100000",
                "<1.00E+04;LT;10000",
                "-3.5;;-3.5",
                "\u22123,5;;-3.5",
                "+4;;4",
                ".5;;0.5",
                "1.234,5;;1234.5",
                "1,234.5;;1234.5",
                "1.234.567;;1234567"
            })
    void numbersOfAllSpellingsAreRead(String raw, Comparator comparator, BigDecimal number) {
        assertThat(Quantity.of(raw, null)).isEqualTo(new Quantity(comparator, number));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "negativ",
                "<>5",
                "><5",
                "<<5",
                ">>5",
                "==5",
                "=<=5",
                "",
                " ",
                "1:2",
                "<1:2",
                "4-6",
                "5.",
                "1.2.3",
                "1,23,4",
                "--",
                "+",
                "<",
                "1e",
                "1E999999999",
                "1x10^",
                "x",
                "0x10",
                "1.2345,6",
                "12.34,5",
                "9999999999999999999999999999999999999999999999999999999999999"
            })
    void whatIsNoNumberStaysText(String raw) {
        assertThat(Quantity.of(raw, null)).isEqualTo(Quantity.NONE);
    }

    @Test
    void titresAndThreeValuedResultsAreNoNumbers() {
        assertThat(Quantity.of("1:64", "05")).isEqualTo(Quantity.NONE);
        assertThat(Quantity.of("64", "06")).isEqualTo(Quantity.NONE);
        assertThat(Quantity.of("2", "08")).isEqualTo(Quantity.NONE);
    }

    @Test
    void aForgottenSignIsImpliedByThePresentation() {
        assertThat(Quantity.of("100", "02")).isEqualTo(new Quantity(Comparator.LT, new BigDecimal("100")));
        assertThat(Quantity.of("100", "03")).isEqualTo(new Quantity(Comparator.GT, new BigDecimal("100")));
    }
}
