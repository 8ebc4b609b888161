package health.careloop.pages;

import java.util.List;
import java.util.UUID;

/** Where a person works, to choose from: at sign-in, or to go elsewhere. */
public record TenantsView(List<Place> places) {

    /** @param role as on the wire */
    public record Place(UUID tenantId, String name, String role, boolean current) {}
}
