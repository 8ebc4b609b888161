package health.careloop.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.module.SimpleModule;

/**
 * How every answer is spelled: what is absent is left out, what is one of several is written in lower snake_case. Of
 * requests, text that is no text is refused.
 */
@Configuration(proxyBeanMethods = false)
class WireConfiguration {
    @Bean
    JsonMapperBuilderCustomizer wire() {
        JsonInclude.Value present =
                JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL);
        SimpleModule requests = new SimpleModule("whole-text").addDeserializer(String.class, new WholeText());
        return json -> json.addModule(requests)
                .changeDefaultPropertyInclusion(usual -> present)
                .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
                .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS);
    }
}
