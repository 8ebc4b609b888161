package health.careloop.provisioning;

import health.careloop.tenancy.TenantId;

/**
 * Where a tenant's contract is deployed (C9). No module implements it yet: without one the two contract steps are
 * skipped, and say so.
 */
public interface ContractNetwork {
    /**
     * Deploys the tenant's contract; asked again after a crash, it answers with the one it deployed.
     *
     * @return the contract's address
     */
    String deploy(TenantId tenant);

    /** The tenant does not come to be. Does nothing where nothing was deployed. */
    void abandon(TenantId tenant);
}
