package health.careloop.ldt.tables;

/** Feldart: whether a field has to be there. The order is the order in the compiled tables. */
public enum Kind {
    /** M, always, as long as the field it belongs to is there. */
    MANDATORY,
    /** m, under a condition that a context rule names. */
    CONDITIONAL,
    /** K, may be there. */
    OPTIONAL,
    /** k, may be there under a condition. */
    CONDITIONALLY_OPTIONAL
}
