package health.careloop.senders;

import health.careloop.tenancy.TenantId;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A system that may post messages for a tenant.
 *
 * @param keyId names it on the wire, in {@code X-Careloop-Key} or in the address
 * @param from where it may post from; from everywhere when none is named
 * @param secrets all that are valid now; none means closed
 */
public record Sender(
        UUID id,
        TenantId tenant,
        String name,
        String keyId,
        Dialect dialect,
        List<AddressRange> from,
        List<Secret> secrets) {
    public boolean mayPostFrom(@Nullable String address) {
        return from.isEmpty() || from.stream().anyMatch(range -> range.contains(address));
    }
}
