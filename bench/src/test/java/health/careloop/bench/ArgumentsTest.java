package health.careloop.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;

class ArgumentsTest {

    @Test
    void bothWaysToWriteAnOptionAreTheSame() {
        assertThat(Arguments.parse("intake", "--seconds", "5", "--clients=64"))
                .isEqualTo(Arguments.parse("intake", "--seconds=5", "--clients", "64"));
        assertThat(Arguments.parse("intake", "--clients=64").number("clients", 8, 1))
                .isEqualTo(64);
        assertThat(Arguments.parse("intake").number("clients", 8, 1)).isEqualTo(8);
        assertThat(Arguments.parse("intake").isOn("group-commit", true)).isTrue();
        assertThat(Arguments.parse("intake", "--group-commit", "off").isOn("group-commit", true))
                .isFalse();
    }

    @Test
    void whatCannotBeMeantIsRefusedInASentence() {
        assertThatThrownBy(() -> Arguments.parse("intake", "loop")).hasMessageContaining("'loop'");
        assertThatThrownBy(() -> Arguments.parse("intake", "--clients")).hasMessageContaining("needs a value");
        assertThatThrownBy(() -> Arguments.parse("intake", "--clients=many").number("clients", 8, 1))
                .hasMessage("--clients must be a number from 1, not 'many'.");
        assertThatThrownBy(() -> Arguments.parse("intake", "--clients=0").number("clients", 8, 1))
                .hasMessageContaining("from 1");
        assertThatThrownBy(() -> Arguments.parse("intake", "--group-commit=no").isOn("group-commit", true))
                .hasMessage("--group-commit must be on or off, not 'no'.");
        assertThatThrownBy(() -> Arguments.parse("intake", "--client=1").requireOptions(Set.of("clients")))
                .hasMessageContaining("--client ");
    }
}
