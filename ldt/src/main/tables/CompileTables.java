import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Turns the tables of this directory into the one resource that the package health.careloop.ldt.tables loads. Run by the
 * build: {@code java CompileTables.java <tables> <resource>}. A row it does not understand ends the build.
 */
final class CompileTables {
    private static final List<String> TYPES = List.of("alnum", "num", "date", "float");
    private static final List<String> USES = List.of("-", "base", "ext", "old");
    private static final int DEEPEST = 5;

    private final Path from;
    private final Map<String, String[]> fields = new TreeMap<>();
    private final Map<String, String[]> roles = new TreeMap<>();
    private final Set<String> objects = new HashSet<>();

    private String file = "";
    private int line;

    private CompileTables(Path from) {
        this.from = from;
    }

    public static void main(String[] args) throws IOException {
        CompileTables tables = new CompileTables(Path.of(args[0]));
        try {
            tables.compile(Path.of(args[1]));
        } catch (Malformed malformed) {
            System.err.println(malformed.getMessage());
            System.exit(1);
        }
    }

    private static final class Malformed extends RuntimeException {
        private static final long serialVersionUID = 1;

        Malformed(String message) {
            super(message);
        }
    }

    private record Entry(int level, String field, boolean many, char kind, int[] length, int object) {}

    private record Node(int number, String german, String english, List<Entry> entries) {}

    private record Group(int generation, String rule, List<String> fields, String known, Map<String, String[]> codes) {}

