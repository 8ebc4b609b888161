package health.careloop.bench.provisioning;

import health.careloop.bench.Progress;
import health.careloop.bench.Proof;
import health.careloop.bench.ProofReport;
import health.careloop.bench.provisioning.Crash.Moment;
import health.careloop.provisioning.Draft;
import health.careloop.provisioning.Provisioning;
import health.careloop.provisioning.Run;
import health.careloop.tenancy.Blanks;
import health.careloop.tenancy.Placing;
import health.careloop.tenancy.Tenant;
import health.careloop.tenancy.TenantId;
import health.careloop.tenancy.Tier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;

/**
 * A tenant is made as a whole or taken back as a whole, wherever the process dies: before and after every exchange with
 * the database, in every tier, on the way forward and on the way back. Whoever takes the run up finds what is needed, and
 * what was there before is there afterwards. The control takes nothing back, which must be noticed.
 */
public final class CrashProof implements Proof {
    private static final int CONTROLS = 6;
    private static final int PRINTED = 20;

    /** What becomes of the run after the crash. */
    private enum Ending {
        RESUMED,
        /** An operator has it taken back instead. */
        TAKEN_BACK,
        /** It was being taken back when the process died. */
        DIED_TAKING_BACK,
        /** A blank was being made. */
        DIED_STOCKING,
        /** A blank was being dropped. */
        DIED_DISCARDING;

        boolean ofStock() {
            return this == DIED_STOCKING || this == DIED_DISCARDING;
        }
    }

    /** @param stocked whether there is a blank for the run to claim */
    private record Point(Tier tier, boolean stocked, int exchange, Moment moment, Ending ending) {}

    private final Progress progress;
    private final List<String> violations = new ArrayList<>();
    private long made;
    private long clean;
    private long never;
    private long stocked;

    public CrashProof(Progress progress) {
        this.progress = progress;
    }

    /** @param n crashes; every point there is, if there are fewer */
    @Override
    public ProofReport prove(long n, long seed) {
        long begun = System.nanoTime();
        try (Premises premises = new Premises(progress)) {
            premises.database().sql("create schema precious").update();
            premises.database()
                    .sql("create table precious.things as select generate_series(1, 20) as id")
                    .update();
            Map<String, Object> figures = new LinkedHashMap<>();
            List<Point> points = new ArrayList<>();
            for (Tier tier : Tier.values()) {
                int all = 0;
                for (boolean stocked : tier == Tier.POOLED ? List.of(false) : List.of(false, true)) {
                    int forward = forward(premises, tier, stocked);
                    int back = back(premises, tier, stocked);
                    all += forward + back;
                    add(points, tier, stocked, forward, Ending.RESUMED, Ending.TAKEN_BACK);
                    add(points, tier, stocked, back, Ending.DIED_TAKING_BACK);
                }
                if (tier != Tier.POOLED) {
                    int stocking = counted(() -> stock(premises, tier, 1));
                    int discarding = counted(() -> stock(premises, tier, 0));
                    all += stocking + discarding;
                    add(points, tier, true, stocking, Ending.DIED_STOCKING);
                    add(points, tier, true, discarding, Ending.DIED_DISCARDING);
                }
                figures.put("exchanges_" + tier.name().toLowerCase(java.util.Locale.ROOT), all);
            }
            Collections.shuffle(points, new Random(seed));
            List<Point> drawn = points.subList(0, (int) Math.min(n, points.size()));
            progress.say("provisioning-crash: %d of %d points with seed %d", drawn.size(), points.size(), seed);
            List<String> before = premises.inventory();
            for (Point point : drawn) {
                crash(premises, point, before);
            }
            violations.stream().limit(PRINTED).forEach(progress::say);
            long left = control(premises);
            progress.say(
                    "provisioning-crash: %d crashes, %d violations; nothing taken back leaves something behind in %d of %d",
                    drawn.size(), violations.size(), left, CONTROLS);
            figures.put("points", points.size());
            figures.put("made", made);
            figures.put("clean", clean);
            figures.put("never_begun", never);
            figures.put("stocked", stocked);
            return ProofReport.of(
                    "provisioning-crash",
                    drawn.size(),
                    violations.size(),
                    new ProofReport.Control("compensation", CONTROLS, left),
                    (System.nanoTime() - begun) / 1e9,
                    seed,
                    figures,
                    made > 0 && clean > 0);
        }
    }

