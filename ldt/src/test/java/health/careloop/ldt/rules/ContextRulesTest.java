package health.careloop.ldt.rules;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.ldt.tables.ContextTexts;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each row of context-rules.txt is a sentence, and a message in the writing of {@link Notation} for which it is true. A row
 * with "breaks" must turn exactly that rule red, a row with "keeps" must leave it green.
 */
class ContextRulesTest {

    /** One row. */
    record Row(String rule, boolean breaks, String sentence, String message) {
        @Override
        public String toString() {
            return rule + (breaks ? " is broken by " : " is kept by ") + sentence;
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void theRuleDecidesAsTheRowSays(Row row) {
        List<String> broken = Notation.rules(row.message());
        if (row.breaks()) {
            assertThat(broken).contains(row.rule());
        } else {
            assertThat(broken).doesNotContain(row.rule());
        }
    }

    @Test
    void everyRuleHasARowThatBreaksItAndOneThatKeepsIt() {
        Set<String> rules = ids(ContextRules.ALL.stream().map(ContextRule::id));
        assertThat(ids(rows().stream().filter(Row::breaks).map(Row::rule))).isEqualTo(rules);
        assertThat(ids(rows().stream().filter(row -> !row.breaks()).map(Row::rule)))
                .isEqualTo(rules);
    }

    @Test
    void everyRuleOfTheTableIsEitherCheckedOrSaysWhyNot() {
        Set<String> known = ids(RuleBook.contextRules().stream().map(RuleBook.Entry::id));
        assertThat(known).isEqualTo(ContextTexts.all().keySet());
        assertThat(RuleBook.contextRules()).hasSize(104).allSatisfy(entry -> {
            assertThat(entry.says().german()).endsWith(".");
            assertThat(entry.says().english()).endsWith(".");
        });
    }

    private static Set<String> ids(Stream<String> ids) {
        return ids.collect(Collectors.toCollection(TreeSet::new));
    }

    static List<Row> rows() {
        try (InputStream in = ContextRulesTest.class.getResourceAsStream("context-rules.txt")) {
            List<Row> rows = new ArrayList<>();
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                if (line.isBlank() || line.startsWith("#")) {
                    continue;
                }
                String[] parts = line.split(" : ");
                String[] words = parts[0].split(" ", 3);
                if (parts.length != 2
                        || words.length != 3
                        || !Set.of("breaks", "keeps").contains(words[1])) {
                    throw new IllegalArgumentException("no row: " + line);
                }
                rows.add(new Row(words[0], words[1].equals("breaks"), words[2], parts[1].strip()));
            }
            return rows;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
