package health.careloop.ldt.clinical;

import health.careloop.ldt.LdtObject;
import java.util.List;

/** Obj_0068: lines of text in 3564, an empty one being a blank line. */
final class FreeText {
    private FreeText() {}

    static List<String> lines(LdtObject text) {
        return text.texts("3564");
    }
}
