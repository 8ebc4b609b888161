package health.careloop.queue;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import health.careloop.web.Meters;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(QueueSettings.class)
class QueueConfiguration {
    @Bean
    RecurringTask<Void> pruneDeadLetters(DeadLetters deadLetters, Meters meters) {
        return Tasks.recurring("prune-dead-letters", FixedDelay.ofHours(6))
                .execute((task, context) -> meters.pruned("prune-dead-letters", deadLetters.prune()));
    }

    @Bean
    WorkRoom workRoom() {
        return WorkRoom.ofThisProcess();
    }

    @Bean
    RetryPolicy retryPolicy() {
        return RetryPolicy.standard();
    }
}
