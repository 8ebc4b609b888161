package health.careloop.tenancy;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whose work the current thread does, and in which database role. Bound for the length of a call and nothing else: it
 * does not survive an executor or a database hop, so every event and job carries its {@link TenantId}.
 */
public record TenantScope(TenantId tenant, DatabaseRole role) {
    private static final ScopedValue<TenantScope> CURRENT = ScopedValue.newInstance();

    /** Runs {@code work} as the tenant, for a person or an API client. */
    public static <R extends @Nullable Object, X extends Throwable> R as(
            TenantId tenant, ScopedValue.CallableOp<R, X> work) throws X {
        return as(tenant, DatabaseRole.APP, work);
    }

    /** Runs {@code work} as the tenant in a given role. */
    public static <R extends @Nullable Object, X extends Throwable> R as(
            TenantId tenant, DatabaseRole role, ScopedValue.CallableOp<R, X> work) throws X {
        return ScopedValue.where(CURRENT, new TenantScope(tenant, role)).call(work);
    }

    /** @throws IllegalStateException outside {@link #as}: no tenant, no data */
    public static TenantScope current() {
        if (!CURRENT.isBound()) {
            throw new IllegalStateException("No tenant in scope: this work was started outside TenantScope.as");
        }
        return CURRENT.get();
    }

    public static Optional<TenantId> find() {
        return CURRENT.isBound() ? Optional.of(CURRENT.get().tenant()) : Optional.empty();
    }
}
