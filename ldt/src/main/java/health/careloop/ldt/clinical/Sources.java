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
    /** What its roles are looked for in, at any depth; its own fields stand in the list above. */
    private final List<LdtNode> holders;

    private Sources(List<LdtNode> nodes, List<LdtField> fields, List<LdtNode> holders) {
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
    static Sources of(List<LdtField> fields, List<? extends LdtNode> holders) {
        return new Sources(List.of(), fields, List.copyOf(holders));
    }

    /** The first field with this number. */
    public Optional<Source> find(String field) {
        List<Source> found = all(field);
        return found.isEmpty() ? Optional.empty() : Optional.of(found.getFirst());
    }

    /** Inside the object that an Objektattribut introduces: {@code find("8216", "7278")} is the day of the report. */
    public Optional<Source> find(String roleField, String field) {
        for (LdtNode node : nodes) {
            for (LdtObject object : node.children(roleField)) {
                Optional<Source> found = object.field(field).map(Source::of);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return holders.stream()
                .flatMap(node -> below(node, roleField, field).stream())
                .findFirst();
    }

    private static Optional<Source> below(LdtNode node, String roleField, String field) {
        for (LdtObject object : node.children()) {
            if (ResultObject.isOne(object)) {
                continue;
            }
            Optional<LdtField> direct = object.roleField().equals(roleField) ? object.field(field) : Optional.empty();
            Optional<Source> found = direct.map(Source::of).or(() -> below(object, roleField, field));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
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
            for (LdtPart part : node.parts()) {
                if (part instanceof LdtField line && line.is(field)) {
                    found.add(Source.of(line));
                }
            }
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