    private static Draft draft(Tier tier) {
        String random = UUID.randomUUID().toString();
        return Draft.of("Praxis " + random, random + "@example.org", "Clara", "Muster")
                .known("t" + random, null, null)
                .in(tier.name());
    }

    private static void add(List<Point> points, Tier tier, boolean stocked, int exchanges, Ending... endings) {
        for (Moment moment : Moment.values()) {
            for (int i = 0; i < exchanges; i++) {
                for (Ending ending : endings) {
                    points.add(new Point(tier, stocked, i, moment, ending));
                }
            }
        }
    }

    private static void stock(Premises premises, Tier tier, int wanted) {
        premises.bean(Blanks.class).tend("local", tier, wanted);
    }

    private static int counted(Runnable work) {
        Crash.plan(-1, Moment.BEFORE);
        work.run();
        return Crash.end();
    }

    /** How many exchanges it takes to make one. */
    private static int forward(Premises premises, Tier tier, boolean stocked) {
        Draft draft = draft(tier);
        // Once without counting: pools open, plans are cached.
        remove(premises, provisioned(premises, draft(tier)));
        if (stocked) {
            stock(premises, tier, 1);
        }
        int exchanges = counted(() -> provisioned(premises, draft));
        remove(premises, find(premises, draft).orElseThrow());
        return exchanges;
    }

    private static int back(Premises premises, Tier tier, boolean stocked) {
        if (stocked) {
            stock(premises, tier, 1);
        }
        Draft draft = draft(tier);
        almostMade(premises, draft);
        return counted(() -> premises.bean(Provisioning.class).takeUp());
    }

    private static Run provisioned(Premises premises, Draft draft) {
        premises.bean(Provisioning.class).provision(draft, null);
        return find(premises, draft).orElseThrow();
    }

    /** Made but for the last step, and now to be taken back. */
    private static Run almostMade(Premises premises, Draft draft) {
        Run run = provisioned(premises, draft);
        premises.database()
                .sql("update control.tenants set status = 'PROVISIONING' where id = ?")
                .param(run.tenant().id().value())
                .update();
        premises.database().sql("""
                        update control.provisioning_runs set state = 'ROLLING_BACK', completed = 6,
                            lease_until = now() - interval '1 second', finished_at = null
                        where id = ?
                        """).param(run.id()).update();
        return run;
    }

    private static Optional<Run> find(Premises premises, Draft draft) {
        return premises.database()
                .sql("select id from control.tenants where slug = ?")
                .param(draft.slug())
                .query((row, number) -> new TenantId(row.getObject("id", UUID.class)))
                .optional()
                .flatMap(premises.bean(Provisioning.class)::find);
    }

    private void crash(Premises premises, Point point, List<String> before) {
        if (point.ending().ofStock()) {
            crashOfStock(premises, point, before);
            return;
        }
        if (point.stocked()) {
            stock(premises, point.tier(), 1);
        }
        Draft draft = draft(point.tier());
        if (point.ending() == Ending.DIED_TAKING_BACK) {
            almostMade(premises, draft);
        }
        boolean died = false;
        Crash.plan(point.exchange(), point.moment());
        try {
            if (point.ending() == Ending.DIED_TAKING_BACK) {
                premises.bean(Provisioning.class).takeUp();
            } else {
                premises.bean(Provisioning.class).provision(draft, null);
            }
        } catch (Crash e) {
            died = true;
        } catch (RuntimeException e) {
            // Whatever it still tried on its way out, the database heard nothing of it.
            died = Crash.happened();
            if (!died) {
                violations.add(point + " was not a crash but " + e);
            }
        } finally {
            Crash.end();
        }
        if (died) {
            pastTheDeadConnections();
        }
        Optional<Run> found = find(premises, draft);
        if (found.isEmpty()) {
            never++;
            unchanged(premises, point, before);
            return;
        }
        Run run = found.get();
        premises.database()
                .sql("update control.provisioning_runs set lease_until = now() - interval '1 second' where id = ?")
                .param(run.id())
                .update();
        if (point.ending() == Ending.TAKEN_BACK && run.state() == Run.State.RUNNING) {
            premises.database()
                    .sql("update control.provisioning_runs set state = 'ROLLING_BACK' where id = ?")
                    .param(run.id())
                    .update();
        }
        premises.bean(Provisioning.class).takeUp();
        Run after = find(premises, draft).orElseThrow();
        judge(premises, point, died, after);
        if (after.state() == Run.State.DONE) {
            remove(premises, after);
        }
        unchanged(premises, point, before);
    }

