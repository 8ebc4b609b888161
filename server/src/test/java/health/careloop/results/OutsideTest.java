package health.careloop.results;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.ldt.clinical.LdtRange;
import health.careloop.ldt.clinical.Quantity;
import health.careloop.ldt.clinical.Sources;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What lies outside its range for certain, and which limits a range has. */
class OutsideTest {
    @ParameterizedTest
    @CsvSource({
        ",              10.1, ABOVE",
        ",              10,   NO",
        ",              2.9,  BELOW",
        "GREATER,       90,   ABOVE",
        "GREATER,       10,   ABOVE",
        "GREATER,       5,    NO",
        "GREATER_OR_EQUAL, 10, NO",
        "GREATER_OR_EQUAL, 11, ABOVE",
        "LESS,          3,    BELOW",
        "LESS,          5,    NO",
        "LESS,          90,   NO",
        "LESS_OR_EQUAL, 3,    NO",
        "LESS_OR_EQUAL, 2,    BELOW"
    })
    void aBoundBeyondTheOtherLimitIsOutsideAndAnOpenOneIsNot(Comparator comparator, BigDecimal value, Outside outside) {
        assertThat(Outside.of(comparator, value, BigDecimal.valueOf(3), BigDecimal.TEN))
                .isEqualTo(outside);
    }

    @ParameterizedTest
    @CsvSource({
        "<150,  ,     ,    150",
        "<=150, ,     ,    150",
        ">150,  ,     150, ",
        "150,   ,     150, ",
        ",      >3,   3,   ",
        ",      <3,   ,    3",
        ">3,    <10,  3,   10",
        "3,     <10,  3,   10",
        "<3,    10,   ,    ",
        "<3,    >10,  ,    ",
        "<3,    viel, ,    "
    })
    void theSignSaysWhichLimitItIs(String first, String second, BigDecimal low, BigDecimal high) {
        Limits limits = Limits.of(new LdtRange(
                null,
                first == null ? null : Quantity.limit(first),
                second == null ? null : Quantity.limit(second),
                null,
                false,
                first,
                second,
                null,
                Sources.NONE));
        assertThat(limits.low()).isEqualTo(low);
        assertThat(limits.high()).isEqualTo(high);
    }

    @Test
    void withoutLimitsNothingIsOutside() {
        assertThat(Outside.of(Comparator.GREATER, BigDecimal.TEN, null, null)).isEqualTo(Outside.NO);
        assertThat(Outside.of(null, BigDecimal.TEN, null, null)).isEqualTo(Outside.NO);
    }
}
