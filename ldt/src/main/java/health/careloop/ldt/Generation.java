package health.careloop.ldt;

/**
 * The two grammars. They share field numbers but not their meaning (8401, 8418, 8424), so nothing may be looked up by
 * number alone.
 */
public enum Generation {
    /** Flat records with check lengths: LDT1014.01, LDT1001.xx and the older files that carry 9210 or 9211. */
    LDT2,
    /** Nested objects and a SHA-1 over the message: LDT3.x. */
    LDT3
}
