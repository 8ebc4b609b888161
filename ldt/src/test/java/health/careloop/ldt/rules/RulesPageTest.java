package health.careloop.ldt.rules;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.ldt.rules.RuleBook.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** RULES.md is made of {@link RuleBook}; {@code -Dldt.rules.write=true} writes it anew. */
class RulesPageTest {
    private static final Path PAGE = Path.of("RULES.md");

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

                Made by `RulesPageTest` from `RuleBook`; write it anew with `./mvnw -pl ldt -am test -Dtest=RulesPageTest -DargLine=-Dldt.rules.write=true -Dsurefire.failIfNoSpecifiedTests=false`.

                Checked by *validator* means `LdtValidator`, by *reader* means `LdtReader`, whose faults stand in `LdtFile.faults()`. On import a broken rule is a warning; rules marked **!** are errors even then, because a treatment may hang on them. In strict mode every warning of the validator is an error, except for codes and fields that the tables of LDT 3.2.17 lack in another version. Wording is ours; that of KBV stands in `ContextTexts`.

                """);
        section(page, "Structure and content", "StructureRulesTest, FormatRulesTest", RuleBook.ownRules());
        section(page, "F: formats (LDT 3)", "FormatRulesTest", RuleBook.formatRules());
        section(page, "E: allowed contents (LDT 3)", "FormatRulesTest", RuleBook.codeRules());
        section(page, "K: context (LDT 3)", "ContextRulesTest", RuleBook.contextRules());
        section(page, "R: LDT 2", "FormatRulesTest, StructureRulesTest", RuleBook.flatRules());
        return page.toString();
    }

    private static void section(StringBuilder page, String title, String tests, List<Entry> entries) {
        long checked = entries.stream()
                .filter(entry -> entry.checkedBy() != RuleBook.CheckedBy.NOBODY)
                .count();
        page.append("## ").append(title).append("\n\n");
        page.append(checked).append(" of ").append(entries.size()).append(" are checked. Tests: ");
        page.append(String.join(
                        ", ",
                        List.of(tests.split(", ")).stream()
                                .map(test -> "`" + test + "`")
                                .toList()))
                .append(".\n\n| rule | says | checked by |\n|---|---|---|\n");
        for (Entry entry : entries) {
            String says = entry.says().isEmpty() ? "?" : sentence(entry.says().english());
            String by = switch (entry.checkedBy()) {
                case VALIDATOR -> "validator";
                case READER -> "reader";
                case NOBODY -> "nobody: " + entry.why().english();
            };
            page.append("| ")
                    .append(entry.id())
                    .append(entry.grave() ? " **!**" : "")
                    .append(" | ");
            page.append(says.replace("|", "\\|")).append(" | ").append(by).append(" |\n");
        }
        page.append('\n');
    }

    private static String sentence(String text) {
        String first = text.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + text.substring(1);
        return first.endsWith(".") ? first : first + ".";
    }
}
