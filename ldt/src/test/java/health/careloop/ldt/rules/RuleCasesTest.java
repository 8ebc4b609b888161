package health.careloop.ldt.rules;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.ldt.rules.RuleBook.CheckedBy;
import health.careloop.ldt.rules.RuleBook.Entry;
import health.careloop.ldt.tables.ContextTexts;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rule that is called checked has a message that breaks it and one that keeps it, and the findings say so. */
class RuleCasesTest {
    private static final Map<String, Entry> BOOK = entries().collect(Collectors.toMap(Entry::id, Function.identity()));

    static List<RuleCase> cases() {
        return RuleCase.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theRuleDecidesAsTheCaseSays(RuleCase row) {
        String reported = BOOK.get(row.rule()).reportedAs();
        if (row.breaks()) {
            assertThat(row.found()).contains(reported);
        } else {
            assertThat(row.found()).doesNotContain(reported);
        }
    }

    @Test
    void everyCheckedRuleHasACaseThatBreaksItAndOneThatKeepsIt() {
        Set<String> checked = ids(
                entries().filter(entry -> entry.checkedBy() != CheckedBy.NOBODY).map(Entry::id));
        assertThat(ids(cases().stream().filter(RuleCase::breaks).map(RuleCase::rule)))
                .isEqualTo(checked);
        assertThat(ids(cases().stream().filter(row -> !row.breaks()).map(RuleCase::rule)))
                .isEqualTo(checked);
    }

    @Test
    void everyRuleOfTheTableIsEitherCheckedOrSaysWhyNot() {
        assertThat(ids(RuleBook.contextRules().stream().map(Entry::id)))
                .isEqualTo(ContextTexts.all().keySet());
        assertThat(RuleBook.contextRules()).hasSize(104);
        assertThat(entries())
                .allSatisfy(entry -> assertThat(entry.why().isEmpty())
                        .as(entry.id())
                        .isEqualTo(entry.checkedBy() != CheckedBy.NOBODY));
    }

    private static Stream<Entry> entries() {
        return Stream.of(
                        RuleBook.ownRules(),
                        RuleBook.formatRules(),
                        RuleBook.codeRules(),
                        RuleBook.contextRules(),
                        RuleBook.flatRules())
                .flatMap(List::stream);
    }

    private static Set<String> ids(Stream<String> ids) {
        return ids.collect(Collectors.toCollection(TreeSet::new));
    }
}
