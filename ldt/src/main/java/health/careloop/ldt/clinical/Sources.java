package health.careloop.ldt.clinical;

import health.careloop.ldt.LdtField;
import health.careloop.ldt.LdtNode;
import health.careloop.ldt.LdtObject;
import health.careloop.ldt.LdtPart;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the values of one part of a report stand in the message. Holds the fields that were read anyway and looks only
 * when asked. Takes no part in equality: where a value stood does not change what it says.
 */
public final class Sources {
    /** Of what was made and not read. */
    public static final Sources NONE = new Sources(List.of(), List.of(), List.of());

    private final List<LdtNode> nodes;
    private final List<LdtField> fields;
    /** Whose roles count, their own and those at any depth below; of their fields only those in the list above. */
    private final List<LdtObject> holders;

    private Sources(List<LdtNode> nodes, List<LdtField> fields, List<LdtObject> holders) {
        this.nodes = nodes;
        this.fields = fields;
        this.holders = holders;
    }

    static Sources in(LdtNode node) {
        return new Sources(List.of(node), List.of(), List.of());
    }

    static Sources in(List<? extends LdtNode> nodes) {
        return new Sources(List.copyOf(nodes), List.of(), List.of());
    }

    static Sources of(List<LdtField> fields) {
        return new Sources(List.of(), fields, List.of());
    }

    /** Of an object whose fields belong to several parts of the report. */
    static Sources of(List<LdtField> fields, List<LdtObject> holders) {
        return new Sources(List.of(), fields, List.copyOf(holders));
    }

    /** The first field with this number. */
    public Optional<Source> find(String field) {
        List<Source> found = all(field);
        return found.isEmpty() ? Optional.empty() : Optional.of(found.getFirst());
    }

    /** Inside the object that an Objektattribut introduces: {@code find("8216", "7278")} is the day of the report. */
    public Optional<Source> find(String roleField, String field) {
        List<Source> found = all(roleField, field);
        return found.isEmpty() ? Optional.empty() : Optional.of(found.getFirst());
    }

    /** As {@link #find(String, String)}, every such field: {@code all("8237", "3564")} are the lines of a text. */
    public List<Source> all(String roleField, String field) {
        List<Source> found = new ArrayList<>();
        for (LdtNode node : nodes) {
            for (LdtObject object : node.children(roleField)) {
                take(object, field, found);
            }
        }
        for (LdtObject holder : holders) {
            within(holder, roleField, field, found);
        }
        return found;
    }

    private static void within(LdtObject object, String roleField, String field, List<Source> found) {
        if (object.roleField().equals(roleField)) {
            take(object, field, found);
        }
        for (LdtObject inner : object.children()) {
            if (!ResultObject.isOne(inner)) {
                within(inner, roleField, field, found);
            }
        }
    }

    private static void take(LdtNode node, String field, List<Source> found) {
        for (LdtPart part : node.parts()) {
            if (part instanceof LdtField line && line.is(field)) {
                found.add(Source.of(line));
            }
        }
    }

    /** Every field with this number, in the order of the message. */
    public List<Source> all(String field) {
        List<Source> found = new ArrayList<>();
        for (LdtField line : fields) {
            if (line.is(field)) {
                found.add(Source.of(line));
            }
        }
        for (LdtNode node : nodes) {
            take(node, field, found);
        }
        return found;
    }

    /** Always: see above. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Sources;
    }

    @Override
    public int hashCode() {
        return 0;
    }

    @Override
    public String toString() {
        return "Sources";
    }
}
