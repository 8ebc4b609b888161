package health.careloop.ldt.rules;

/** How heavily a broken rule weighs. */
public enum Strictness {
    /** For messages that arrive: what can be understood all the same is a warning. */
    IMPORT,
    /** For messages we send: every broken rule is an error, as the test module of KBV would have it. */
    STRICT
}
