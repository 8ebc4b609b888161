package health.careloop.ldt.write;

import health.careloop.ldt.Generation;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How long the fields of a report may be (KBV LDT 2 5.12 and LDT 3.2, "Feldtabelle"); 60 characters unless said here. */
final class Lengths {
    private static final int USUAL = 60;

    private static final Map<String, Integer> LDT2 = Map.ofEntries(
            Map.entry("0215", 7),
            Map.entry("3100", 20),
            Map.entry("3101", 45),
            Map.entry("3102", 45),
            Map.entry("3104", 20),
            Map.entry("3120", 20),
            Map.entry("8310", 13),
            Map.entry("8311", 30),
            Map.entry("8312", 8),
            Map.entry("8322", 7),
            Map.entry("8410", 8),
            Map.entry("8421", 20),
            Map.entry("8428", 8));

    private static final Map<String, Integer> LDT3 = Map.ofEntries(
            Map.entry("3100", 20),
            Map.entry("3101", 45),
            Map.entry("3102", 45),
            Map.entry("3104", 20),
            Map.entry("3107", 46),
            Map.entry("3109", 9),
            Map.entry("3112", 10),
            Map.entry("3113", 40),
            Map.entry("3120", 20),
            Map.entry("7355", 120),
            Map.entry("8312", 20),
            Map.entry("8410", 20),
            Map.entry("8460", LdtWriter.LONGEST_CONTENT));

    private Lengths() {}

    /** The field when there is content, refused when there is too much. */
    static void put(LdtWriter ldt, Generation generation, String id, @Nullable String content) {
        if (content == null || content.isBlank()) {
            return;
        }
        int longest = (generation == Generation.LDT2 ? LDT2 : LDT3).getOrDefault(id, USUAL);
        if (content.length() > longest) {
            throw new UnwritableException(
                    id,
                    "Feld " + id + " hat " + content.length() + " Zeichen, erlaubt sind " + longest + ".",
                    "Field " + id + " has " + content.length() + " characters, at most " + longest + " are allowed.");
        }
        ldt.field(id, content);
    }
}
