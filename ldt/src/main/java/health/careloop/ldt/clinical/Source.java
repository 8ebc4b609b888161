package health.careloop.ldt.clinical;

import health.careloop.ldt.LdtField;

/**
 * Where a value stands in the message: the bytes of its content, without length, field number and line break.
 *
 * @param line 1-based
 * @param offset byte offset of the content in the file
 * @param length of the content in bytes
 * @param field such as "8420"
 */
public record Source(int line, long offset, int length, String field) {
    /** LLL and FFFF. */
    private static final int HEAD = 7;

    static Source of(LdtField field) {
        return new Source(field.line(), field.offset() + HEAD, field.content().length(), field.id());
    }
}
