package health.careloop.keys;

import health.careloop.tenancy.ControlDatabase;
import health.careloop.tenancy.DataFolder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(KeysSettings.class)
class KeysConfiguration {
    /** What only the master key opens. */
    private static final String IN_USE = """
            select exists (select from control.tenant_keys) or exists (select from control.sender_secrets)
                or exists (select from control.signing_keys) or exists (select from control.second_factors)
            """;

    @Bean
    MasterKey masterKey(KeysSettings settings, DataFolder home, ControlDatabase control) {
        return MasterKey.in(
                settings.fileIn(home.path()),
                () -> control.sql().sql(IN_USE).query(Boolean.class).single());
    }

    /** No start without a key. Late, because a first start's database is prepared meanwhile, and this waits for it. */
    @Bean
    SmartLifecycle masterKeyPrepared(MasterKey key) {
        return new SmartLifecycle() {
            private volatile boolean running;

            @Override
            public void start() {
                key.prepare();
                running = true;
            }

            @Override
            public void stop() {
                running = false;
            }

            @Override
            public boolean isRunning() {
                return running;
            }
        };
    }
}
