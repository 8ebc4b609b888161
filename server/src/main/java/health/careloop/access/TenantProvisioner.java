package health.careloop.access;

import health.careloop.tenancy.Tenant;
import org.jspecify.annotations.Nullable;

/** Makes tenants; a module above this one does it, and logs each step. */
public interface TenantProvisioner {
    /**
     * An active tenant in the shared tables, made before this returns. Whoever asks invites its people.
     *
     * @throws IllegalArgumentException when a name is taken or malformed, in a sentence that says which
     * @throws health.careloop.tenancy.PlacementException when it could not be made; what there was of it is taken back
     */
    Tenant provision(String slug, String name, @Nullable String bsnr);
}
