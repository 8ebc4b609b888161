package health.careloop.provisioning;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Tenants from a table: RFC 4180 with a header, UTF-8, divided by commas or, as German spreadsheets do, semicolons. */
final class TenantCsv {
    static final int MOST_ROWS = 1_000;

    sealed interface Outcome {}

    record Rows(List<Draft> drafts) implements Outcome {}

    /** @param sentence what is wrong with the table as a whole */
    record Unreadable(String sentence) implements Outcome {}

    private static final Set<String> COLUMNS = Set.of(
            "name",
            "adminEmail",
            "adminFirstName",
            "adminLastName",
            "tier",
            "cell",
            "domain",
            "bsnr",
            "slug",
            "language");

    private TenantCsv() {}

    static Outcome read(byte[] bytes) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return new Unreadable("The table must be in UTF-8.");
        }
        String plain = text.startsWith("\ufeff") ? text.substring(1) : text;
        String head = plain.lines().findFirst().orElse("");
        List<List<String>> lines = lines(plain, head.contains(";") ? ';' : ',');
        if (lines.isEmpty()) {
            return new Unreadable("The table is empty: its first line names the columns.");
        }
        List<String> header = lines.getFirst().stream().map(String::strip).toList();
        if (!COLUMNS.containsAll(header) || Set.copyOf(header).size() != header.size()) {
            return new Unreadable("The first line names each column once, of: "
                    + String.join(", ", COLUMNS.stream().sorted().toList()) + ".");
        }
        List<Draft> drafts = new ArrayList<>();
        for (List<String> line : lines.subList(1, lines.size())) {
            if (line.size() != header.size()) {
                return new Unreadable("Line " + (drafts.size() + 2) + " has " + line.size() + " fields, the header "
                        + header.size() + ".");
            }
            Map<String, String> row = new HashMap<>();
            for (int i = 0; i < header.size(); i++) {
                row.put(header.get(i), line.get(i));
            }
            drafts.add(new Draft(
                    row.get("name"),
                    row.get("adminEmail"),
                    row.get("adminFirstName"),
                    row.get("adminLastName"),
                    row.get("tier"),
                    row.get("cell"),
                    row.get("domain"),
                    row.get("bsnr"),
                    row.get("slug"),
                    row.get("language")));
        }
        return new Rows(drafts);
    }

    private static List<List<String>> lines(String text, char divider) {
        List<List<String>> lines = new ArrayList<>();
        List<String> line = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted) {
                if (c != '"') {
                    field.append(c);
                } else if (i + 1 < text.length() && text.charAt(i + 1) == '"') {
                    field.append('"');
                    i++;
                } else {
                    quoted = false;
                }
            } else if (c == '"' && field.isEmpty()) {
                quoted = true;
            } else if (c == divider) {
                line.add(field.toString());
                field.setLength(0);
            } else if (c == '\n') {
                end(lines, line, field);
                line = new ArrayList<>();
            } else if (c != '\r') {
                field.append(c);
            }
        }
        end(lines, line, field);
        return lines;
    }

    private static void end(List<List<String>> lines, List<String> line, StringBuilder field) {
        line.add(field.toString());
        field.setLength(0);
        if (line.size() > 1 || !line.getFirst().isBlank()) {
            lines.add(line);
        }
    }
}
