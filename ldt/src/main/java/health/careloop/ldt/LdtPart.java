package health.careloop.ldt;

/** What stands in a record or an object, in the order of the file: order carries meaning in both generations. */
public sealed interface LdtPart permits LdtField, LdtObject {
    /** 1-based. */
    int firstLine();

    /** 1-based, inclusive. */
    int lastLine();
}
