package health.careloop.intake;

import health.careloop.tenancy.TenantId;
import java.util.List;
import java.util.UUID;

/**
 * A system that may post messages for a tenant.
 *
 * @param keyId names it on the wire, in {@code X-Careloop-Key}
 * @param secrets all that are valid now; none means closed
 */
record Sender(UUID id, TenantId tenant, String name, String keyId, List<byte[]> secrets) {}
