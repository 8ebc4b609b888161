package health.careloop.ldt.rules;

import health.careloop.ldt.tables.CodeList;
import health.careloop.ldt.tables.FieldType;
import org.jspecify.annotations.Nullable;

/**
 * Everything laid down for the content of one field, in one place, as it is asked for every line of every message.
 *
 * @param byReader whether the reader has judged the content
 * @param known whether the generation has the field; nothing else is laid down where it does not
 */
record ContentRule(
        boolean byReader,
        boolean known,
        FieldType type,
        int shortest,
        int longest,
        @Nullable CodeList codes,
        @Nullable FormatRule format) {}
