package health.careloop.objects;

import health.careloop.keys.Seals;
import health.careloop.tenancy.DataFolder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ObjectsConfiguration {
    @Bean
    ObjectStore objectStore(DataFolder home, Seals seals) {
        return new FolderObjectStore(home.path().resolve("objects"), seals);
    }
}
