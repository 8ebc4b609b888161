package health.careloop.ldt;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One transmission: 8220 to 8221 (laboratory to practice) or 8230 to 8231 (practice to laboratory), together with an
 * envelope 0020/0021 around it.
 *
 * @param type record type of the header, "8220" or "8230"; "" when the header is missing
 * @param offset byte offset in the file
 * @param length in bytes
 * @param generation which grammar it follows
 * @param version as sent: "LDT1014.01" (9212), "07/99" (9210 or 9211) or "LDT3.2.20" (0001); "" when missing
 * @param charset how its text is decoded
 * @param records all of them in order, header and trailer included
 * @param faults those of this package, by line
 */
public record LdtPackage(
        String type,
        long offset,
        long length,
        Generation generation,
        String version,
        CharsetFinding charset,
        List<LdtRecord> records,
        List<Fault> faults) {

    private static final Set<String> UNREAD = Set.of("BAS-LINE", "BAS-OBJ");

    public LdtPackage {
        records = List.copyOf(records);
        faults = List.copyOf(faults);
    }

    /** No fatal fault: its content is complete and may be filed. */
    public boolean readable() {
        return faults.stream().noneMatch(fault -> fault.severity() == Severity.FATAL);
    }

    /** The record 8220 or 8230. */
    public Optional<LdtRecord> header() {
        for (LdtRecord satz : records) {
            if (RecordType.isHeader(satz.type())) {
                return Optional.of(satz);
            }
        }
        return Optional.empty();
    }

    /** Dates are TTMMJJJJ instead of JJJJMMTT: files before 2001, which name their version in 9210 or 9211. */
    public boolean dayFirstDates() {
        if (generation == Generation.LDT3) {
            return false;
        }
        Optional<LdtRecord> head = header();
        return head.isPresent()
                && head.get().text("9210").or(() -> head.get().text("9211")).isPresent()
                && head.get().text("9212").isEmpty();
    }

    /** Whether the reader could not read a line of the record: nobody knows then what else it lacks. */
    public boolean hasUnreadLine(LdtRecord satz) {
        for (Fault fault : faults) {
            if (fault.severity() == Severity.FATAL
                    && UNREAD.contains(fault.rule())
                    && fault.line() >= satz.firstLine()
                    && fault.line() <= satz.lastLine()) {
                return true;
            }
        }
        return false;
    }
}