    private void compile(Path to) throws IOException {
        readFields();
        readRoles();
        List<Node> three = readStructure("structure3.txt", 5);
        List<Node> two = readStructure("structure2.txt", 3);
        roles.values().forEach(role -> require(objects.contains(role[1]), "roles.tsv: unknown object " + role[1]));
        List<Group> groups = readCodes();
        List<String[]> rules = rows("context-rules.tsv", 2);
        Files.createDirectories(to.getParent());
        try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(to))) {
            writeFields(out);
            writeNodes(out, three);
            writeNodes(out, two);
            writeRoles(out);
            writeGroups(out, groups);
            out.writeShort(rules.size());
            for (String[] rule : rules) {
                require(rule[0].matches("K\\d{3}"), "context-rules.tsv: no rule " + rule[0]);
                out.writeUTF(rule[0]);
                out.writeUTF(rule[1]);
            }
        }
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new Malformed(otherwise);
        }
    }

    private void here(boolean holds, String otherwise) {
        require(holds, file + ":" + line + ": " + otherwise);
    }

    private List<String[]> rows(String name, int columns) throws IOException {
        file = name;
        line = 0;
        List<String[]> rows = new ArrayList<>();
        for (String text : Files.readAllLines(from.resolve(name))) {
            line++;
            if (text.startsWith("#") || text.isBlank()) {
                continue;
            }
            String[] row = text.split("\t", -1);
            here(row.length == columns, "expected " + columns + " columns, found " + row.length);
            for (String cell : row) {
                here(!cell.isBlank() && cell.equals(cell.strip()), "a cell is empty or has blanks around it");
            }
            rows.add(row);
        }
        require(!rows.isEmpty(), name + " is empty");
        return rows;
    }

    private void readFields() throws IOException {
        String last = "";
        for (String[] row : rows("fields.tsv", 8)) {
            here(row[0].matches("\\d{4}"), row[0] + " is no field number");
            here(row[0].compareTo(last) > 0, row[0] + " is out of order or doubled");
            last = row[0];
            here(USES.contains(row[4]), row[4] + " is no use");
            here(row[3].equals("-") == row[4].equals("-"), "type and use in LDT 2 do not fit");
            form(row[3]);
            form(row[5]);
            fields.put(row[0], row);
        }
    }

    /** Type and length such as "alnum ..60"; {-1, 0, 0} for "-". */
    private int[] form(String text) {
        if (text.equals("-")) {
            return new int[] {-1, 0, 0};
        }
        String[] parts = text.split(" ");
        here(parts.length == 2 && TYPES.contains(parts[0]), text + " is no type and length");
        int[] length = length(parts[1]);
        return new int[] {TYPES.indexOf(parts[0]), length[0], length[1]};
    }

    /** "8", "..60", "6..12", or "var" for any. */
    private int[] length(String text) {
        if (text.equals("var")) {
            return new int[] {0, 990};
        }
        here(text.matches("\\d{1,3}|\\.\\.\\d{1,3}|\\d{1,2}\\.\\.\\d{1,3}"), text + " is no length");
        int dots = text.indexOf("..");
        int longest = Integer.parseInt(dots < 0 ? text : text.substring(dots + 2));
        int shortest = dots < 0 ? longest : dots == 0 ? 0 : Integer.parseInt(text.substring(0, dots));
        here(shortest <= longest && longest > 0 && longest <= 990, text + " is no length");
        return new int[] {shortest, longest};
    }

    private void readRoles() throws IOException {
        for (String[] row : rows("roles.tsv", 3)) {
            here(fields.containsKey(row[0]), "unknown field " + row[0]);
            here(row[1].matches("Obj_\\d{4}"), row[1] + " is no object");
            here(roles.put(row[0], row) == null, row[0] + " is doubled");
        }
    }

    private List<Node> readStructure(String name, int generationColumn) throws IOException {
        file = name;
        line = 0;
        List<Node> nodes = new ArrayList<>();
        Set<Integer> numbers = new HashSet<>();
        int level = 0;
        for (String text : Files.readAllLines(from.resolve(name))) {
            line++;
            if (text.startsWith("#") || text.isBlank()) {
                continue;
            }
            if (!text.startsWith(".")) {
                String[] head = text.split(" \\| ");
                here(head.length == 3 && head[0].matches("(Obj_)?\\d{4}"), "no record or object");
                int number = Integer.parseInt(head[0].replace("Obj_", ""));
                here(numbers.add(number), head[0] + " is doubled");
                if (head[0].startsWith("Obj_")) {
                    objects.add(head[0]);
                }
                nodes.add(new Node(number, head[1], head[2], new ArrayList<>()));
                level = 0;
                continue;
            }
            here(!nodes.isEmpty(), "a field stands in front of the first record");
            Entry entry = entry(text, generationColumn);
            here(entry.level() <= level + 1 && entry.level() <= DEEPEST, "the level jumps");
            level = entry.level();
            nodes.getLast().entries().add(entry);
        }
        return nodes;
    }

    private Entry entry(String text, int generationColumn) {
        String[] parts = text.split(" ");
        here(parts.length == 5 || parts.length == 6, "expected level, field, occurrence, kind, length [object]");
        here(parts[0].matches("\\.+"), "no level");
        here(fields.containsKey(parts[1]), "unknown field " + parts[1]);
        here(!fields.get(parts[1])[generationColumn].equals("-"), parts[1] + " does not belong to this generation");
        here(parts[2].matches("[1n]"), parts[2] + " is no occurrence");
        here(parts[3].matches("[MmKk]"), parts[3] + " is no kind");
        int object = 0;
        if (parts.length == 6) {
            here(parts[5].matches("Obj_\\d{4}"), parts[5] + " is no object");
            String[] role = roles.get(parts[1]);
            here(role != null && role[1].equals(parts[5]), parts[1] + " introduces another object in roles.tsv");
            object = Integer.parseInt(parts[5].substring(4));
        }
        return new Entry(
                parts[0].length(), parts[1], parts[2].equals("n"), parts[3].charAt(0), length(parts[4]), object);
    }

    private List<Group> readCodes() throws IOException {
        Map<String, Group> groups = new LinkedHashMap<>();
        for (String[] row : rows("codes.tsv", 7)) {
            here(row[0].matches("[23]"), row[0] + " is no generation");
            here(row[1].matches("E\\d{3}|R\\d{3}|BAS-CODE"), row[1] + " is no rule");
            List<String> bound = row[2].equals("-") ? List.of() : List.of(row[2].split(","));
            for (String field : bound) {
                String[] known = fields.get(field);
                here(known != null && !known[row[0].equals("2") ? 3 : 5].equals("-"), "unknown field " + field);
            }
            here(row[3].matches("[\\x21-\\x7e]{1,9}"), row[3] + " is no code of 1 to 9 ASCII characters");
            here(row[6].matches(row[0].equals("2") ? "1014" : "3\\.2\\.\\d{2}"), row[6] + " is no version");
            Group group = groups.computeIfAbsent(
                    row[0] + row[1] + row[2],
                    key -> new Group(Integer.parseInt(row[0]), row[1], bound, row[6], new LinkedHashMap<>()));
            here(group.known().equals(row[6]), "the codes of one rule are known up to different versions");
            here(
                    group.codes().put(row[3], new String[] {row[4], row[5]}) == null,
                    "the code " + row[3] + " is doubled");
        }
        Set<String> taken = new HashSet<>();
        for (Group group : groups.values()) {
            for (String field : group.fields()) {
                require(taken.add(group.generation() + field), "codes.tsv: two rules for field " + field);
            }
        }
        return List.copyOf(groups.values());
    }

    private void writeFields(DataOutputStream out) throws IOException {
        out.writeShort(fields.size());
        for (String[] row : fields.values()) {
            out.writeShort(Integer.parseInt(row[0]));
            out.writeUTF(row[1]);
            out.writeUTF(row[2]);
            out.writeByte(USES.indexOf(row[4]));
            for (int column : new int[] {3, 5}) {
                int[] form = form(row[column]);
                out.writeByte(form[0]);
                out.writeShort(form[1]);
                out.writeShort(form[2]);
            }
            out.writeUTF(row[6].equals("-") ? row[1] : row[6]);
            out.writeUTF(row[7].equals("-") ? row[2] : row[7]);
        }
    }

    private static void writeNodes(DataOutputStream out, List<Node> nodes) throws IOException {
        out.writeShort(nodes.size());
        for (Node node : nodes) {
            out.writeShort(node.number());
            out.writeUTF(node.german());
            out.writeUTF(node.english());
            out.writeShort(node.entries().size());
            for (Entry entry : node.entries()) {
                out.writeByte(entry.level());
                out.writeShort(Integer.parseInt(entry.field()));
                out.writeBoolean(entry.many());
                out.writeByte("MmKk".indexOf(entry.kind()));
                out.writeShort(entry.length()[0]);
                out.writeShort(entry.length()[1]);
                out.writeShort(entry.object());
            }
        }
    }

    private void writeRoles(DataOutputStream out) throws IOException {
        out.writeShort(roles.size());
        for (String[] row : roles.values()) {
            out.writeShort(Integer.parseInt(row[0]));
            out.writeShort(Integer.parseInt(row[1].substring(4)));
            out.writeUTF(row[2]);
        }
    }

    private static void writeGroups(DataOutputStream out, List<Group> groups) throws IOException {
        out.writeShort(groups.size());
        for (Group group : groups) {
            out.writeByte(group.generation());
            out.writeUTF(group.rule());
            out.writeShort(group.fields().size());
            for (String field : group.fields()) {
                out.writeShort(Integer.parseInt(field));
            }
            out.writeUTF(group.known());
            out.writeShort(group.codes().size());
            for (Map.Entry<String, String[]> code : group.codes().entrySet()) {
                out.writeUTF(code.getKey());
                out.writeUTF(code.getValue()[0]);
                out.writeUTF(code.getValue()[1]);
            }
        }
    }
}
