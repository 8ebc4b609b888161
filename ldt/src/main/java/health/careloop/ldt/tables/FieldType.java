package health.careloop.ldt.tables;

/** What the content of a field is made of (KBV LDT 3.2, "Feldtypen"). The order is the order in the compiled tables. */
public enum FieldType {
    /** Any character. */
    ALNUM,
    /** Digits. */
    NUM,
    /** JJJJMMTT, in files before 2001 TTMMJJJJ. */
    DATE,
    /** Digits with a decimal point. */
    FLOAT
}
