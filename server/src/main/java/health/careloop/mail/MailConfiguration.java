package health.careloop.mail;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(MailSettings.class)
class MailConfiguration {
    /** What a node left behind, and what is tried again. */
    @Bean
    RecurringTask<Void> deliverMail(Postman postman) {
        return Tasks.recurring("deliver-mail", FixedDelay.ofSeconds(15)).execute((task, context) -> postman.deliver());
    }

    @Bean
    RecurringTask<Void> pruneMail(Mailbox mailbox) {
        return Tasks.recurring("prune-mail", FixedDelay.ofHours(6)).execute((task, context) -> mailbox.prune());
    }
}
