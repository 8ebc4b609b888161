package health.careloop.ldt.rules;

import health.careloop.ldt.Generation;
import health.careloop.ldt.LdtCharset;
import health.careloop.ldt.LdtField;
import health.careloop.ldt.LdtPackage;
import health.careloop.ldt.Sentence;
import health.careloop.ldt.Severity;
import health.careloop.ldt.Slice;
import health.careloop.ldt.tables.CodeList;
import health.careloop.ldt.tables.Codes;
import health.careloop.ldt.tables.FieldTable;
import health.careloop.ldt.tables.FieldType;
import health.careloop.ldt.tables.StructureNode;
import org.jspecify.annotations.Nullable;

/**
 * Checks what stands in a field: allowed codes, length, type, format, blanks. Names the first thing that is wrong, because
 * a date that is too long is not a second time wrong for being no date.
 */
final class ContentCheck {
    private static final int TEXT = 3564;
    private static final int HOSPITAL = 35;

    private static final ContentRules RULES3 = new ContentRules(Generation.LDT3, FormatRules.LDT3);
    private static final ContentRules RULES2 = new ContentRules(Generation.LDT2, FormatRules.LDT2);
    private static final ContentRules RULES1 = new ContentRules(Generation.LDT2, FormatRules.LDT1);

    private final Generation generation;
    private final FieldTable table;
    private final ContentRules rules;
    private final boolean utf8;
    private final String version;
    private final Findings findings;

    ContentCheck(LdtPackage read, Findings findings) {
        generation = read.generation();
        table = FieldTable.of(generation);
        rules = switch (generation) {
            case LDT2 -> read.dayFirstDates() ? RULES1 : RULES2;
            case LDT3 -> RULES3;
        };
        utf8 = read.charset().charset() == LdtCharset.UTF_8;
        version = read.version();
        this.findings = findings;
    }

    /** Makes the field itself: one that is handed from method to method costs an object, one that stays here does not. */
    void check(RecordView view, int at, int number, @Nullable StructureNode node, int entry) {
        LdtField field = view.field(at);
        int length = field.length();
        ContentRule rule = rules.of(number);
        if (length == 0 || rule.byReader() || (field.byteAt(0) == ' ' && field.isBlank())) {
            return;
        }
        if (generation == Generation.LDT3
                && number != TEXT
                && (field.byteAt(0) == ' ' || field.byteAt(length - 1) == ' ')) {
            blanks(field, number);
            return;
        }
        CodeList codes = rule.codes();
        if (codes != null) {
            if (!codes.allows(Codes.pack(field.content()))) {
                code(field, number, codes);
            }
            return;
        }
        if (!rule.known()) {
            return;
        }
        int shortest = rule.shortest();
        int longest = rule.longest();
        if (generation == Generation.LDT3 && node != null && entry >= 0) {
            shortest = node.shortest(entry);
            longest = node.longest(entry);
        }
        if (length < shortest || length > longest) {
            int characters = utf8 ? characters(field.content()) : length;
            if (characters < shortest || characters > longest) {
                length(field, number, characters, shortest, longest);
                return;
            }
        }
        FormatRule format = rule.format();
        if (format != null) {
            if (!format.shape().fits(field.content())) {
                format(field, number, hospital(format, field.content()));
            }
            return;
        }
        FieldType type = rule.type();
        if (type != FieldType.ALNUM && !fits(type, field.content())) {
            type(field, number, type);
        }
    }

    private static FormatRule hospital(FormatRule rule, Slice content) {
        boolean hospital =
                rule.id().equals("F010") && Shapes.digits(content, 0, 2) && Shapes.number(content, 0, 2) == HOSPITAL;
        return hospital ? FormatRules.HOSPITAL_SITE : rule;
    }

    private static boolean fits(FieldType type, Slice content) {
        return switch (type) {
            case NUM -> Shapes.digits(content);
            case FLOAT -> Shapes.decimal(content);
            case DATE -> Shapes.date(content);
            case ALNUM -> true;
        };
    }

    /** Bytes that begin a character. */
    private static int characters(Slice content) {
        int characters = 0;
        for (int i = 0; i < content.length(); i++) {
            characters += (content.byteAt(i) & 0xC0) == 0x80 ? 0 : 1;
        }
        return characters;
    }

