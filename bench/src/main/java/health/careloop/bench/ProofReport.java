package health.careloop.bench;

import java.util.Map;

/**
 * The one line a proof leaves on standard output.
 *
 * @param control what the same proof finds with one defence removed: nothing would mean that it cannot see
 * @param holds no violation, and the control has some
 */
record ProofReport(
        String proof,
        long n,
        long violations,
        Control control,
        double seconds,
        long seed,
        Map<String, Object> figures,
        String commit,
        boolean holds) {

    record Control(String removed, long n, long violations) {}
}
