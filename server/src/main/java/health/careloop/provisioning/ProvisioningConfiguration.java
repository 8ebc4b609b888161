package health.careloop.provisioning;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ProvisioningSettings.class)
class ProvisioningConfiguration {
    @Bean
    RecurringTask<Void> takeUpProvisioning(Runners runners) {
        return Tasks.recurring("take-up-provisioning", FixedDelay.ofSeconds(10))
                .execute((task, context) -> runners.takeUpAbandoned());
    }

    @Bean
    RecurringTask<Void> refillBlanks(WarmPool stock) {
        return Tasks.recurring("refill-blanks", FixedDelay.ofSeconds(10)).execute((task, context) -> stock.refill());
    }

    @Bean
    RecurringTask<Void> pruneRegistrations(Registrations registrations) {
        return Tasks.recurring("prune-registrations", FixedDelay.ofHours(6))
                .execute((task, context) -> registrations.prune());
    }
}
