package health.careloop.web;

import java.util.Objects;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.jdk.StringDeserializer;

/**
 * Text of a request. JSON can spell half a character ({@code \\ud800}), which no bytes can keep: it would be stored as
 * something else than was sent, and a password of it cannot even be hashed.
 */
final class WholeText extends StringDeserializer {
    private static final long serialVersionUID = 1;

    @Override
    public String deserialize(JsonParser json, DeserializationContext context) {
        String text = super.deserialize(json, context);
        return text == null || isWhole(text)
                ? text
                : Objects.toString(context.handleWeirdStringValue(String.class, text, "half a character"));
    }

    static boolean isWhole(String text) {
        return text.codePoints().noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }
}
