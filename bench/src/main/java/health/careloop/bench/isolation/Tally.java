package health.careloop.bench.isolation;

import java.util.ArrayList;
import java.util.List;

/** What an inquiry found. */
final class Tally {
    private final List<String> violations = new ArrayList<>();
    private long asked;
    private long granted;
    private long broken;

    void answered(int status) {
        asked++;
        if (status >= 200 && status < 300) {
            granted++;
        } else if (status >= 500) {
            broken++;
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
    long broken() {
        return broken;
    }

    List<String> violations() {
        return List.copyOf(violations);
    }
}
