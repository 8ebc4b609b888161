package health.careloop.ldt;

import java.util.List;

/**
 * One Satz: from a line 8000 to the line before the next.
 *
 * @param type content of 8000, such as "8205"
 * @param fields every line of the record in order, those that frame records and objects included; never empty
 * @param parts the content as a tree (LDT 3) or a list (LDT 2), without the framing lines 8000, 8001, 8002, 8003 and,
 *     in LDT 2, 8100
 */
public record LdtRecord(String type, List<LdtField> fields, List<LdtPart> parts) implements LdtNode {

    public LdtRecord {
        fields = Settled.copyOf(fields);
        parts = Settled.copyOf(parts);
    }

    /** 1-based. */
    public int firstLine() {
        return fields.getFirst().line();
    }

    /** 1-based, inclusive. */
    public int lastLine() {
        return fields.getLast().line();
    }

    /** Byte offset of the record in the file. */
    public long offset() {
        return fields.getFirst().offset();
    }

    /** Byte offset of the first byte after the record. */
    public long end() {
        return fields.getLast().end();
    }
}
