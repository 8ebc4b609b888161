package health.careloop.bench.ldt;

import health.careloop.bench.Progress;
import health.careloop.bench.Proof;
import health.careloop.bench.ProofReport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * No message makes the LDT library throw, hang, take more time or memory than {@link Limits} states, or contradict
 * itself. Then the same with one mistake planted after another, each of which must be found.
 */
public final class FuzzProof implements Proof {
    private static final long CONTROL_INPUTS = 40_000;
    private static final int WARM_UP = 1_000;
    private static final int PRINTED = 20;

    private final Progress progress;

    public FuzzProof(Progress progress) {
        this.progress = progress;
    }

    @Override
    public ProofReport prove(long n, long seed) throws InterruptedException {
        long begun = System.nanoTime();
        LdtSamples samples = LdtSamples.found();
        Inputs inputs = new Inputs(samples);
        Subject library = new Library();
        progress.say("ldt-fuzz: %d inputs from %s, seed %d", n, samples, seed);
        for (byte[] sample : samples.messages()) {
            for (int i = 0; i < WARM_UP / samples.messages().size(); i++) {
                library.examine(sample);
            }
        }
        Campaign.Outcome outcome =
                new Campaign(library, inputs::input, Limits.STATED, progress, this::tell).run(seed, n, PRINTED);
        List<String> tooMuch = new LongLine(n).measured();
        tooMuch.forEach(progress::say);

        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("samples", samples.messages().size());
        figures.put("samples_beside", samples.beside());
        figures.put("longest_line_mb", LongLine.bytes(n) / 1e6);
        figures.put("mb", outcome.bytes() / 1e6);
        figures.put("most_ns_per_byte", outcome.nanosPerByte());
        figures.put("most_allocated_per_byte", outcome.allocatedPerByte());
        long tried = 0;
        int found = 0;
        for (Defect defect : Defect.values()) {
            Campaign.Outcome control = new Campaign(
                            defect.plantedIn(library), inputs::input, Limits.STATED, progress, finding -> {})
                    .run(seed, CONTROL_INPUTS, 1);
            tried += control.inputs();
            found += control.findings().size();
            progress.say(
                    "ldt-fuzz: planted %s: %s",
                    defect,
                    control.findings().isEmpty()
                            ? "not found in %d inputs".formatted(control.inputs())
                            : "%s after %d inputs"
                                    .formatted(control.findings().getFirst().kind(), control.inputs()));
        }
        figures.put("planted", Defect.values().length);
        return ProofReport.of(
                "ldt-fuzz",
                outcome.inputs(),
                outcome.findings().size() + tooMuch.size(),
                new ProofReport.Control("nothing; mistakes planted in turn", tried, found),
                (System.nanoTime() - begun) / 1e9,
                seed,
                figures,
                found == Defect.values().length);
    }

    private void tell(Finding finding) {
        progress.say(finding.replay("ldt-fuzz"));
        if (finding.thrown() != null) {
            finding.thrown().printStackTrace(progress.out());
        }
    }
}
