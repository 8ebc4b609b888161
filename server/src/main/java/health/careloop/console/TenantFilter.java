package health.careloop.console;

import health.careloop.tenancy.Tenant.Status;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Which tenants the list shows. */
public enum TenantFilter {
    ALL(),
    ACTIVE(Status.ACTIVE),
    /** Being made, or waiting for a decision. */
    UNDERWAY(Status.PENDING, Status.PROVISIONING),
    FAILED(Status.FAILED),
    ARCHIVED(Status.ARCHIVED);

    private final Set<Status> statuses;

    TenantFilter(Status... statuses) {
        this.statuses = Set.of(statuses);
    }

    /** Empty for all. */
    Set<Status> statuses() {
        return statuses;
    }

    int countOf(Map<Status, Integer> counts) {
        return counts.entrySet().stream()
                .filter(each -> statuses.isEmpty() || statuses.contains(each.getKey()))
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    /** As in an address. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** An address typed wrong shows all. */
    static TenantFilter of(String word) {
        for (TenantFilter each : values()) {
            if (each.word().equals(word)) {
                return each;
            }
        }
        return ALL;
    }
}
