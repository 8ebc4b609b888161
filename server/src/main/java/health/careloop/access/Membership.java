package health.careloop.access;

import health.careloop.tenancy.TenantId;

/** A person's place in one tenant. */
public record Membership(TenantId tenant, String slug, String tenantName, Role role) {}
