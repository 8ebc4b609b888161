package health.careloop.bench.isolation;

import java.util.ArrayList;
import java.util.List;

/** What an inquiry found. */
final class Tally {
    private final List<String> violations = new ArrayList<>();
    private long asked;
    private long granted;
    private final List<String> failures = new ArrayList<>();

    void answered(Case each, int status) {
        asked++;
        if (status >= 200 && status < 300) {
            granted++;
        } else if (status >= 500) {
            failures.add(each + " was answered " + status);
        }
    }

    void violated(String sentence) {
        violations.add(sentence);
    }

    long asked() {
        return asked;
    }

    /** Answers with something in them: a matrix that is only ever refused sees nothing. */
    long granted() {
        return granted;
    }

    /** Answers that say the server failed: alike for both, and still worth a look. */
    List<String> failures() {
        return List.copyOf(failures);
    }

    List<String> violations() {
        return List.copyOf(violations);
    }
}
