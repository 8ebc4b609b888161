package health.careloop.ldt.tables;

import java.util.Map;

/** The context rules of LDT 3.2.17 in the words of KBV. */
public final class ContextTexts {
    private ContextTexts() {}

    /** German texts by rule, such as "K106", in ascending order. */
    public static Map<String, String> all() {
        return TableResource.LOADED.contextRules;
    }
}
