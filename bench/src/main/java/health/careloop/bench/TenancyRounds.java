package health.careloop.bench;

import health.careloop.bench.Visitor.Act;
import health.careloop.bench.tenancy.Population;
import health.careloop.tenancy.Tier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Rounds of all populations, and what comes out of them: ratios of one round, then their median. */
final class TenancyRounds {
    /** @param used by server and PostgreSQL meanwhile */
    record Slice(Round round, ProcessorTime used) {
        ProcessorTime each() {
            return used.each(round.count());
        }

        Slice plus(Slice other) {
            return new Slice(round.plus(other.round), used.plus(other.used));
        }
    }

    private record Pair(Slice tenant, Slice bare) {
        double tax() {
            return tenant.each().total() / bare.each().total();
        }
    }

    private record Kind(String population, Act act) {}

    private final Map<Kind, List<Pair>> pairs = new LinkedHashMap<>();
    private final Map<String, List<Double>> statements = new LinkedHashMap<>();
    private final Histogram latencies = new Histogram();
    private long count;

    void add(Population population, Act act, Slice tenant, Slice bare) {
        pairs.computeIfAbsent(new Kind(population.name(), act), kind -> new ArrayList<>())
                .add(new Pair(tenant, bare));
        count += tenant.round().count() + bare.round().count();
        latencies.add(tenant.round().latencies());
    }

    /** @param milliseconds of PostgreSQL for one statement */
    void statement(Act act, String how, double milliseconds) {
        statements.computeIfAbsent(how + act, kind -> new ArrayList<>()).add(milliseconds);
    }

    private List<Pair> of(Population population, Act act) {
        return pairs.getOrDefault(new Kind(population.name(), act), List.of());
    }

    private double median(Population population, Act act, ToDoubleFunction<Pair> figure) {
        return Medians.of(
                of(population, act).stream().map(figure::applyAsDouble).toList());
    }

    /** Of both acts together: a read and a write. */
    private double tax(Population population) {
        List<Pair> reads = of(population, Act.READ);
        List<Pair> writes = of(population, Act.WRITE);
        List<Double> taxes = new ArrayList<>();
        for (int i = 0; i < reads.size(); i++) {
            taxes.add((reads.get(i).tenant().each().total()
                            + writes.get(i).tenant().each().total())
                    / (reads.get(i).bare().each().total()
                            + writes.get(i).bare().each().total()));
        }
        return Medians.of(taxes);
    }

    private double perSecond(Population population, Act act) {
        return median(population, act, pair -> pair.tenant().round().perSecond());
    }

