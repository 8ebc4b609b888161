package health.careloop.ldt.cli;

import health.careloop.ldt.Fault;
import health.careloop.ldt.FaultLog;
import health.careloop.ldt.LdtFile;
import health.careloop.ldt.LdtPackage;
import health.careloop.ldt.Sentence;
import health.careloop.ldt.Severity;
import health.careloop.ldt.clinical.LdtReports;
import health.careloop.ldt.rules.LdtValidator;
import health.careloop.ldt.rules.Strictness;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Every finding with line, field, rule and what to do. */
final class Check {
    private final LdtCommand.Console console;
    private final Arguments arguments;
    private final Locale language;
    private final Input input;

    Check(LdtCommand.Console console, Arguments arguments) {
        this.console = console;
        this.arguments = arguments;
        this.language = arguments.language();
        this.input = new Input(console, arguments);
    }

    private static final Set<String> NO_DATE = Set.of("F002", "F003", "F016", "F018", "BAS-DATE", "R005");
    private static final Set<String> SHAPE = Set.of("BAS-LEN", "BAS-TYPE", "BAS-BLANK");
    private static final Set<String> DATES =
            Set.of("3103", "7278", "7279", "8301", "8302", "8303", "8432", "8433", "8512", "9103", "4109", "4110");

    int run() {
        return input.each(this::check);
    }

    private int check(String name) {
        List<Fault> faults = faults(input.message(name));
        for (Fault fault : faults) {
            console.out().println(line(name, fault));
            if (!fault.hint().isEmpty()) {
                console.out().println("    " + fault.hint().in(language));
            }
        }
        boolean wrong = faults.stream().anyMatch(fault -> fault.severity() != Severity.INFORMATION);
        if (!wrong) {
            String nothing = new Sentence("keine Beanstandung", "nothing wrong").in(language);
            console.out().println(Input.shown(name) + ": " + nothing);
        }
        return wrong ? LdtCommand.FOUND : LdtCommand.DONE;
    }

    private List<Fault> faults(LdtFile file) {
        return faults(file, arguments.has("strict") ? Strictness.STRICT : Strictness.IMPORT);
    }

    /** Of reader, clinical view and rules; said by two of them, once, and by whoever weighs it more. */
    static List<Fault> faults(LdtFile file, Strictness strictness) {
        Set<Fault> found = new LinkedHashSet<>(file.faults());
        found.addAll(content(file));
        Map<String, Fault> known = new HashMap<>();
        found.forEach(fault -> known.putIfAbsent(key(fault), fault));
        for (Fault fault : LdtValidator.of(strictness).check(file)) {
            Fault said = known.get(key(fault));
            if (said == null) {
                found.add(fault);
            } else if (fault.severity().compareTo(said.severity()) <= 0) {
                found.remove(said);
                found.add(fault);
            }
        }
        List<Fault> sorted = new ArrayList<>(found);
        sorted.sort(Comparator.comparingInt(Fault::line));
        return sorted;
    }

    /** One report after another, so that a file of many reports never has all of them in memory. */
    private static List<Fault> content(LdtFile file) {
        FaultLog content = new FaultLog();
        for (LdtPackage read : file.packages()) {
            LdtReports.stream(read).forEach(report -> report.faults().forEach(content::add));
        }
        return content.byLine();
    }

    /** What is no date is one finding, whichever rule of which generation says so. */
    private static String key(Fault fault) {
        String what = NO_DATE.contains(fault.rule()) || (DATES.contains(fault.field()) && SHAPE.contains(fault.rule()))
                ? "date"
                : fault.rule();
        return fault.line() + " " + fault.field() + " " + what;
    }

    private String line(String name, Fault fault) {
        String where = Input.shown(name) + ":" + fault.line() + ": ";
        String what = SeverityStyle.word(fault.severity(), language) + " " + fault.rule()
                + (fault.field().isEmpty() ? "" : " [" + fault.field() + "]");
        String shown = console.colour() ? SeverityStyle.coloured(fault.severity(), what) : what;
        return where + shown + " " + fault.sentence().in(language);
    }
}
