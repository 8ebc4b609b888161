package health.careloop.ldt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FaultLogTest {
    @Test
    void thatThereAreMoreStandsBehindWhatIsListed() {
        FaultLog log = new FaultLog();
        for (int line = 300; line > 0; line--) {
            log.add(new Fault(line, 0, "8000", "BAS-OBJ", Severity.ERROR, new Sentence("x", "x"), Sentence.NONE));
        }
        List<Fault> told = log.byLine();
        assertThat(told).hasSize(51).isSortedAccordingTo((a, b) -> Integer.compare(a.line(), b.line()));
        assertThat(told.getLast().sentence().english()).startsWith("There are more");
        assertThat(told.subList(0, 50))
                .allMatch(fault -> fault.sentence().english().equals("x"));
    }

    @Test
    void whatIsLeftOutOfAnotherPackageStaysWithThatPackage() {
        FaultLog first = new FaultLog();
        for (int line = 1; line < 80; line++) {
            first.add(new Fault(line, 0, "8000", "BAS-OBJ", Severity.ERROR, new Sentence("x", "x"), Sentence.NONE));
        }
        FaultLog file = new FaultLog();
        file.addAll(first.byLine());
        file.addAll(
                List.of(new Fault(90, 0, "8000", "BAS-OBJ", Severity.ERROR, new Sentence("y", "y"), Sentence.NONE)));
        assertThat(file.byLine().getLast().sentence().english()).isEqualTo("y");
    }
}
