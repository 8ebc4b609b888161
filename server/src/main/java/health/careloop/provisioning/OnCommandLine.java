package health.careloop.provisioning;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Import;

/** What a command needs to make tenants: the run and its steps, and nothing that serves, waits or watches. */
@EnableConfigurationProperties(ProvisioningSettings.class)
@Import({
    Acts.class,
    CellRoom.class,
    Letters.class,
    Provisioning.class,
    Runners.class,
    RunStore.class,
    Saga.class,
    TenantList.class
})
public final class OnCommandLine {}
