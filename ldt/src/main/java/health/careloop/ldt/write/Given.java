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

    /** What a report or a result has once: a second one would take the place of the first, and nobody would know. */
    static void once(String call, String field, boolean first) {
        if (!first) {
            throw new UnwritableException(
                            field,
                            "Feld " + field + " ist schon angegeben; ein zweites würde das erste ersetzen.",
                            "Field " + field + " has been given already; a second one would take its place.")
                    .at(call);
        }
    }

    static List<String> texts(String call, String @Nullable [] texts) {
        Arrays.stream(value(call, texts)).forEach(text -> text(call, text));
        return List.of(value(call, texts));
    }
}
