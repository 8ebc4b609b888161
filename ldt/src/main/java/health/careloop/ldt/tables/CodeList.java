package health.careloop.ldt.tables;

import health.careloop.ldt.Sentence;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The codes a rule allows. The German meanings are those of KBV, the English ones are ours. */
public final class CodeList {
    private final String rule;
    private final Map<String, Sentence> meanings;
    private final int[] fields;
    private final String known;
    private final long[] sorted;

    CodeList(String rule, Map<String, Sentence> meanings, int[] fields, String known) {
        this.rule = rule;
        this.meanings = Collections.unmodifiableMap(new LinkedHashMap<>(meanings));
        this.fields = fields;
        this.known = known;
        sorted = meanings.keySet().stream().mapToLong(Codes::pack).sorted().toArray();
    }

    /** Such as "E007". */
    public String rule() {
        return rule;
    }

    /** Every code with its meaning, in the order of KBV. */
    public Map<String, Sentence> meanings() {
        return meanings;
    }

    /** The field numbers it binds. */
    public int[] fields() {
        return fields.clone();
    }

    /** What a code means; {@link Sentence#NONE} for one that is not allowed. The typographic minus counts as a hyphen. */
    public Sentence meaning(String code) {
        return meanings.getOrDefault(code.replace('\u2212', '-').replace('\u2013', '-'), Sentence.NONE);
    }

    /**
     * Whether these are certainly all codes of a version such as "LDT3.2.20": of the tables' own (LDT3.2.17, LDT1014), and of
     * later ones as far as the list was compared with them.
     */
    public boolean completeIn(String version) {
        if (known.equals("1014")) {
            return version.startsWith("LDT1014");
        }
        return version.matches("LDT3\\.2\\.\\d{2}")
                && version.compareTo("LDT3.2.17") >= 0
                && version.compareTo("LDT" + known) <= 0;
    }

    /** Whether a code packed by {@link Codes#pack} is allowed. */
    public boolean allows(long packed) {
        if (sorted.length <= 8) {
            for (long code : sorted) {
                if (code == packed) {
                    return true;
                }
            }
            return false;
        }
        return Arrays.binarySearch(sorted, packed) >= 0;
    }
}
