package health.careloop.ldt.tables;

/** Where the use of a field in LDT 2 comes from. The order is the order in the compiled tables. */
public enum FieldUse {
    /** Not a field of LDT 2. */
    NONE,
    /** LDT1014.01, KBV 5.12. */
    BASE,
    /** Added by Empfehlung 1.06 of 2022. */
    EXTENSION,
    /** Only in versions before LDT1014.01. */
    OLD
}
