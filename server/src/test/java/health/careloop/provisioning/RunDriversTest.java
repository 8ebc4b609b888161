package health.careloop.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.careloop.provisioning.Provisioning.Refusal;
import health.careloop.provisioning.Provisioning.Requested;
import health.careloop.provisioning.Run.LogStatus;
import health.careloop.tenancy.Tenants;
import health.careloop.tenancy.Tier;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** However many ask for a tenant or work on it: one does. */
class RunDriversTest extends ProvisioningCase {
    @Test
    void ofTwoOperatorsWhoMakeTheSameTenantOneWinsAndTheOtherIsTold() throws Exception {
        Draft draft = draft(Tier.POOLED).known(null, "p" + UUID.randomUUID() + ".example.org", null);
        Callable<Requested> ask = () -> provisioning.request(draft, null);
        try (var operators = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Requested>> asked = operators.invokeAll(List.of(ask, ask));

            List<Requested> answers = List.of(asked.get(0).get(), asked.get(1).get());

            assertThat(answers).filteredOn(Requested.Accepted.class::isInstance).hasSize(1);
            assertThat(answers)
                    .contains(new Requested.Refused(
                            new Refusal.Taken(EnumSet.of(Tenants.Name.SLUG, Tenants.Name.DOMAIN))));
        }
    }

    @Test
    void onlyOneDriverWorksOnARun() {
        Requested.Accepted accepted = reserved(draft(Tier.POOLED));
        assertThat(store.claim(accepted.run(), Duration.ofMinutes(1))).isPresent();

        SERVER.bean(Saga.class).drive(accepted.run());

        assertThat(provisioning.find(accepted.tenant()).orElseThrow().logs()).isEmpty();
    }

    @Test
    void whoseDriverDiedIsTakenUpWhenTheLeaseHasEnded() {
        Requested.Accepted accepted = reserved(draft(Tier.SCHEMA));
        RunStore.Held dead = store.claim(accepted.run(), Duration.ofMinutes(1)).orElseThrow();
        store.begin(dead, ProvisioningStep.CREATE_TENANT_RECORD, Duration.ofMinutes(1));
        assertThat(store.abandoned()).doesNotContain(accepted.run());
        SERVER.database()
                .sql("update control.provisioning_runs set lease_until = now() - interval '1 second' where id = ?")
                .param(accepted.run())
                .update();
        assertThat(store.abandoned()).contains(accepted.run());

        SERVER.bean(Saga.class).drive(accepted.run());

        Run run = provisioning.find(accepted.tenant()).orElseThrow();
        assertThat(run.state()).isEqualTo(Run.State.DONE);
        assertThat(run.logs().getFirst().status()).isEqualTo(LogStatus.INTERRUPTED);
        assertThatThrownBy(() -> store.markPlace(dead)).isInstanceOf(RunStore.LeaseLostException.class);
    }
}
