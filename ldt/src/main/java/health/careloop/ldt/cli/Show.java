package health.careloop.ldt.cli;

import health.careloop.ldt.LdtField;
import health.careloop.ldt.LdtFile;
import health.careloop.ldt.LdtPackage;
import health.careloop.ldt.LdtRecord;
import health.careloop.ldt.Severity;
import health.careloop.ldt.tables.FieldTable;
import java.util.Locale;

/** The message line by line, each field with its name, objects indented. */
final class Show {
    private static final int NAME_WIDTH = 44;

    private final LdtCommand.Console console;
    private final Arguments arguments;
    private final Locale language;
    private final Input input;

    Show(LdtCommand.Console console, Arguments arguments) {
        this.console = console;
        this.arguments = arguments;
        this.language = arguments.language();
        this.input = new Input(console, arguments);
    }

    int run() {
        return input.each(this::show);
    }

    private int show(String name) {
        LdtFile file = input.message(name);
        if (file.packages().isEmpty()) {
            throw Input.refused(
                    LdtCommand.FOUND,
                    language,
                    name,
                    "ist kein LDT: " + file.faults().getFirst().sentence().german(),
                    "is no LDT: " + file.faults().getFirst().sentence().english());
        }
        file.packages().forEach(this::show);
        boolean fatal = file.faults().stream().anyMatch(fault -> fault.severity() == Severity.FATAL);
        return fatal ? LdtCommand.FOUND : LdtCommand.DONE;
    }

    private void show(LdtPackage read) {
        FieldTable table = FieldTable.of(read.generation());
        console.out()
                .println(bold(read.version() + "  " + read.charset().charset().label()));
        for (LdtRecord satz : read.records()) {
            int depth = 0;
            for (LdtField field : satz.fields()) {
                if (field.is("8003")) {
                    depth = Math.max(0, depth - 1);
                }
                show(field, table, depth);
                if (field.is("8002")) {
                    depth++;
                }
            }
        }
    }

    private void show(LdtField field, FieldTable table, int depth) {
        int number = FieldTable.number(field.id());
        String name = number < 0 ? "" : table.name(number).in(language);
        String indent = "  ".repeat(depth);
        String label = indent + (field.id().isEmpty() ? "????" : field.id()) + " " + shortened(name);
        int width = NAME_WIDTH + 2 * depth;
        String padded = label + " ".repeat(Math.max(1, width - label.length()));
        String text = "%5d  %s%s".formatted(field.line(), padded, printable(field.text()));
        console.out().println(field.is("8000") ? bold(text) : text);
    }

    private static String shortened(String name) {
        return name.length() <= NAME_WIDTH - 8 ? name : name.substring(0, NAME_WIDTH - 9) + "…";
    }

    /** A terminal must not obey a message. */
    private static String printable(String text) {
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            shown.append(Character.isISOControl(text.charAt(i)) ? '·' : text.charAt(i));
        }
        return shown.toString();
    }

    private String bold(String text) {
        return console.colour() ? "\u001B[1m" + text + "\u001B[0m" : text;
    }
}
