package health.careloop.bench;

import java.util.Map;

/**
 * The one line a proof leaves on standard output.
 *
 * @param control what the same proof finds with one defence removed: nothing would mean that it cannot see
 * @param holds no violation, and the control has some
 */
public record ProofReport(
        String proof,
        long n,
        long violations,
        Control control,
        double seconds,
        long seed,
        Map<String, Object> figures,
        String commit,
        boolean holds) {

    public record Control(String removed, long n, long violations) {}

    /** @param seeing whether the proof saw anything it could have compared */
    public static ProofReport of(
            String proof,
            long n,
            long violations,
            Control control,
            double seconds,
            long seed,
            Map<String, Object> figures,
            boolean seeing) {
        boolean holds = seeing && violations == 0 && control.violations() > 0;
        return new ProofReport(proof, n, violations, control, seconds, seed, figures, BenchReport.thisCommit(), holds);
    }
}
