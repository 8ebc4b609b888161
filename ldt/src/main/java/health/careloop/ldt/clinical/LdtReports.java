package health.careloop.ldt.clinical;

import health.careloop.ldt.LdtPackage;
import health.careloop.ldt.RecordType;
import java.util.List;
import java.util.stream.Stream;

/** The reports of a package, independent of its generation. */
public final class LdtReports {
    private LdtReports() {}

    /**
     * One per record 8201 to 8205, in order; empty for orders (8218, 8219, 8215). Never throws on content. Reads what
     * it can of an unreadable package as well: ask {@link LdtPackage#readable()} before filing anything.
     */
    public static List<LdtReport> of(LdtPackage source) {
        return stream(source).toList();
    }

    /** The same, each read when it is asked for: of a large package, one report at a time has to fit into memory. */
    public static Stream<LdtReport> stream(LdtPackage source) {
        Heading heading = Heading.of(source);
        return source.records().stream()
                .filter(satz -> RecordType.isReport(satz.type()))
                .filter(satz -> RecordType.belongsTo(source.generation(), satz.type()))
                .map(satz -> switch (source.generation()) {
                    case LDT2 -> new FlatReport(source, heading, satz).read();
                    case LDT3 -> new ObjectReport(source, heading, satz).read();
                });
    }
}
