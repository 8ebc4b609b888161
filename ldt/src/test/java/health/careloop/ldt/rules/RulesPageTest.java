package health.careloop.ldt.rules;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.ldt.rules.RuleBook.Entry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** RULES.md is made of {@link RuleBook}; {@code -Dldt.rules.write=true} writes it anew. */
class RulesPageTest {
    private static final Path PAGE = Path.of("RULES.md");
    private static final List<RuleCase> CASES = RuleCase.all();

    @Test
    void thePageSaysWhatTheRuleBookSays() throws IOException {
        String page = page();
        if (Boolean.getBoolean("ldt.rules.write")) {
            Files.writeString(PAGE, page);
        }
        assertThat(Files.readString(PAGE)).isEqualTo(page);
    }

    private static String page() {
        StringBuilder page = new StringBuilder("""
                # Rules of LDT

                Made by `RulesPageTest` from `RuleBook`; write it anew with `./mvnw -pl ldt -am test -Dtest=RulesPageTest -Dldt.rules.write=true -Dsurefire.failIfNoSpecifiedTests=false`.

                The last two columns are messages of `RuleCasesTest`, which turn the rule red and leave it green: the first of each, and how many more there are. A rule without both ends the build. In `rule-cases.txt` stand the messages themselves.

                Checked by *validator* means `LdtValidator`, by *reader* means `LdtReader`, whose faults stand in `LdtFile.faults()`. On import a broken rule is a warning; rules marked **!** are errors even then, because a treatment may hang on them. In strict mode every warning of the validator is an error, except for codes and fields that the tables lack in a version they are not of. Wording is ours; that of KBV stands in `ContextTexts`.

                """);
        frame(page);
        section(page, "Structure and content", RuleBook.ownRules());
        section(page, "F: formats (LDT 3)", RuleBook.formatRules());
        section(page, "E: allowed contents (LDT 3)", RuleBook.codeRules());
        section(page, "K: context (LDT 3)", RuleBook.contextRules());
        section(page, "R: LDT 2", RuleBook.flatRules());
        return page.toString();
    }

    /** How bad each is depends on the case: see "Faults" in README.md. */
    private static void frame(StringBuilder page) {
        page.append("## Frame, check sums, charset\n\n| rule | says | checked by | tested by |\n|---|---|---|---|\n");
        for (Entry entry : RuleBook.frameRules()) {
            boolean checked = entry.checkedBy() != RuleBook.CheckedBy.NOBODY;
            page.append("| ").append(entry.id()).append(" | ");
            page.append(sentence(entry.says().english())).append(" | ");
            page.append(checked ? "reader" : "nobody: " + entry.why().english()).append(" | ");
            page.append(checked ? String.join(", ", tests(entry.id())) : "").append(" |\n");
        }
        page.append('\n');
    }

    /** The test classes that name the rule. */
    private static List<String> tests(String rule) {
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            List<String> found = files.filter(file -> file.toString().endsWith("Test.java"))
                    .filter(file -> names(file, rule))
                    .map(file -> file.getFileName().toString().replace(".java", ""))
                    .sorted()
                    .limit(3)
                    .toList();
            assertThat(found).as("tests of " + rule).isNotEmpty();
            return found;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static boolean names(Path file, String rule) {
        try {
            return Files.readString(file).contains('"' + rule + '"');
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static void section(StringBuilder page, String title, List<Entry> entries) {
        long checked = entries.stream()
                .filter(entry -> entry.checkedBy() != RuleBook.CheckedBy.NOBODY)
                .count();
        page.append("## ").append(title).append("\n\n");
        page.append(checked).append(" of ").append(entries.size());
        page.append(" are checked.\n\n| rule | says | checked by | broken by | kept by |\n|---|---|---|---|---|\n");
        for (Entry entry : entries) {
            String says = entry.says().isEmpty() ? "?" : sentence(entry.says().english());
            String by = switch (entry.checkedBy()) {
                case VALIDATOR -> "validator";
                case READER -> "reader";
                case NOBODY -> "nobody: " + entry.why().english();
            };
            page.append("| ").append(entry.id()).append(entry.grave() ? " **!**" : "");
            for (String cell : List.of(says, by, cases(entry, true), cases(entry, false))) {
                page.append(" | ").append(cell.replace("|", "\\|"));
            }
            page.append(" |\n");
        }
        page.append('\n');
    }

    private static String cases(Entry entry, boolean breaking) {
        List<RuleCase> cases = CASES.stream()
                .filter(found -> found.rule().equals(entry.id()) && found.breaks() == breaking)
                .toList();
        return switch (cases.size()) {
            case 0 -> "";
            case 1 -> cases.getFirst().sentence();
            default -> cases.getFirst().sentence() + " +" + (cases.size() - 1);
        };
    }

    private static String sentence(String text) {
        String first = text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
        return first.endsWith(".") ? first : first + ".";
    }
}
