package health.careloop.ldt;

/** How far a fault reaches. */
public enum Severity {
    /** Bytes may be missing or misread: nothing of the package may be filed. */
    FATAL,
    /** A rule that protects the content is broken, yet every line could be read. A person should look. */
    ERROR,
    /** The content is understood; the sender should be told. */
    WARNING,
    /** Nothing to do. */
    INFORMATION
}
