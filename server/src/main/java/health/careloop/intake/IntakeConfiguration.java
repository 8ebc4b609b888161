package health.careloop.intake;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import health.careloop.web.Meters;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(IntakeSettings.class)
class IntakeConfiguration {
    @Bean
    RecurringTask<Void> pruneReplays(MessageRetention retention, Meters meters) {
        return Tasks.recurring("prune-replays", FixedDelay.ofHours(1))
                .execute((task, context) -> meters.pruned("prune-replays", retention.pruneReplays()));
    }

    @Bean
    RecurringTask<Void> pruneMessageSteps(MessageRetention retention, Meters meters) {
        return Tasks.recurring("prune-message-steps", FixedDelay.ofHours(6))
                .execute((task, context) -> meters.pruned("prune-message-steps", retention.pruneSteps()));
    }
}
