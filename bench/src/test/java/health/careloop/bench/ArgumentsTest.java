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
        assertThatThrownBy(() -> Arguments.parse("intake", "--clients").number("clients", 8, 1))
                .hasMessage("--clients must be a number from 1, not ''.");
        assertThatThrownBy(() -> Arguments.parse("intake", "--clients=many").number("clients", 8, 1))
                .hasMessage("--clients must be a number from 1, not 'many'.");
        assertThatThrownBy(() -> Arguments.parse("intake", "--clients=0").number("clients", 8, 1))
                .hasMessageContaining("from 1");
        assertThatThrownBy(() -> Arguments.parse("intake", "--group-commit=no").isOn("group-commit", true))
                .hasMessage("--group-commit must be on or off, not 'no'.");
        assertThatThrownBy(() ->
                        Arguments.parse("intake", "--client=1").requireOptions("bench", Set.of("seconds", "clients")))
                .hasMessage("There is no option --client for bench intake; did you mean --clients? "
                        + "Usage: careloop bench intake [--clients VALUE] [--seconds VALUE]");
        assertThatThrownBy(() -> Arguments.parse("start", "-s").requireOptions("bench", Set.of()))
                .hasMessage("There is no option --s for bench start. Usage: careloop bench start");
    }

    @Test
    void whatCannotBeMeantEndsWithTwo() {
        assertThat(Bench.run("intkae")).isEqualTo(2);
        assertThat(Bench.run()).isEqualTo(2);
        assertThat(Bench.run("intake", "--sceonds", "5")).isEqualTo(2);
        assertThat(Prove.run("isolaton")).isEqualTo(2);
        assertThat(Prove.run()).isEqualTo(2);
        assertThat(Prove.run("isolation", "--sede", "7")).isEqualTo(2);
    }

    @Test
    void anUnknownNameIsAnsweredWithTheNearest() {
        assertThatThrownBy(() -> Arguments.parse("intkae").requireName("bench", Set.of("intake", "burst")))
                .hasMessage("There is nothing to bench called 'intkae'; did you mean intake? "
                        + "Usage: careloop bench burst|intake [--OPTION VALUE …]");
        assertThatThrownBy(() -> Arguments.parse().requireName("prove", Set.of("isolation")))
                .hasMessage("Which one is to be run? Usage: careloop prove isolation [--OPTION VALUE …]");
    }
}
