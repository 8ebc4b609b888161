package health.careloop.ldt.clinical;

import health.careloop.ldt.LdtField;
import health.careloop.ldt.LdtObject;
import health.careloop.ldt.LdtPart;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Obj_0061 in words: one line per organism and one per tested substance, in the order of the report, so that a reader
 * sees what a laboratory would print.
 */
final class Microbiology {
    private final Map<String, String> organisms = new HashMap<>();
    private final List<String> lines = new ArrayList<>();
    private String organism = "";

    /** True when the field belongs to an organism or its detection and has been taken. */
    boolean accept(LdtField field) {
        String text = field.text().strip();
        switch (field.id()) {
            case "7281", "7286" -> lines.add(Wording.line(field));
            case "7354" -> {
                organism = text;
                lines.add(text);
            }
            case "7355" -> {
                organisms.put(organism, text);
                replaceLast(text);
            }
            case "7301", "7357" -> append(", " + Wording.value(field.id(), text));
            case "7293" -> append(", " + text);
            case "7427", "7356", "7285", "7361", "7251" -> {
                // Kind of organism and catalogue numbers: kept in the record, of no use in a sentence.
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    void remark(List<String> words) {
        lines.addAll(words);
    }

    /** Obj_0011: for each substance the organisms it was tried on. */
    void resistances(LdtObject antibiogram) {
        for (LdtPart part : antibiogram.parts()) {
            switch (part) {
                case LdtObject object -> lines.addAll(FreeText.lines(object));
                case LdtField field -> resistance(field);
            }
        }
    }

    private void resistance(LdtField field) {
        String text = field.text().strip();
        switch (field.id()) {
            case "7287" -> lines.add(text + ":");
            case "7370" -> replaceLast(withoutColon(last()) + " (" + text + "):");
            case "7354" -> append((last().endsWith(":") ? " " : "; ") + organisms.getOrDefault(text, text));
            case "7367" -> append(" " + text);
            case "7289" -> append(", MHK " + text);
            case "7369" -> append(" " + text);
            case "7290", "7424" -> append(", " + Wording.value(field.id(), text));
            default -> {
                // 7288 and 7359 number the substance in catalogues.
            }
        }
    }

    List<String> lines() {
        return lines;
    }

    private String last() {
        return lines.isEmpty() ? "" : lines.getLast();
    }

    private static String withoutColon(String line) {
        return line.endsWith(":") ? line.substring(0, line.length() - 1) : line;
    }

    private void append(String more) {
        replaceLast(last() + more);
    }

    private void replaceLast(String line) {
        if (lines.isEmpty()) {
            lines.add(line);
        } else {
            lines.set(lines.size() - 1, line);
        }
    }
}
