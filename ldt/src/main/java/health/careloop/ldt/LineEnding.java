package health.careloop.ldt;

/** How a line ended. */
public enum LineEnding {
    CRLF,
    LF,
    CR,
    /** End of file. */
    NONE,
    /** A line break and at least one blank line after it, both belonging to this line. */
    BLANK_LINES,
    /** Ended properly, and its declared length covers a line break in the middle of the content. */
    INSIDE,
    /** No line break at all: the next field starts where the declared length says this one ends. */
    MISSING,
    /** Not yet: a line too long for the buffer continues in the next piece. */
    CONTINUED
}
