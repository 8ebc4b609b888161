package health.careloop.intake;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.intake.MessageTrailView.FaultView;
import health.careloop.intake.MessageTrailView.FaultWeight;
import health.careloop.ldt.Sentence;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Two hundred broken lines are one mistake of the laboratory's software, and read as one. */
class FaultGroupTest {
    @Test
    void faultsOfTheSameRuleFieldAndWeightStandUnderTheFirst() {
        var trail = trail(
                fault(3, "8410", "E3", FaultWeight.WARNING, "a"),
                fault(9, "8420", "E3", FaultWeight.WARNING, "b"),
                fault(12, "8410", "E3", FaultWeight.WARNING, "c"),
                fault(14, "8410", "E3", FaultWeight.ERROR, "d"),
                fault(15, "8410", "E4", FaultWeight.WARNING, "e"));

        assertThat(trail.faultGroups())
                .extracting(group -> lines(group.first(), group.others()))
                .containsExactly(List.of(3, 12), List.of(9), List.of(14), List.of(15));
    }

    @Test
    void withoutARuleTheSentenceDecidesWhateverItsNumbers() {
        var trail = trail(
                fault(3, null, null, FaultWeight.WARNING, "Die Zeile ist 17 statt 18 Zeichen lang."),
                fault(4, null, null, FaultWeight.WARNING, "Die Zeile ist 40 statt 41 Zeichen lang."),
                fault(5, null, null, FaultWeight.WARNING, "Die Zeile endet nicht mit CR LF."));

        assertThat(trail.faultGroups())
                .extracting(group -> lines(group.first(), group.others()))
                .containsExactly(List.of(3, 4), List.of(5));
    }

    private static List<Integer> lines(FaultView first, List<FaultView> others) {
        return Stream.concat(Stream.of(first), others.stream())
                .map(FaultView::line)
                .toList();
    }

    private static FaultView fault(
            int line, @Nullable String field, @Nullable String rule, FaultWeight weight, String german) {
        return new FaultView(line, field, rule, weight, new Sentence(german, "line " + line), null);
    }

    private static MessageTrailView trail(FaultView... faults) {
        return new MessageTrailView(
                UUID.randomUUID(),
                MessageState.FILED,
                "Labor Musterberg",
                Instant.EPOCH,
                812,
                "00",
                null,
                null,
                List.of(),
                List.of(faults),
                faults.length,
                List.of(),
                List.of(),
                List.of(),
                Instant.EPOCH);
    }
}
