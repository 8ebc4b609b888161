package health.careloop.ldt.write;

import health.careloop.ldt.Generation;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The versions that can be written. Our tables are those of LDT1014.01 and LDT3.2.17: what is written as LDT3.2.18 to
 * LDT3.2.20 uses only what LDT3.2.17 has as well, and LDT1001.02 differs in 8407 for the sex.
 */
public enum LdtVersion {
    /** Before LDT1014; the sex stands in 8407. */
    LDT1001_02("LDT1001.02", Generation.LDT2),
    /** The last LDT 2, KBV 5.12. */
    LDT1014_01("LDT1014.01", Generation.LDT2),
    /** That of our tables. */
    LDT3_2_17("LDT3.2.17", Generation.LDT3),
    /** Written with the fields of 3.2.17. */
    LDT3_2_18("LDT3.2.18", Generation.LDT3),
    /** Written with the fields of 3.2.17. */
    LDT3_2_19("LDT3.2.19", Generation.LDT3),
    /** In force since October 2026; written with the fields of 3.2.17. */
    LDT3_2_20("LDT3.2.20", Generation.LDT3);

    private final String wire;
    private final Generation generation;

    LdtVersion(String wire, Generation generation) {
        this.wire = wire;
        this.generation = generation;
    }

    /**
     * The version of that name.
     *
     * @param wire as 9212 and 0001 have it, such as "LDT3.2.20"; any other is an {@link UnwritableException}
     */
    public static LdtVersion of(String wire) {
        return Arrays.stream(values())
                .filter(version -> version.wire.equals(wire))
                .findFirst()
                .orElseThrow(() -> new UnwritableException(
                        "",
                        "Die Version „" + wire + "“ kann nicht geschrieben werden, nur " + supported() + ".",
                        "The version \"" + wire + "\" cannot be written, only " + supported() + "."));
    }

    /** "LDT1001.02, LDT1014.01, …", the oldest first. */
    public static String supported() {
        return Arrays.stream(values()).map(LdtVersion::wire).collect(Collectors.joining(", "));
    }

    static LdtVersion newest(Generation generation) {
        return generation == Generation.LDT2 ? LDT1014_01 : LDT3_2_20;
    }

    /** As 9212 and 0001 have it. */
    public String wire() {
        return wire;
    }

    /** Which grammar it follows. */
    public Generation generation() {
        return generation;
    }
}
