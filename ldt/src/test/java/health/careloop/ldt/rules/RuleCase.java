package health.careloop.ldt.rules;

import health.careloop.ldt.Fault;
import health.careloop.ldt.Generation;
import health.careloop.ldt.LdtFile;
import health.careloop.ldt.LdtReader;
import health.careloop.ldt.tables.CodeList;
import health.careloop.ldt.tables.Codes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A message that breaks one rule, or keeps it: the rows of rule-cases.txt, and for each list of codes one message with every
 * code of KBV and one with another.
 *
 * @param field the finding is looked for at this field, "" for any
 */
record RuleCase(String rule, boolean breaks, String sentence, String field, byte[] message) {

    /** Rules as the findings of reader and validator name them. */
    Set<String> found() {
        LdtFile file = LdtReader.read(message);
        return Stream.concat(file.faults().stream(), LdtValidator.of(Strictness.IMPORT).check(file).stream())
                .filter(fault -> field.isEmpty() || fault.field().equals(field))
                .map(Fault::rule)
                .collect(Collectors.toSet());
    }

    @Override
    public String toString() {
        return rule + (breaks ? " is broken by " : " is kept by ") + sentence;
    }

    static List<RuleCase> all() {
        List<RuleCase> cases = new ArrayList<>(rows());
        for (Generation generation : Generation.values()) {
            for (CodeList list : Codes.all(generation)) {
                for (int field : list.fields()) {
                    if (field != 8000 && field != 9106) {
                        cases.addAll(codes(generation, list, "%04d".formatted(field)));
                    }
                }
            }
        }
        return cases;
    }

    private static List<RuleCase> codes(Generation generation, CodeList list, String field) {
        List<RuleCase> cases = new ArrayList<>();
        list.meanings()
                .forEach((code, meaning) -> cases.add(new RuleCase(
                        list.rule(),
                        false,
                        field + " = " + code + " (" + generation + ")",
                        field,
                        Notation.field(generation, field, code))));
        cases.add(new RuleCase(
                list.rule(), true, field + " = ? (" + generation + ")", field, Notation.field(generation, field, "?")));
        return cases;
    }

    private static List<RuleCase> rows() {
        try (InputStream in = RuleCase.class.getResourceAsStream("rule-cases.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .flatMap(RuleCase::row)
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Stream<RuleCase> row(String line) {
        String[] parts = line.split(" : ", 2);
        String[] words = parts[0].split(" ", 3);
        return switch (words[1]) {
            case "breaks", "keeps" ->
                Stream.of(new RuleCase(
                        words[0], words[1].equals("breaks"), words[2], "", Notation.message(parts[1].strip())));
            case "is" -> contents(words[0], words[2].split(" ", 3), parts[1].split(" \\| "));
            default -> throw new IllegalArgumentException("no row: " + line);
        };
    }

    private static Stream<RuleCase> contents(String rule, String[] words, String[] contents) {
        Generation generation = Generation.valueOf(words[0]);
        String field = words[1];
        return Stream.of(
                new RuleCase(
                        rule,
                        false,
                        field + " = " + contents[0] + ", which " + words[2],
                        field,
                        Notation.field(generation, field, contents[0].strip())),
                new RuleCase(
                        rule,
                        true,
                        field + " = " + contents[1],
                        field,
                        Notation.field(generation, field, contents[1].strip())));
    }
}
