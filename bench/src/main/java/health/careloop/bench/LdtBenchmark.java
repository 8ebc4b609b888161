package health.careloop.bench;

import health.careloop.bench.ldt.LdtAllocation;
import health.careloop.bench.ldt.LdtCorpus;
import health.careloop.bench.ldt.LdtWork;
import health.careloop.bench.ldt.Pace;
import health.careloop.bench.ldt.XdtPeer;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a megabyte of LDT costs one core, in everything the library does with it, beside one look at every byte and the
 * npm package that reads the same lines.
 */
final class LdtBenchmark implements Benchmark {
    private static final int ROUNDS = 5;
    /** Everything takes turns within a round, too: what disturbs the machine disturbs all of it. */
    private static final int SLICES = 4;

    /** More than once, as the compiler thinks again when it has seen the other messages. */
    private static final int WARM_UPS = 3;

    private static final double WARM_UP_SECONDS = 3;
    private static final LdtWork FLOOR = LdtWork.LINE_ENDS;

    @Override
    public Set<String> options() {
        return Set.of("seconds");
    }

    @Override
    public BenchReport run(Arguments arguments, Progress progress) throws Exception {
        double seconds = arguments.number("seconds", 1, 1);
        LdtCorpus small = LdtCorpus.small();
        List<LdtCorpus> corpora = List.of(small, LdtCorpus.large());
        LdtRates rates = new LdtRates();
        try (Peer peer = new Peer(XdtPeer.start(corpora, progress))) {
            for (LdtCorpus corpus : corpora) {
                progress.say("ldt: %s", corpus);
            }
            for (int i = 0; i < WARM_UPS; i++) {
                corpora.forEach(corpus -> round(corpus, peer, WARM_UP_SECONDS / SLICES, new LdtRates()));
            }
            for (int i = 1; i <= ROUNDS; i++) {
                corpora.forEach(corpus -> round(corpus, peer, seconds / SLICES, rates));
                progress.say("ldt, round %d, MB/s: %s", i, rates.last());
            }
        }
        Map<String, Object> figures = rates.figures(corpora, FLOOR);
        for (LdtWork work : List.of(LdtWork.TOKENISE, LdtWork.STRUCTURE, LdtWork.RULES)) {
            figures.put(work.name().toLowerCase(Locale.ROOT) + "_bytes_per_field", LdtAllocation.perField(work));
        }
        List<Double> whole = rates.of(LdtWork.RULES, small);
        long messages = Math.round(ROUNDS
                * seconds
                * Medians.of(whole)
                * 1e6
                / small.bytes()
                * small.messages().size());
        return BenchReport.ofRates("ldt", "MB/s", whole, rates.of(FLOOR, small), messages, seconds, figures);
    }

    private static void round(LdtCorpus corpus, Peer peer, double seconds, LdtRates rates) {
        Map<LdtWork, Pace> ours = new EnumMap<>(LdtWork.class);
        Pace others = Pace.NONE;
        for (int slice = 0; slice < SLICES; slice++) {
            for (LdtWork work : LdtWork.values()) {
                ours.merge(work, Pace.of(work, corpus, seconds), Pace::plus);
            }
            others = others.plus(peer.run(corpus, seconds));
        }
        ours.forEach((work, pace) -> rates.add(work, corpus, pace.megabytesPerSecond()));
        if (others.bytes() > 0) {
            rates.addPeer(corpus, others.megabytesPerSecond());
        }
    }

    /** Or nobody. */
    private record Peer(Optional<XdtPeer> xdt) implements AutoCloseable {

        Pace run(LdtCorpus corpus, double seconds) {
            return xdt.map(peer -> peer.run(corpus, seconds)).orElse(Pace.NONE);
        }

        @Override
        public void close() {
            xdt.ifPresent(XdtPeer::close);
        }
    }
}
