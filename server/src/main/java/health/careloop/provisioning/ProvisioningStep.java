package health.careloop.provisioning;

/** The seven steps of a run, in their order, named as in the log (C4 to C11). */
public enum ProvisioningStep {
    CREATE_TENANT_RECORD,
    CREATE_SCHEMA,
    RUN_MIGRATIONS,
    SEED_ROLES_AND_USER,
    DEPLOY_SOROBAN_CONTRACT,
    STORE_CONTRACT_ADDRESS,
    SEND_WELCOME_EMAIL;

    static final int COUNT = values().length;

    /** How many steps are done when this one is. */
    int number() {
        return ordinal() + 1;
    }
}