    private String german(LdtField field, int number) {
        return "Das Feld " + field.id() + " (" + table.name(number).german() + ") in Zeile " + field.line();
    }

    private String english(LdtField field, int number) {
        return "Field " + field.id() + " (" + table.name(number).english() + ") in line " + field.line();
    }

    private void blanks(LdtField field, int number) {
        findings.broken(
                field,
                "BAS-BLANK",
                Severity.WARNING,
                new Sentence(
                        german(field, number) + " beginnt oder endet mit einem Leerzeichen.",
                        english(field, number) + " begins or ends with a blank."),
                Sentence.NONE);
    }

    /** Another version may have codes that our tables do not know. */
    private void code(LdtField field, int number, CodeList codes) {
        boolean complete = codes.completeIn(version);
        StringBuilder allowed = new StringBuilder();
        for (String code : codes.meanings().keySet()) {
            if (allowed.length() > 120) {
                allowed.append(", …");
                break;
            }
            allowed.append(allowed.isEmpty() ? "" : ", ").append(code);
        }
        String german = german(field, number) + " enthält " + Sentence.quote(field.text());
        String english = english(field, number) + " contains " + Sentence.quote(field.text());
        if (complete) {
            findings.unlisted(
                    field,
                    codes.rule(),
                    Severity.WARNING,
                    true,
                    new Sentence(
                            german + "; dieser Wert ist nicht vorgesehen.",
                            english + ", which is not an allowed value."),
                    new Sentence("Erlaubt: " + allowed + ".", "Allowed: " + allowed + "."));
        } else {
            String tables = TableVersion.tables(generation);
            findings.unlisted(
                    field,
                    codes.rule(),
                    Severity.INFORMATION,
                    false,
                    new Sentence(
                            german + "; die Tabellen von " + tables + " kennen diesen Wert nicht.",
                            english + ", which the tables of " + tables + " do not know."),
                    new Sentence("Bekannt: " + allowed + ".", "Known: " + allowed + "."));
        }
    }

    private void length(LdtField field, int number, int length, int shortest, int longest) {
        String german = shortest == longest
                ? "genau " + longest
                : shortest > 0 ? shortest + " bis " + longest : "höchstens " + longest;
        String english = shortest == longest
                ? "exactly " + longest
                : shortest > 0 ? shortest + " to " + longest : "at most " + longest;
        findings.broken(
                field,
                "BAS-LEN",
                Severity.WARNING,
                new Sentence(
                        german(field, number) + " ist " + length + " Zeichen lang; vorgesehen: " + german + ".",
                        english(field, number) + " is " + length + " characters long; foreseen: " + english + "."),
                Sentence.NONE);
    }

    private void format(LdtField field, int number, FormatRule rule) {
        findings.broken(
                field,
                rule.id(),
                Severity.WARNING,
                new Sentence(
                        german(field, number) + " enthält " + Sentence.quote(field.text()) + "; erwartet wird "
                                + rule.sentence().german() + ".",
                        english(field, number) + " contains " + Sentence.quote(field.text()) + "; expected is "
                                + rule.sentence().english() + "."),
                Sentence.NONE);
    }

    private void type(LdtField field, int number, FieldType type) {
        String german = switch (type) {
            case NUM -> "nur Ziffern";
            case FLOAT -> "eine Zahl mit Dezimalpunkt";
            case DATE -> "ein Datum JJJJMMTT";
            case ALNUM -> "";
        };
        String english = switch (type) {
            case NUM -> "digits only";
            case FLOAT -> "a number with a decimal point";
            case DATE -> "a date YYYYMMDD";
            case ALNUM -> "";
        };
        findings.broken(
                field,
                "BAS-TYPE",
                Severity.WARNING,
                new Sentence(
                        german(field, number) + " enthält " + Sentence.quote(field.text()) + "; vorgesehen: " + german
                                + ".",
                        english(field, number) + " contains " + Sentence.quote(field.text()) + "; foreseen: " + english
                                + "."),
                Sentence.NONE);
    }
}
