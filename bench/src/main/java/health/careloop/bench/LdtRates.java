package health.careloop.bench;

import health.careloop.bench.ldt.LdtCorpus;
import health.careloop.bench.ldt.LdtWork;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Megabytes per second of each work on each corpus, one number a round. */
final class LdtRates {
    private static final String PEER = "xdt";

    private final Map<String, List<Double>> rounds = new LinkedHashMap<>();

    void add(LdtWork work, LdtCorpus corpus, double megabytesPerSecond) {
        add(corpus, wordOf(work), megabytesPerSecond);
    }

    void addPeer(LdtCorpus corpus, double megabytesPerSecond) {
        add(corpus, PEER, megabytesPerSecond);
    }

    List<Double> of(LdtWork work, LdtCorpus corpus) {
        return rounds.getOrDefault(name(corpus, wordOf(work)), List.of());
    }

    /** Every rate, what it is in messages, and its ratio to the floor and to the peer. */
    Map<String, Object> figures(List<LdtCorpus> corpora, LdtWork floor) {
        Map<String, Object> figures = new LinkedHashMap<>();
        rounds.forEach((name, values) -> figures.put(name + "_mb_s", Medians.of(values)));
        for (LdtCorpus corpus : corpora) {
            List<Double> peer = rounds.getOrDefault(name(corpus, PEER), List.of());
            for (LdtWork work : LdtWork.values()) {
                String name = name(corpus, wordOf(work));
                List<Double> values = of(work, corpus);
                figures.put(
                        name + "_messages_s",
                        Medians.of(values) * 1e6 * corpus.messages().size() / corpus.bytes());
                if (work != floor) {
                    ratio(values, of(floor, corpus)).ifPresent(r -> figures.put(name + "_vs_" + wordOf(floor), r));
                    ratio(values, peer).ifPresent(r -> figures.put(name + "_vs_" + PEER, r));
                }
            }
            figures.put(name(corpus, "bytes"), corpus.bytes());
            figures.put(name(corpus, "messages"), corpus.messages().size());
        }
        figures.put("rounds", rounds);
        return figures;
    }

    String last() {
        StringBuilder line = new StringBuilder();
        rounds.forEach((name, values) -> line.append(line.isEmpty() ? "" : ", ")
                .append(String.format(Locale.ROOT, "%s %.0f", name, values.getLast())));
        return line.toString();
    }

    /** Of each round, then the middle: the two were measured within the same second. */
    private static Optional<Double> ratio(List<Double> values, List<Double> others) {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < Math.min(values.size(), others.size()); i++) {
            ratios.add(values.get(i) / others.get(i));
        }
        return ratios.isEmpty() ? Optional.empty() : Optional.of(Medians.of(ratios));
    }

    private void add(LdtCorpus corpus, String what, double megabytesPerSecond) {
        rounds.computeIfAbsent(name(corpus, what), name -> new ArrayList<>()).add(megabytesPerSecond);
    }

    private static String wordOf(LdtWork work) {
        return work.name().toLowerCase(Locale.ROOT);
    }

    private static String name(LdtCorpus corpus, String what) {
        return corpus.isLarge() ? "large_" + what : what;
    }
}
