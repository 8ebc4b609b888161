package health.careloop.tenancy;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** How many connections of one server, or of one pool, each tenant may hold at the same time. */
final class TenantShares {
    private final int most;
    private final Map<TenantId, Semaphore> free = new ConcurrentHashMap<>();

    TenantShares(int most) {
        this.most = most;
    }

    /** Of a pool that tenants share: all but a quarter, which is always there for the others. */
    static TenantShares ofPool(int size) {
        return new TenantShares(Math.max(1, size - Math.max(1, size / 4)));
    }

    /** @throws BusyException when the tenant has all it may have, and keeps it */
    void take(TenantId tenant, Duration patience) throws BusyException {
        Semaphore share = free.computeIfAbsent(tenant, known -> new Semaphore(most, true));
        if (share.tryAcquire()) {
            return;
        }
        try {
            if (share.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new BusyException("The tenant works on all " + most + " connections it may have at the same time");
    }

    void giveBack(TenantId tenant) {
        Semaphore share = free.get(tenant);
        if (share != null) {
            share.release();
        }
    }
}
