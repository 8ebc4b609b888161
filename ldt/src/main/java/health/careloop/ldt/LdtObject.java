package health.careloop.ldt;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An LDT 3 object: the lines between {@code 8002 Obj_nnnn} and {@code 8003 Obj_nnnn} (KBV LDT 3.2, section
 * "Objektstruktur"). The role decides what the object means: Obj_0054 is a different time under 8214 than under 8219.
 */
public final class LdtObject implements LdtPart, LdtNode {
    private final String type;
    private final LdtField start;
    private final boolean named;
    private final List<LdtPart> parts;
    private final int lastLine;

    /**
     * @param start the Objektattribut in front of it, or the line 8002 when there is none
     * @param named whether there is an Objektattribut
     */
    LdtObject(String type, LdtField start, boolean named, List<LdtPart> parts, int lastLine) {
        this.type = type;
        this.start = start;
        this.named = named;
        this.parts = parts;
        this.lastLine = lastLine;
    }

    /** Such as "Obj_0060". */
    public String type() {
        return type;
    }

    /** Content of the Objektattribut in front of it, such as "UE_Klinische_Chemie"; "" when missing. */
    public String role() {
        return named ? start.text().strip() : "";
    }

    /** Number of that Objektattribut, such as "8160"; "" when missing. */
    public String roleField() {
        return named ? start.id() : "";
    }

    /** Fields and objects inside, in order, without the lines that open and close objects. */
    @Override
    public List<LdtPart> parts() {
        return parts;
    }

    /** Line of the Objektattribut, or of 8002 when that is missing. */
    @Override
    public int firstLine() {
        return start.line();
    }

    /** Line of 8003. */
    @Override
    public int lastLine() {
        return lastLine;
    }

    /** Byte offset of the first line. */
    public long offset() {
        return start.offset();
    }

    /** The fields directly inside, in order. */
    public List<LdtField> fields() {
        List<LdtField> found = new ArrayList<>();
        for (LdtPart part : parts) {
            if (part instanceof LdtField field) {
                found.add(field);
            }
        }
        return found;
    }

    /** Same object at the same place, with the same content. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof LdtObject that
                && type.equals(that.type)
                && start.equals(that.start)
                && named == that.named
                && lastLine == that.lastLine
                && parts.equals(that.parts);
    }

    @Override
    public int hashCode() {
        return Objects.hash(type, start, lastLine, parts);
    }

    @Override
    public String toString() {
        return "line " + firstLine() + ": " + type + " " + role();
    }
}
