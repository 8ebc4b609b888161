package health.careloop.ldt;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What records and objects have in common: an ordered list of parts. */
public sealed interface LdtNode permits LdtRecord, LdtObject {
    List<LdtPart> parts();

    /** The objects directly inside, in order. */
    default List<LdtObject> children() {
        List<LdtObject> found = new ArrayList<>();
        for (LdtPart part : parts()) {
            if (part instanceof LdtObject object) {
                found.add(object);
            }
        }
        return found;
    }

    /** The objects directly inside that the given Objektattribut introduces, such as "8137". */
    default List<LdtObject> children(String roleField) {
        return children().stream()
                .filter(object -> object.roleField().equals(roleField))
                .toList();
    }

    /** The first object directly inside that the given Objektattribut introduces. */
    default Optional<LdtObject> child(String roleField) {
        for (LdtPart part : parts()) {
            if (part instanceof LdtObject object && object.roleField().equals(roleField)) {
                return Optional.of(object);
            }
        }
        return Optional.empty();
    }

    /** The first field with this identifier directly inside. */
    default Optional<LdtField> field(String id) {
        if (parts() instanceof RecordParts own) {
            return own.first(id);
        }
        for (LdtPart part : parts()) {
            if (part instanceof LdtField line && line.is(id)) {
                return Optional.of(line);
            }
        }
        return Optional.empty();
    }

    /** The text of that field without surrounding blanks; empty when there is none or it is blank. */
    default Optional<String> text(String id) {
        return field(id).map(line -> line.text().strip()).filter(text -> !text.isEmpty());
    }

    /** The texts of all fields with this identifier directly inside, as sent. */
    default List<String> texts(String id) {
        List<String> found = new ArrayList<>();
        for (LdtPart part : parts()) {
            if (part instanceof LdtField line && line.is(id)) {
                found.add(line.text());
            }
        }
        return found;
    }
}
