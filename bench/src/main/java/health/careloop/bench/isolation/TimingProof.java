package health.careloop.bench.isolation;

import health.careloop.bench.HttpConnection;
import health.careloop.bench.Progress;
import health.careloop.bench.Proof;
import health.careloop.bench.ProofReport;
import health.careloop.tenancy.TenancySettings;
import health.careloop.tenancy.Tier;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * How long an answer takes does not tell whether what was asked for is somebody else's or nobody's (T-24). Both tenants lie
 * in the shared tables, where the other's row is in the very index that is looked into. Every page and address that
 * names a thing is asked in pairs, by somebody who may open such a thing of their own; the control compares one's own
 * with nobody's.
 */
public final class TimingProof implements Proof {
    private static final Set<Subject> THINGS = EnumSet.of(
            Subject.PATIENT,
            Subject.RESULT,
            Subject.MESSAGE,
            Subject.ATTACHMENT,
            Subject.PERSON,
            Subject.SENDER_RECORD);
    private static final List<String> ASKING = List.of("doctor", "admin");

    /** Compilers and caches settle first. */
    private static final int WARM_UP = 300;

    private static final double CHANCE = 0.01;
    private static final double MOST_GAP = 0.05;

    /** Somebody, and what they ask for. */
    private record Asked(Row row, Caller caller) {}

    private final Progress progress;

    public TimingProof(Progress progress) {
        this.progress = progress;
    }

    /** @param n pairs of questions for each address */
    @Override
    public ProofReport prove(long n, long seed) throws IOException {
        long begun = System.nanoTime();
        Random random = new Random(seed);
        try (Installation installation = new Installation(progress, postgres -> TenancySettings.of(6, 4, 6, 4))) {
            Practice victim = furnished(installation, "Kanarienvogel", random);
            Practice attacker = furnished(installation, "Feldlerche", random);
            List<Caller> callers =
                    new Attackers(installation, attacker).all(victim.id().toString());
            List<Row> rows = Matrix.covering(EndpointInventory.of(installation.application()));
            Stopwatch watch = new Stopwatch(installation.port(), attacker.holdings(), random);
            List<Asked> asked = asked(rows, callers, watch);
            // Of many comparisons one is unlikely by itself.
            double chance = CHANCE / asked.size();
            long violations = 0;
            long seen = 0;
            double widest = 0;
            List<Map<String, Object>> addresses = new ArrayList<>();
            for (Asked each : asked) {
                TwoSamples foreign = watch.compare(each.row, each.caller, victim.holdings(), n);
                TwoSamples own = watch.compare(each.row, each.caller, attacker.holdings(), Math.min(n, 200));
                boolean told = foreign.chance() < chance && Math.abs(foreign.gap()) >= MOST_GAP;
                violations += told ? 1 : 0;
                seen += own.chance() < chance && Math.abs(own.gap()) >= MOST_GAP ? 1 : 0;
                widest = Math.max(widest, Math.abs(foreign.gap()));
                progress.say(
                        "isolation-times: %-60s %4.0f us, another's %+.1f %%, by chance %.3f%s",
                        each.row.endpoint(),
                        foreign.median() / 1e3,
                        100 * foreign.gap(),
                        foreign.chance(),
                        told ? ": told apart" : "");
                addresses.add(Map.of(
                        "endpoint", each.row.endpoint().toString(),
                        "nobodys_us", Math.round(foreign.median() / 1e3),
                        "gap", foreign.gap(),
                        "chance", foreign.chance()));
            }
            Map<String, Object> figures = new LinkedHashMap<>();
            figures.put("endpoints", asked.size());
            figures.put("widest_gap", widest);
            figures.put("addresses", addresses);
            return ProofReport.of(
                    "isolation-times",
                    2 * n * asked.size(),
                    violations,
                    new ProofReport.Control("one's own instead of another's", asked.size(), seen),
                    (System.nanoTime() - begun) / 1e9,
                    seed,
                    figures,
                    !asked.isEmpty());
        }
    }

    private static Practice furnished(Installation installation, String mark, Random random) throws IOException {
        Practice practice = new Practice(installation, mark, Tier.POOLED, random);
        practice.receiveReports();
        return practice;
    }

    /** Every address of a thing, by the first who may open one of their own there. */
    private static List<Asked> asked(List<Row> rows, List<Caller> callers, Stopwatch watch) throws IOException {
        List<Asked> asked = new ArrayList<>();
        for (Row row : rows) {
            if (row.changesSomething()
                    || row.is(Row.Trait.SIGNED)
                    || row.pathSlots().isEmpty()
                    || !row.pathSlots().stream().allMatch(slot -> THINGS.contains(slot.subject()))) {
                continue;
            }
            Optional<Caller> able = Optional.empty();
            for (Caller caller : callers) {
                if (able.isEmpty() && ASKING.contains(caller.name()) && watch.opens(row, caller)) {
                    able = Optional.of(caller);
                }
            }
            able.ifPresent(caller -> asked.add(new Asked(row, caller)));
        }
        return asked;
    }

    /** Asks, and looks how long it takes. */
    private static final class Stopwatch {
        private final int port;
        private final Holdings own;
        private final Random random;

        Stopwatch(int port, Holdings own, Random random) {
            this.port = port;
            this.own = own;
            this.random = random;
        }

        boolean opens(Row row, Caller caller) throws IOException {
            try (HttpConnection connection = new HttpConnection(port)) {
                byte[] request = new Question(row, caller, some(row, own), own.sender()).request();
                return connection.exchange(request, request.length).status() == 200;
            }
        }

        /** In pairs, either first. */
        TwoSamples compare(Row row, Caller caller, Holdings whose, long n) throws IOException {
            List<Long> theirs = new ArrayList<>();
            List<Long> nobodys = new ArrayList<>();
            try (HttpConnection connection = new HttpConnection(port)) {
                for (long i = -WARM_UP; i < n; i++) {
                    Map<Slot, String> there = some(row, whose);
                    byte[] one = new Question(row, caller, there, own.sender()).request();
                    byte[] other = new Question(row, caller, nobodys(there), own.sender()).request();
                    boolean first = random.nextBoolean();
                    long early = nanoseconds(connection, first ? one : other);
                    long late = nanoseconds(connection, first ? other : one);
                    if (i >= 0) {
                        theirs.add(first ? early : late);
                        nobodys.add(first ? late : early);
                    }
                }
            }
            return TwoSamples.of(theirs, nobodys);
        }

        private Map<Slot, String> some(Row row, Holdings whose) {
            Map<Slot, String> values = new LinkedHashMap<>();
            row.pathSlots().forEach(slot -> values.put(slot, whose.any(slot.subject(), random)));
            return values;
        }

        private Map<Slot, String> nobodys(Map<Slot, String> models) {
            Map<Slot, String> values = new LinkedHashMap<>();
            models.forEach((slot, model) -> values.put(slot, slot.subject().random(model, random)));
            return values;
        }

        private static long nanoseconds(HttpConnection connection, byte[] request) throws IOException {
            long begun = System.nanoTime();
            connection.exchange(request, request.length);
            return System.nanoTime() - begun;
        }
    }
}
