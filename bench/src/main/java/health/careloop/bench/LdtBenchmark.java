package health.careloop.bench;

import health.careloop.bench.ldt.LdtCorpus;
import health.careloop.bench.ldt.LdtWork;
import health.careloop.bench.ldt.Pace;
import health.careloop.bench.ldt.XdtPeer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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

    private static final double WARM_UP_SECONDS = 2;
    private static final LdtWork FLOOR = LdtWork.LINE_ENDS;
    private static final LdtWork WHOLE = LdtWork.STRUCTURE;

    @Override
    public Set<String> options() {
        return Set.of("seconds");
    }

    @Override
    public BenchReport run(Arguments arguments, Progress progress) {
        double seconds = arguments.number("seconds", 1, 1);
        List<LdtCorpus> corpora = List.of(LdtCorpus.small(), LdtCorpus.large());
        try (Peer peer = new Peer(XdtPeer.start(corpora, progress))) {
            for (LdtCorpus corpus : corpora) {
                progress.say(
                        "ldt: %s: %d messages, %d bytes; warming up",
                        corpus.name(), corpus.messages().size(), corpus.bytes());
                for (LdtWork work : LdtWork.values()) {
                    Pace.of(work, corpus, WARM_UP_SECONDS);
                }
                peer.run(corpus, WARM_UP_SECONDS);
            }
            Map<String, List<Double>> rounds = new LinkedHashMap<>();
            long messages = 0;
            for (int i = 1; i <= ROUNDS; i++) {
                for (LdtCorpus corpus : corpora) {
                    Map<String, Pace> round = round(corpus, peer, seconds / SLICES);
                    round.forEach((name, pace) ->
                            rounds.computeIfAbsent(name, n -> new ArrayList<>()).add(pace.megabytesPerSecond()));
                    messages += round.get(name(WHOLE, corpus)).bytes()
                            * corpus.messages().size()
                            / corpus.bytes();
                }
                progress.say("ldt, round %d: %s", i, last(rounds));
            }
            return report(corpora, rounds, messages, seconds);
        }
    }

    private static Map<String, Pace> round(LdtCorpus corpus, Peer peer, double seconds) {
        Map<String, Pace> round = new LinkedHashMap<>();
        for (int slice = 0; slice < SLICES; slice++) {
            for (LdtWork work : LdtWork.values()) {
                round.merge(name(work, corpus), Pace.of(work, corpus, seconds), Pace::plus);
            }
            peer.run(corpus, seconds).ifPresent(pace -> round.merge(Peer.name(corpus), pace, Pace::plus));
        }
        return round;
    }

    private static BenchReport report(
            List<LdtCorpus> corpora, Map<String, List<Double>> rounds, long messages, double seconds) {
        Map<String, Object> figures = new LinkedHashMap<>();
        rounds.forEach((name, values) -> figures.put(name + "_mb_s", Medians.of(values)));
        for (LdtCorpus corpus : corpora) {
            List<Double> peer = rounds.get(Peer.name(corpus));
            List<Double> floor = rounds.get(name(FLOOR, corpus));
            for (LdtWork work : LdtWork.values()) {
                List<Double> values = rounds.get(name(work, corpus));
                double perSecond = Medians.of(values) * 1e6 * corpus.messages().size() / corpus.bytes();
                figures.put(name(work, corpus) + "_messages_s", perSecond);
                figures.put(name(work, corpus) + "_vs_line_ends", ratio(values, floor));
                if (peer != null) {
                    figures.put(name(work, corpus) + "_vs_xdt", ratio(values, peer));
                }
            }
        }
        figures.put("small_bytes", corpora.getFirst().bytes());
        figures.put("small_messages", corpora.getFirst().messages().size());
        figures.put("large_bytes", corpora.getLast().bytes());
        figures.put("rounds", rounds);
        List<Double> whole = rounds.get(name(WHOLE, corpora.getFirst()));
        List<Double> floor = rounds.get(name(FLOOR, corpora.getFirst()));
        return BenchReport.ofRates("ldt", "MB/s", whole, floor, messages, seconds, figures);
    }

    /** Of each round, then the middle: the two were measured within the same second. */
    private static double ratio(List<Double> values, List<Double> others) {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            ratios.add(values.get(i) / others.get(i));
        }
        return Medians.of(ratios);
    }

    private static String name(LdtWork work, LdtCorpus corpus) {
        return prefix(corpus) + work.name().toLowerCase(Locale.ROOT);
    }

    private static String prefix(LdtCorpus corpus) {
        return corpus.name().equals("small") ? "" : corpus.name() + "_";
    }

    private static String last(Map<String, List<Double>> rounds) {
        StringBuilder line = new StringBuilder();
        rounds.forEach((name, values) ->
                line.append(line.isEmpty() ? "" : ", ").append("%s %.0f".formatted(name, values.getLast())));
        return line + " MB/s";
    }

    /** Or nobody. */
    private record Peer(Optional<XdtPeer> xdt) implements AutoCloseable {

        Optional<Pace> run(LdtCorpus corpus, double seconds) {
            return xdt.map(peer -> peer.run(corpus, seconds));
        }

        static String name(LdtCorpus corpus) {
            return prefix(corpus) + "xdt";
        }

        @Override
        public void close() {
            xdt.ifPresent(XdtPeer::close);
        }
    }
}
