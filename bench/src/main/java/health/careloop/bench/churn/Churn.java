package health.careloop.bench.churn;

import health.careloop.bench.churn.Ground.Occupant;
import health.careloop.tenancy.DatabaseRole;
import health.careloop.tenancy.TenantDatabase;
import health.careloop.tenancy.TenantScope;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** Units of work of many tenants at once: some read, some write, many break off in the middle. */
final class Churn {
    /** More would only wait; each unit is a thread of its own. */
    private static final int AT_ONCE = 64;

    private static final class BrokenOff extends RuntimeException {}

    private final Ground ground;
    private final List<Occupant> occupants;
    private final Queue<String> violations = new ConcurrentLinkedQueue<>();
    private final AtomicLong reads = new AtomicLong();
    private final AtomicLong broken = new AtomicLong();
    private final AtomicLong looks = new AtomicLong();

    Churn(Ground ground, List<Occupant> occupants) {
        this.ground = ground;
        this.occupants = occupants;
    }

    void run(long n, long seed) throws InterruptedException {
        Semaphore places = new Semaphore(AT_ONCE);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (long i = 0; i < n; i++) {
                Random random = new Random(seed * 31 + i);
                places.acquire();
                threads.execute(() -> {
                    try {
                        unit(random);
                    } finally {
                        places.release();
                    }
                });
            }
        }
    }

    Queue<String> violations() {
        return violations;
    }

    long reads() {
        return reads.get();
    }

    /** Units that ended in an error, as they were meant to. */
    long broken() {
        return broken.get();
    }

    /** How often a connection was looked at in nobody's name. */
    long looks() {
        return looks.get();
    }

    private void unit(Random random) {
        Occupant occupant = occupants.get(random.nextInt(occupants.size()));
        try {
            if (random.nextInt(5) == 0) {
                lookAtWhatIsLeft(occupant);
                return;
            }
            DatabaseRole role = random.nextInt(3) == 0 ? DatabaseRole.APP : DatabaseRole.WORKER;
            TenantScope.as(occupant.id(), role, () -> {
                if (random.nextBoolean()) {
                    ground.rows().inTransaction(() -> work(occupant, role, random, true));
                } else {
                    work(occupant, role, random, false);
                }
                return null;
            });
        } catch (DataAccessException | TransactionException | BrokenOff e) {
            broken.incrementAndGet();
        } catch (RuntimeException e) {
            violations.add(occupant + ": " + e);
        }
    }

    private void work(Occupant occupant, DatabaseRole role, Random random, boolean together) {
        TenantDatabase rows = ground.rows();
        for (int i = 0, steps = 1 + random.nextInt(3); i < steps; i++) {
            switch (random.nextInt(12)) {
                case 0 -> rows.sql().sql("select 1 / 0").query(Integer.class).single();
                case 1 -> throw new BrokenOff();
                case 2 ->
                    rows.sql()
                            .sql("select pg_cancel_backend(pg_backend_pid()), pg_sleep(1)::text")
                            .query(String.class)
                            .list();
                case 3 -> timesOut(rows, together, random);
                case 4 -> {
                    if (role == DatabaseRole.WORKER && together) {
                        rows.sql()
                                .sql("insert into practices (tenant_id, id, bsnr, name) "
                                        + "values (?, ?, '999999999', 'undone')")
                                .params(occupant.id().value(), UUID.randomUUID())
                                .update();
                        throw new BrokenOff(); // so that the count stays what it is
                    }
                }
                default -> read(rows, occupant);
            }
        }
    }

    private static void timesOut(TenantDatabase rows, boolean together, Random random) {
        if (together) {
            rows.sql()
                    .sql("select set_config('statement_timeout', '1', true)")
                    .query(String.class)
                    .single();
            rows.sql().sql("select pg_sleep(1)::text").query(String.class).list();
        } else if (random.nextInt(200) == 0) {
            // The driver's way: a second connection asks the server, or the pooler, to cancel the first one.
            rows.sql()
                    .sql("select pg_sleep(5)::text")
                    .withQueryTimeout(1)
                    .query(String.class)
                    .list();
        }
    }

    private void read(TenantDatabase rows, Occupant occupant) {
        List<String> seen = rows.sql()
                .sql("select tenant_id::text from practices")
                .query((row, number) -> row.getString(1))
                .list();
        reads.incrementAndGet();
        if (!seen.stream().allMatch(occupant.id().toString()::equals)) {
            violations.add(occupant + " saw rows of another tenant");
        } else if (seen.size() != occupant.rows()) {
            violations.add(occupant + " saw " + seen.size() + " rows");
        }
    }

    /** Any connection of the pool, in nobody's name: as the last borrower left it. */
    private void lookAtWhatIsLeft(Occupant occupant) {
        String left = ground.nobody()
                .sql(occupant.database())
                .sql("select coalesce(current_setting('app.context', true), '') || '|' || (select count(*) "
                        + "from practices) || '|' || current_setting('statement_timeout')")
                .query(String.class)
                .single();
        looks.incrementAndGet();
        if (!left.equals("|0|0")) {
            violations.add("A connection to " + occupant.database() + " was given back with " + left);
        }
    }
}
