package health.careloop.tenancy;

import java.util.UUID;

/** Names a tenant: a separate customer whose data nobody else may reach. */
public record TenantId(UUID value) {
    /** @throws IllegalArgumentException when {@code text} is no UUID */
    public static TenantId parse(String text) {
        return new TenantId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
