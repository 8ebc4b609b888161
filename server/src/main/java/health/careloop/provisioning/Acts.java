package health.careloop.provisioning;

import health.careloop.access.Activations;
import health.careloop.access.Role;
import health.careloop.provisioning.Run.LogStatus;
import health.careloop.provisioning.RunStore.Admin;
import health.careloop.provisioning.RunStore.Held;
import health.careloop.tenancy.ControlDatabase;
import health.careloop.tenancy.Placement;
import health.careloop.tenancy.Placing;
import health.careloop.tenancy.Tenants;
import health.careloop.tenancy.Tier;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** What each step does, and how it is taken back. Every act may be repeated: its driver may have died in it. */
@Component
class Acts {
    /** @param last done in the transaction that counts the step as done */
    record Done(LogStatus status, Map<String, Object> result, Runnable last) {
        static Done with(Map<String, Object> result) {
            return new Done(LogStatus.SUCCEEDED, result, () -> {});
        }

        static Done skipped(String reason) {
            return new Done(LogStatus.SKIPPED, Map.of("reason", reason), () -> {});
        }
    }

    /** A place of that name is somebody else's. */
    static final class PlaceTakenException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private final RunStore store;
    private final Tenants tenants;
    private final Placing placing;
    private final Activations activations;
    private final Letters letters;
    private final ControlDatabase control;
    private final @Nullable ContractNetwork network;

    Acts(
            RunStore store,
            Tenants tenants,
            Placing placing,
            Activations activations,
            Letters letters,
            ControlDatabase control,
            ObjectProvider<ContractNetwork> network) {
        this.store = store;
        this.tenants = tenants;
        this.placing = placing;
        this.activations = activations;
        this.letters = letters;
        this.control = control;
        this.network = network.getIfAvailable();
    }

    Done perform(Held run, ProvisioningStep step) {
        return switch (step) {
            case CREATE_TENANT_RECORD -> {
                tenants.begin(run.tenant().id());
                yield Done.with(Map.of("slug", run.tenant().slug()));
            }
            case CREATE_SCHEMA -> createPlace(run);
            case RUN_MIGRATIONS -> {
                placing.migrate(run.placement());
                placing.admit(run.placement());
                yield Done.with(Map.of("version", Placing.version()));
            }
            case SEED_ROLES_AND_USER -> seed(run, run.admin());
            case DEPLOY_SOROBAN_CONTRACT -> deploy(run);
            case STORE_CONTRACT_ADDRESS -> storeAddress(run);
            case SEND_WELCOME_EMAIL -> welcome(run, run.admin());
        };
    }

    private Done createPlace(Held run) {
        Placement place = run.placement();
        if (place.tier() == Tier.POOLED || !run.placeMarked()) {
            Optional<Placement> blank = place.tier() == Tier.POOLED ? Optional.empty() : store.claimBlank(run);
            if (blank.isPresent()) {
                return placed(blank.get(), true);
            }
            if (!placing.isFree(place)) {
                throw new PlaceTakenException();
            }
            store.markPlace(run);
        }
        placing.create(place);
        return placed(place, false);
    }

    private static Done placed(Placement place, boolean fromStock) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("cell", place.database().cell());
        result.put("database", place.database().name());
        result.put("schema", place.schema());
        if (fromStock) {
            result.put("fromStock", true);
        }
        return Done.with(result);
    }

    private Done seed(Held run, @Nullable Admin admin) {
        if (admin == null) {
            return Done.skipped("whoever asked invites its people");
        }
        store.keepAdmin(run, admin.with(invite(run, admin)));
        return Done.with(Map.of("role", Role.ADMIN.wire()));
    }

    private Done welcome(Held run, @Nullable Admin admin) {
        if (admin == null) {
            return Done.skipped("there is nobody to write to");
        }
        Admin invited = withUsableLink(run, admin);
        return new Done(LogStatus.SUCCEEDED, Map.of("mail", "queued"), () -> letters.welcome(run, invited));
    }

    private String invite(Held run, Admin admin) {
        return activations.invite(admin.email(), run.tenant().id(), Role.ADMIN);
    }

    /** The link of the step before may have grown old while the run stood still. */
    private Admin withUsableLink(Held run, Admin admin) {
        String token = admin.token();
        if (token != null && activations.find(token).isPresent()) {
            return admin;
        }
        Admin renewed = admin.with(invite(run, admin));
        store.keepAdmin(run, renewed);
        return renewed;
    }

    private Done deploy(Held run) {
        if (network == null) {
            return Done.skipped("no network is configured");
        }
        String contract = network.deploy(run.tenant().id());
        store.keepContract(run, contract);
        return Done.with(Map.of("contract", contract));
    }

    private Done storeAddress(Held run) {
        if (run.contract() == null) {
            return Done.skipped("there is no contract");
        }
        contract(run, run.contract());
        return Done.with(Map.of("contract", run.contract()));
    }

    private void contract(Held run, @Nullable String contract) {
        control.sql()
                .sql("update control.tenants set soroban_contract_id = ?, updated_at = now() where id = ?")
                .params(java.util.Arrays.asList(contract, run.tenant().id().value()))
                .update();
    }

    /** Takes back what this step did, or had begun to do. */
    void compensate(Held run, ProvisioningStep step) {
        switch (step) {
            case CREATE_TENANT_RECORD,
                    SEND_WELCOME_EMAIL -> {} // the record stays, as a failed one; a mail was not sent
            case CREATE_SCHEMA -> {
                if (run.placeMarked()) {
                    placing.takeBack(run.placement());
                }
            }
            case RUN_MIGRATIONS -> {
                if (run.placeMarked()) {
                    placing.dismiss(run.placement());
                }
            }
            case SEED_ROLES_AND_USER -> activations.withdraw(run.tenant().id());
            case DEPLOY_SOROBAN_CONTRACT -> {
                if (network != null) {
                    network.abandon(run.tenant().id());
                }
            }
            case STORE_CONTRACT_ADDRESS -> contract(run, null);
        }
    }
}
