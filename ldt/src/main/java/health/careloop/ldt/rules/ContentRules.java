package health.careloop.ldt.rules;

import health.careloop.ldt.Generation;
import health.careloop.ldt.tables.Codes;
import health.careloop.ldt.tables.FieldTable;
import health.careloop.ldt.tables.FieldType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is laid down for the content of each field of a generation. */
final class ContentRules {
    private static final int NUMBERS = 10_000;
    private static final ContentRule NOTHING = new ContentRule(false, false, FieldType.ALNUM, 0, 0, null, null);

    private final ContentRule[] rules = new ContentRule[NUMBERS];

    ContentRules(Generation generation, List<FormatRule> formats) {
        @Nullable FormatRule[] bound = new @Nullable FormatRule[NUMBERS];
        for (FormatRule format : formats) {
            for (int field : format.fields()) {
                bound[field] = format;
            }
        }
        FieldTable table = FieldTable.of(generation);
        for (int field = 0; field < NUMBERS; field++) {
            boolean known = table.knows(field);
            ContentRule rule = new ContentRule(
                    ReaderRules.checksContent(generation, field),
                    known,
                    known ? table.type(field) : FieldType.ALNUM,
                    table.shortest(field),
                    table.longest(field),
                    Codes.of(generation, field),
                    bound[field]);
            rules[field] = known || rule.byReader() || rule.codes() != null ? rule : NOTHING;
        }
    }

    ContentRule of(int field) {
        return rules[field];
    }
}
