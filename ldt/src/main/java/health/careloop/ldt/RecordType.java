package health.careloop.ldt;

import java.util.Set;

/** The contents of 8000 that LDT knows (KBV LDT 2 5.12, "Satzarten"; KBV LDT 3.2, rule E004). */
public final class RecordType {
    private static final Set<String> BOTH = Set.of("8220", "8221", "8230", "8231");
    private static final Set<String> LDT2 = Set.of("0020", "0021", "8201", "8202", "8203", "8204", "8218", "8219");
    private static final Set<String> LDT3 = Set.of("8205", "8215");
    private static final Set<String> REPORTS = Set.of("8201", "8202", "8203", "8204", "8205");

    private RecordType() {}

    public static boolean isLdt(String type) {
        return BOTH.contains(type) || LDT2.contains(type) || LDT3.contains(type);
    }

    public static boolean belongsTo(Generation generation, String type) {
        return BOTH.contains(type)
                || switch (generation) {
                    case LDT2 -> LDT2.contains(type);
                    case LDT3 -> LDT3.contains(type);
                };
    }

    public static boolean isHeader(String type) {
        return type.equals("8220") || type.equals("8230");
    }

    public static boolean isTrailer(String type) {
        return type.equals("8221") || type.equals("8231");
    }

    public static boolean isReport(String type) {
        return REPORTS.contains(type);
    }

    /** 8221 for 8220, 8231 for 8230. */
    public static String trailerOf(String header) {
        return header.equals("8230") ? "8231" : "8221";
    }
}
