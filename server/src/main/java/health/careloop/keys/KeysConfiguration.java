package health.careloop.keys;

import health.careloop.tenancy.DataFolder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(KeysSettings.class)
class KeysConfiguration {
    @Bean
    MasterKey masterKey(KeysSettings settings, DataFolder home) {
        return MasterKey.in(settings.fileIn(home.path()));
    }
}
