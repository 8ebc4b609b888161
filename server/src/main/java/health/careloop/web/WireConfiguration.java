package health.careloop.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.EnumFeature;

/** How every answer is spelled: what is absent is left out, what is one of several is written in lower snake_case. */
@Configuration(proxyBeanMethods = false)
class WireConfiguration {
    @Bean
    JsonMapperBuilderCustomizer wire() {
        JsonInclude.Value present =
                JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL);
        return json -> json.changeDefaultPropertyInclusion(usual -> present)
                .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
                .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS);
    }
}
