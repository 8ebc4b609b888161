package health.careloop.ldt.rules;

import health.careloop.ldt.Generation;
import health.careloop.ldt.LdtPackage;

/** How far our tables can judge a package: they are those of LDT 3.2.17 and LDT1014.01. */
enum TableVersion {
    /** The tables are of this very version: what they do not have does not exist. */
    SAME,
    /** Another version of LDT 3: the tables may lack what it has. */
    OTHER,
    /** LDT 2 before LDT1014.01: other mandatory fields. */
    OLD;

    /** The version our tables are of. */
    static String tables(Generation generation) {
        return generation == Generation.LDT3 ? "LDT 3.2.17" : "LDT1014.01";
    }

    static TableVersion of(LdtPackage read) {
        if (read.generation() == Generation.LDT3) {
            return read.version().equals("LDT3.2.17") ? SAME : OTHER;
        }
        return read.version().startsWith("LDT1014") ? SAME : OLD;
    }
}
