package health.careloop.bench;

import com.fasterxml.jackson.annotation.JsonInclude;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * Reports as the contract wants them: one line, snake case, components in their order, nothing where there is nothing,
 * four digits that mean something.
 */
final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .addModule(new SimpleModule()
                    .addSerializer(Double.class, new FourDigits())
                    .addSerializer(double.class, new FourDigits()))
            .build();

    private Json() {}

    static String line(Object report) {
        return MAPPER.writeValueAsString(report);
    }

    static double rounded(double value) {
        if (value == 0 || !Double.isFinite(value)) {
            return 0;
        }
        double scale = Math.pow(10, 3 - Math.floor(Math.log10(Math.abs(value))));
        return scale >= 1 ? Math.round(value * scale) / scale : Math.round(value);
    }

    private static final class FourDigits extends StdSerializer<Double> {
        FourDigits() {
            super(Double.class);
        }

        @Override
        public void serialize(Double value, JsonGenerator out, SerializationContext context) {
            double rounded = rounded(value);
            if (rounded == Math.rint(rounded) && Math.abs(rounded) < 1e15) {
                out.writeNumber((long) rounded);
            } else {
                out.writeNumber(rounded);
            }
        }
    }
}
