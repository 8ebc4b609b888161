package health.careloop.ldt.write;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the caller gave; null is refused by the call's own name, not by a NullPointerException somewhere later. */
final class Given {
    private Given() {}

    static String text(String call, @Nullable String text) {
        return value(call, text);
    }

    static <T> T value(String call, @Nullable T value) {
        if (value == null) {
            throw UnwritableException.missing(call);
        }
        return value;
    }

    static List<String> texts(String call, String @Nullable [] texts) {
        Arrays.stream(value(call, texts)).forEach(text -> text(call, text));
        return List.of(value(call, texts));
    }
}
