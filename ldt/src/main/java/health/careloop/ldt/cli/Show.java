package health.careloop.ldt.cli;

import static java.util.Comparator.naturalOrder;

import health.careloop.ldt.Fault;
import health.careloop.ldt.Generation;
import health.careloop.ldt.LdtField;
import health.careloop.ldt.LdtFile;
import health.careloop.ldt.LdtPackage;
import health.careloop.ldt.LdtRecord;
import health.careloop.ldt.Severity;
import health.careloop.ldt.rules.Strictness;
import health.careloop.ldt.tables.CodeList;
import health.careloop.ldt.tables.Codes;
import health.careloop.ldt.tables.FieldTable;
import health.careloop.ldt.tables.Structure;
import health.careloop.ldt.tables.StructureNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The message line by line: each field with its name, codes with their meaning, objects indented, findings beside them. */
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
                    Input.shown(name),
                    "ist kein LDT: " + file.faults().getFirst().sentence().german(),
                    "is no LDT: " + file.faults().getFirst().sentence().english());
        }
        Map<Integer, List<Fault>> faults = new TreeMap<>();
        for (Fault fault : Check.faults(file, Strictness.IMPORT)) {
            faults.computeIfAbsent(fault.line(), line -> new ArrayList<>()).add(fault);
        }
        LdtPackage first = file.packages().getFirst();
        for (LdtField field : file.stray()) {
            if (field.offset() < first.offset()) {
                show(first.generation(), field, FieldTable.of(first.generation()), 0, faults.remove(field.line()));
            }
        }
        file.packages().forEach(read -> show(read, faults));
        faults.values().forEach(left -> console.out().println(findings(left)));
        boolean fatal = file.faults().stream().anyMatch(fault -> fault.severity() == Severity.FATAL);
        return fatal ? LdtCommand.FOUND : LdtCommand.DONE;
    }

    private void show(LdtPackage read, Map<Integer, List<Fault>> faults) {
        FieldTable table = FieldTable.of(read.generation());
        console.out()
                .println(bold(read.version() + "  " + read.charset().charset().label()));
        for (LdtRecord satz : read.records()) {
            int depth = 0;
            for (LdtField field : satz.fields()) {
                if (field.is("8003")) {
                    depth = Math.max(0, depth - 1);
                }
                show(read.generation(), field, table, depth, faults.remove(field.line()));
                if (field.is("8002")) {
                    depth++;
                }
            }
        }
    }

    private void show(
            Generation generation, LdtField field, FieldTable table, int depth, @Nullable List<Fault> faults) {
        int number = FieldTable.number(field.id());
        String name = number < 0 ? "" : table.name(number).in(language);
        String indent = "  ".repeat(depth);
        String label = indent + (field.id().isEmpty() ? "????" : field.id()) + " " + shortened(name);
        int width = NAME_WIDTH + 2 * depth;
        String padded = label + " ".repeat(Math.max(1, width - label.length()));
        String meaning = meaning(generation, field, number);
        String text = "%5d  %s%s".formatted(field.line(), padded, printable(field.text()))
                + (meaning.isEmpty() ? "" : "  = " + meaning);
        String shown = field.is("8000") ? bold(text) : text;
        if (faults == null) {
            console.out().println("  " + shown);
        } else {
            Severity worst =
                    faults.stream().map(Fault::severity).min(naturalOrder()).orElseThrow();
            String mark = String.valueOf(SeverityStyle.mark(worst));
            console.out()
                    .println((console.colour() ? SeverityStyle.coloured(worst, mark) : mark) + " " + shown + "  "
                            + findings(faults));
        }
    }

    /** Of a code, a record or an object. */
    private String meaning(Generation generation, LdtField field, int number) {
        String content = field.text();
        StructureNode node = null;
        if (number == 8000 || number == 8001) {
            node = Structure.record(generation, FieldTable.number(content));
        } else if (number == 8002 && content.startsWith("Obj_")) {
            node = Structure.object(FieldTable.number(content.substring(4)));
        }
        if (node != null) {
            return node.name().in(language);
        }
        CodeList codes = number < 0 ? null : Codes.of(generation, number);
        String meaning = codes == null ? "" : codes.meaning(content).in(language);
        return meaning.equals(content) ? "" : meaning;
    }

    private String findings(List<Fault> faults) {
        return faults.stream()
                .map(fault -> {
                    String what = "<- " + SeverityStyle.word(fault.severity(), language) + " " + fault.rule();
                    return (console.colour() ? SeverityStyle.coloured(fault.severity(), what) : what) + " "
                            + fault.sentence().in(language);
                })
                .collect(Collectors.joining("  "));
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
