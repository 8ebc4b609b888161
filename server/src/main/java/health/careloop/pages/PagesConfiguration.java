package health.careloop.pages;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class PagesConfiguration {
    @Bean
    Pages pages() {
        return new Pages();
    }
}
