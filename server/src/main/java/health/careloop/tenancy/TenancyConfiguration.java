package health.careloop.tenancy;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import health.careloop.postgres.DatabaseStartup;
import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TenancySettings.class)
class TenancyConfiguration {
    @Bean
    @ConditionalOnMissingBean
    DataFolder dataFolder(@Value("${careloop.home}") Path home) {
        return new DataFolder(home);
    }

    @Bean
    RecurringTask<Void> turnMonths(Months months) {
        return Tasks.recurring("turn-months", FixedDelay.ofHours(24)).execute((task, context) -> months.turn());
    }

    @Bean(destroyMethod = "close")
    @ConditionalOnMissingBean
    Databases databases(DatabaseStartup server, DataFolder home, TenancySettings settings) {
        return Databases.open(server, home.path(), settings);
    }
}