    /**
     * A process that starts again has no connection of the one that died; here the pools still hold them, and only ask
     * those that nobody used for half a second whether they live.
     */
    private static void pastTheDeadConnections() {
        try {
            Thread.sleep(Duration.ofMillis(600));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the dead connections were waited for", e);
        }
    }

    /** The stock is for nobody yet: whoever tends it next has what was asked for, and then nothing. */
    private void crashOfStock(Premises premises, Point point, List<String> before) {
        boolean discarding = point.ending() == Ending.DIED_DISCARDING;
        if (discarding) {
            stock(premises, point.tier(), 1);
        }
        Crash.plan(point.exchange(), point.moment());
        try {
            stock(premises, point.tier(), discarding ? 0 : 1);
        } catch (Crash e) {
            // as planned
        } catch (RuntimeException e) {
            if (!Crash.happened()) {
                violations.add(point + " was not a crash but " + e);
            }
        } finally {
            Crash.end();
        }
        stock(premises, point.tier(), 1);
        List<String> ready = premises.stock();
        if (ready.size() != 1) {
            violations.add(point + ": in stock " + ready);
        }
        stocked++;
        unchanged(premises, point, before);
    }

    private void judge(Premises premises, Point point, boolean died, Run run) {
        List<String> left = premises.leftOf(run);
        switch (run.state()) {
            case DONE -> {
                made++;
                // Too late for an operator to change their mind, when the last word was said already.
                boolean whole = run.tenant().status() == Tenant.Status.ACTIVE
                        && run.completed() == 7
                        && left.contains("placement")
                        && (run.placement().tier() == Tier.DATABASE || left.contains("open gate"));
                if (!whole || point.ending() == Ending.DIED_TAKING_BACK) {
                    violations.add(point + ": done, and there is " + left);
                }
            }
            case ROLLED_BACK -> {
                clean++;
                if (!left.isEmpty() || run.tenant().status() != Tenant.Status.FAILED) {
                    violations.add(point + ": rolled back, and there is " + left);
                }
                if (point.ending() == Ending.RESUMED) {
                    violations.add(point + ": not resumed, " + run.error());
                }
            }
            case RUNNING, STANDING, ROLLING_BACK ->
                violations.add(point + (died ? "" : " (nobody died)") + ": " + run.state() + " " + run.error());
        }
    }

    /** But for what is in stock, which goes first. */
    private void unchanged(Premises premises, Point point, List<String> before) {
        if (point.stocked()) {
            stock(premises, point.tier(), 0);
        }
        List<String> now = premises.inventory();
        if (!now.equals(before)) {
            List<String> gone = new ArrayList<>(before);
            gone.removeAll(now);
            List<String> more = new ArrayList<>(now);
            more.removeAll(before);
            violations.add(point + ": gone " + gone + ", left " + more);
        }
    }

    private static void remove(Premises premises, Run run) {
        premises.bean(Placing.class).takeBack(run.placement());
    }

    /** The same without taking anything back. */
    private static long control(Premises premises) {
        long left = 0;
        for (int i = 0; i < CONTROLS; i++) {
            Draft draft = draft(Tier.values()[i % Tier.values().length]);
            Run run = almostMade(premises, draft);
            premises.database()
                    .sql("update control.provisioning_runs set state = 'ROLLED_BACK' where id = ?")
                    .param(run.id())
                    .update();
            if (!premises.leftOf(run).isEmpty()) {
                left++;
            }
        }
        return left;
    }
}
