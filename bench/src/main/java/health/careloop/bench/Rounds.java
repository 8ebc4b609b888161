package health.careloop.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Rounds of the server and of the floor in turn, so that what disturbs the machine disturbs both. */
final class Rounds {
    private final List<Double> values = new ArrayList<>();
    private final List<Double> floors = new ArrayList<>();
    private final List<ProcessorTime> processor = new ArrayList<>();
    private final Histogram latencies = new Histogram();
    private long count;
    private double seconds;

    void floor(Round round) {
        floors.add(round.perSecond());
    }

    void server(Round round, ProcessorTime meanwhile) {
        values.add(round.perSecond());
        processor.add(meanwhile.each(round.count()));
        latencies.add(round.latencies());
        count += round.count();
        seconds = round.length().toNanos() / 1e9;
    }

    BenchReport report(String bench, Map<String, Object> figures) {
        double value = Medians.of(values);
        double floor = Medians.of(floors);
        Map<String, Object> all = new LinkedHashMap<>(figures);
        all.put("server_cpu_ms_per_op", medianOf(ProcessorTime::server));
        all.put("postgres_cpu_ms_per_op", medianOf(ProcessorTime::postgres));
        all.put("rounds", values);
        all.put("floor_rounds", floors);
        return new BenchReport(
                bench,
                "messages/s",
                value,
                floor,
                value / floor,
                latencies.quantile(0.5),
                latencies.quantile(0.99),
                medianOf(ProcessorTime::total),
                count,
                seconds,
                all,
                BenchReport.thisCommit(),
                Machine.here().toString());
    }

    private double medianOf(ToDoubleFunction<ProcessorTime> part) {
        return Medians.of(processor.stream().map(part::applyAsDouble).toList());
    }
}
