package health.careloop.results;

import health.careloop.pages.Pages;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ResultsConfiguration {
    @Bean
    ReportPdf reportPdf(Pages pages, Clock clock) {
        return new ReportPdf(pages, Moments.ZONE, clock);
    }
}
