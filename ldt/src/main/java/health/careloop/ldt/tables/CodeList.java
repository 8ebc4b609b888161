package health.careloop.ldt.tables;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The codes a rule allows. Meanings are in German, as KBV gives them. */
public final class CodeList {
    private final String rule;
    private final Map<String, String> meanings;
    private final int[] fields;
    private final long[] sorted;

    CodeList(String rule, Map<String, String> meanings, int[] fields) {
        this.rule = rule;
        this.meanings = Collections.unmodifiableMap(new LinkedHashMap<>(meanings));
        this.fields = fields;
        sorted = meanings.keySet().stream().mapToLong(Codes::pack).sorted().toArray();
    }

    /** Such as "E007". */
    public String rule() {
        return rule;
    }

    /** Every code with its meaning, in the order of KBV. */
    public Map<String, String> meanings() {
        return meanings;
    }

    /** The field numbers it binds. */
    public int[] fields() {
        return fields.clone();
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
