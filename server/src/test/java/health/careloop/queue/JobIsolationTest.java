package health.careloop.queue;

import health.careloop.tenancy.DatabaseAddress;
import health.careloop.tenancy.DatabaseRole;
import health.careloop.tenancy.Tenant;
import health.careloop.tenancy.TenantIsolationContract;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

class JobIsolationTest extends TenantIsolationContract {
    private final Bench bench = new Bench();
    private final UUID token = UUID.randomUUID();

    @Override
    protected DatabaseRole role() {
        return DatabaseRole.WORKER;
    }

    @Override
    protected String table() {
        return "loop.jobs_leased";
    }

    @Override
    protected UUID plant(Tenant tenant) {
        bench.enqueue(tenant, bench.kind, 1);
        return bench.store
                .claim(DatabaseAddress.MAIN, bench.queue, 1, Duration.ofHours(1), token)
                .getOrDefault(tenant.id(), List.of())
                .getFirst();
    }

    @Override
    protected Map<String, Function<UUID, @Nullable Object>> looks() {
        return Map.of("held", id -> bench.store.held(List.of(id), token).size());
    }

    @Override
    protected Map<String, Function<UUID, @Nullable Object>> changes() {
        return Map.of("release", id -> {
            bench.store.release(
                    List.of(new Job(
                            own.id(),
                            id,
                            bench.queue,
                            bench.kind.name(),
                            1,
                            UUID.randomUUID(),
                            1,
                            null,
                            Instant.EPOCH)),
                    token);
            return "released";
        });
    }
}