    /** Of the requests with the most tenants to those with the fewest, in the same round. */
    private double throughput(List<Population> tier, Act act, boolean bare) {
        List<Pair> few = of(tier.getFirst(), act);
        List<Pair> many = of(tier.getLast(), act);
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < few.size(); i++) {
            ratios.add(rate(many.get(i), bare) / rate(few.get(i), bare));
        }
        return Medians.of(ratios);
    }

    private static double rate(Pair pair, boolean bare) {
        return (bare ? pair.bare() : pair.tenant()).round().perSecond();
    }

    private static List<Population> ofTier(List<Population> populations, Tier tier) {
        return populations.stream()
                .filter(population -> population.tier() == tier)
                .toList();
    }

    private double statement(String how, Act act) {
        return Medians.of(statements.getOrDefault(how + act, List.of()));
    }

    /** Of one round: both were measured within a few seconds. */
    private double signature(Act act) {
        List<Double> signed = statements.getOrDefault("signed" + act, List.of());
        List<Double> unsigned = statements.getOrDefault("unsigned" + act, List.of());
        List<Double> differences = new ArrayList<>();
        for (int i = 0; i < signed.size(); i++) {
            differences.add(signed.get(i) - unsigned.get(i));
        }
        return Medians.of(differences);
    }

    void table(Progress progress, List<Population> populations, double mostTax, double leastThroughput) {
        progress.say("");
        progress.say("  processor time of server and PostgreSQL, microseconds a request (median)");
        progress.say(
                "  %-15s %8s %8s %6s %8s %8s %6s %9s %9s",
                "tenants", "read", "bare", "tax", "write", "bare", "tax", "reads/s", "writes/s");
        for (Population population : populations) {
            progress.say(
                    "  %-15s %8.0f %8.0f %6.2f %8.0f %8.0f %6.2f %9.0f %9.0f",
                    population.name(),
                    1000
                            * median(
                                    population,
                                    Act.READ,
                                    pair -> pair.tenant().each().total()),
                    1000
                            * median(
                                    population,
                                    Act.READ,
                                    pair -> pair.bare().each().total()),
                    median(population, Act.READ, Pair::tax),
                    1000
                            * median(
                                    population,
                                    Act.WRITE,
                                    pair -> pair.tenant().each().total()),
                    1000
                            * median(
                                    population,
                                    Act.WRITE,
                                    pair -> pair.bare().each().total()),
                    median(population, Act.WRITE, Pair::tax),
                    perSecond(population, Act.READ),
                    perSecond(population, Act.WRITE));
        }
        progress.say("");
        progress.say("  the statement without HTTP, microseconds of PostgreSQL (median)");
        for (Act act : Act.values()) {
            progress.say(
                    "  %-15s bare %.0f, behind the wall without a signature %.0f, with it %.0f: the signature %.0f",
                    act.name().toLowerCase(Locale.ROOT),
                    1000 * statement("bare", act),
                    1000 * statement("unsigned", act),
                    1000 * statement("signed", act),
                    1000 * signature(act));
        }
        List<Population> pooled = ofTier(populations, Tier.POOLED);
        double worst = Collections.max(pooled.stream().map(this::tax).toList());
        double least = Math.min(throughput(pooled, Act.READ, false), throughput(pooled, Act.WRITE, false));
        progress.say("");
        progress.say("  tax of pooled tenants %.2f, mark %.2f: %s", worst, mostTax, worst < mostTax ? "met" : "missed");
        progress.say(
                "  throughput with %d pooled tenants to that with %d: %.2f, mark %.2f: %s",
                pooled.getLast().tenants(),
                pooled.getFirst().tenants(),
                least,
                leastThroughput,
                least >= leastThroughput ? "met" : "missed");
    }

    BenchReport report(List<Population> populations, double seconds, Map<String, Object> figures) {
        Map<String, Object> all = new LinkedHashMap<>(figures);
        List<Population> pooled = ofTier(populations, Tier.POOLED);
        for (Tier tier : Tier.values()) {
            all.put(
                    "tax_" + tier.name().toLowerCase(Locale.ROOT),
                    Collections.max(
                            ofTier(populations, tier).stream().map(this::tax).toList()));
        }
        for (Act act : Act.values()) {
            String name = act.name().toLowerCase(Locale.ROOT);
            double http =
                    median(pooled.getFirst(), act, pair -> pair.tenant().each().total());
            all.put(name + "_throughput", throughput(pooled, act, false));
            all.put(name + "_throughput_bare", throughput(pooled, act, true));
            all.put(name + "_bare_statement_ms", statement("bare", act));
            all.put(name + "_unsigned_statement_ms", statement("unsigned", act));
            all.put(name + "_signed_statement_ms", statement("signed", act));
            all.put(name + "_signature_ms", signature(act));
            all.put(name + "_bare_statement_share", statement("bare", act) / http);
            all.put(name + "_signature_share", signature(act) / http);
        }
        all.put("populations", populations.stream().map(this::figures).toList());
        Population most = pooled.getLast();
        double value = both(most, pair -> pair.tenant().each().total());
        double floor = both(most, pair -> pair.bare().each().total());
        return new BenchReport(
                "tenancy",
                "ms of processor time for a read and a write",
                value,
                floor,
                tax(most),
                latencies.quantile(0.5),
                latencies.quantile(0.99),
                value / 2,
                count,
                seconds,
                all,
                BenchReport.thisCommit(),
                Machine.here().toString());
    }

    private double both(Population population, ToDoubleFunction<Pair> figure) {
        return Arrays.stream(Act.values())
                .mapToDouble(act -> median(population, act, figure))
                .sum();
    }

    private Map<String, Object> figures(Population population) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("tenants", population.name());
        for (Act act : Act.values()) {
            String name = act.name().toLowerCase(Locale.ROOT);
            figures.put(
                    name + "_cpu_ms",
                    median(population, act, pair -> pair.tenant().each().total()));
            figures.put(
                    name + "_postgres_cpu_ms",
                    median(population, act, pair -> pair.tenant().each().postgres()));
            figures.put(
                    name + "_bare_cpu_ms",
                    median(population, act, pair -> pair.bare().each().total()));
            figures.put(
                    name + "_bare_postgres_cpu_ms",
                    median(population, act, pair -> pair.bare().each().postgres()));
            figures.put(name + "_tax", median(population, act, Pair::tax));
            figures.put(name + "_per_second", perSecond(population, act));
            figures.put(
                    name + "_bare_per_second",
                    median(population, act, pair -> pair.bare().round().perSecond()));
        }
        return figures;
    }
}
