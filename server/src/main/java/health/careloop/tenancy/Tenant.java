package health.careloop.tenancy;

import java.util.Optional;

/** A separate customer. */
public record Tenant(TenantId id, String slug, String name, Optional<String> bsnr, Status status) {
    /** C2 */
    public enum Status {
        PENDING,
        PROVISIONING,
        ACTIVE,
        FAILED,
        ARCHIVED
    }
}
