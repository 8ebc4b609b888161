package health.careloop;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A laboratory's message in which everything confidential is a word that stands nowhere else, so that wherever it turns
 * up it can only have come from this message.
 */
public final class Canaries {
    private static final Charset LATIN_9 = Charset.forName("ISO-8859-15");

    private final String tag = UUID.randomUUID()
            .toString()
            .replaceAll("[^a-f]", "")
            .concat("qxzqxz")
            .substring(0, 6);
    private final Map<String, String> words = new LinkedHashMap<>();
    private final byte[] message;

    public Canaries() {
        List<byte[]> lines = new ArrayList<>();
        String number = String.valueOf(System.nanoTime() % 1_000_000_000L + 1_000_000_000L)
                .substring(0, 9);
        add(lines, "8000", "8220");
        add(lines, "9211", "LDT1014.01");
        add(lines, "0201", "123456789");
        add(lines, "0203", "Praxis");
        add(lines, "8312", "1");
        add(lines, "9103", "20112026");
        add(lines, "9106", "3");
        byte[] head = record(lines);

        lines.clear();
        add(lines, "8000", "8202");
        add(lines, "8310", word("order number", "Auftrag"));
        add(lines, "8311", word("laboratory's order number", "Laborauftrag"));
        add(lines, "8301", "20112026");
        add(lines, "8302", "20112026");
        add(lines, "3000", word("patient number", "P" + number));
        add(lines, "3100", word("name addition", "Zusatz"));
        add(lines, "3101", word("family name", "Familie"));
        add(lines, "3102", word("given name", "Vorname"));
        add(lines, "3103", words("birth date", "13071951"));
        add(lines, "3104", word("title", "Titel"));
        add(lines, "3105", word("insurance number", "V" + number));
        add(lines, "3119", words("KVNR", "K" + number));
        add(lines, "3107", word("street", "Strasse"));
        add(lines, "3106", word("city", "Ort"));
        add(lines, "3110", "W");
        add(lines, "8401", "E");
        add(lines, "8410", "KAL");
        add(lines, "8411", "Kalium");
        add(lines, "8428", word("specimen code", "Material"));
        add(lines, "8430", word("specimen", "Probe"));
        add(lines, "8431", word("specimen note", "Entnahmestelle"));
        add(lines, "8420", "6.9");
        add(lines, "8421", "mmol/l");
        add(lines, "8422", "++");
        add(lines, "8470", word("note on a value", "Testhinweis"));
        add(lines, "8480", word("text of a value", "Ergebnistext"));
        add(lines, "8410", "FREI");
        add(lines, "8411", "Befundtext");
        add(lines, "8480", word("text result", "Befund"));
        add(lines, "8480", word("second line of it", "Befundzeile"));
        add(lines, "8490", word("note on the order", "Auftragshinweis"));
        byte[] report = record(lines);

        lines.clear();
        add(lines, "8000", "8221");
        int trailer =
                encoded("8000", "8221").length + encoded("8100", "00000").length + encoded("9202", "00000000").length;
        add(lines, "9202", "%08d".formatted(head.length + report.length + trailer));
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes(head);
        whole.writeBytes(report);
        whole.writeBytes(record(lines));
        this.message = whole.toByteArray();
    }

    public byte[] message() {
        return message;
    }

    /** What must not turn up, by what it is. */
    public Map<String, String> words() {
        return words;
    }

    public String familyName() {
        return words.getOrDefault("family name", "");
    }

    private String word(String what, String text) {
        return words(what, text + tag);
    }

    private String words(String what, String text) {
        words.put(what, text);
        return text;
    }

    private static void add(List<byte[]> lines, String field, String content) {
        lines.add(encoded(field, content));
    }

    private static byte[] record(List<byte[]> lines) {
        int length = lines.stream().mapToInt(line -> line.length).sum() + encoded("8100", "00000").length;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(lines.getFirst());
        out.writeBytes(encoded("8100", "%05d".formatted(length)));
        lines.stream().skip(1).forEach(out::writeBytes);
        return out.toByteArray();
    }

    private static byte[] encoded(String field, String content) {
        byte[] text = content.getBytes(LATIN_9);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes("%03d%s".formatted(text.length + 9, field).getBytes(LATIN_9));
        out.writeBytes(text);
        out.writeBytes(new byte[] {'\r', '\n'});
        return out.toByteArray();
    }
}
