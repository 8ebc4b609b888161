package health.careloop.ldt;

import java.util.ArrayList;
import java.util.List;

/**
 * An LDT 3 object: the lines between {@code 8002 Obj_nnnn} and {@code 8003 Obj_nnnn} (KBV LDT 3.2, section
 * "Objektstruktur"). The role decides what the object means: Obj_0054 is a different time under 8214 than under 8219.
 *
 * @param type such as "Obj_0060"
 * @param role content of the Objektattribut in front of it, such as "UE_Klinische_Chemie"; "" when missing
 * @param roleField number of that Objektattribut, such as "8160"; "" when missing
 * @param parts fields and objects inside, in order, without the lines that open and close objects
 * @param firstLine line of the Objektattribut, or of 8002 when that is missing
 * @param lastLine line of 8003
 * @param offset byte offset of the first line
 */
public record LdtObject(
        String type, String role, String roleField, List<LdtPart> parts, int firstLine, int lastLine, long offset)
        implements LdtPart, LdtNode {

    public LdtObject {
        parts = List.copyOf(parts);
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
}
