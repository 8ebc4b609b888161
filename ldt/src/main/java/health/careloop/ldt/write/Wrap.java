package health.careloop.ldt.write;

import java.util.ArrayList;
import java.util.List;

/** Breaks a paragraph into lines, between words where it can. */
final class Wrap {
    private Wrap() {}

    /** One empty line for an empty paragraph. */
    static List<String> at(int width, String paragraph) {
        List<String> lines = new ArrayList<>();
        String rest = paragraph.stripTrailing();
        while (rest.length() > width) {
            int gap = rest.lastIndexOf(' ', width);
            int end = gap > 0 ? gap : width;
            lines.add(rest.substring(0, end).stripTrailing());
            rest = rest.substring(end).stripLeading();
        }
        lines.add(rest);
        return lines;
    }
}
