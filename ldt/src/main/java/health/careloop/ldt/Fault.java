package health.careloop.ldt;

/**
 * One violated rule, in words a person understands and can act on.
 *
 * @param line 1-based line in the file, as an editor counts it
 * @param offset byte offset of that line in the file
 * @param field field identifier such as "8410", or "" when the fault concerns no single field
 * @param rule KBV name where there is one ("E001", "E157", "F002"), else "BAS-" and a name of ours
 * @param sentence what is wrong
 * @param hint what to do about it, or {@link Sentence#NONE}
 */
public record Fault(
        int line, long offset, String field, String rule, Severity severity, Sentence sentence, Sentence hint) {}
