package health.careloop.ldt;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Everything found in one file or transmission.
 *
 * @param packages in order; more than one when a sender concatenated them
 * @param faults those of the file and of all its packages, by line
 * @param stray what belongs to no package: a byte order mark, lines in front of the first record, an MLLP frame, and all
 *     of a file that is no LDT
 */
public record LdtFile(List<LdtPackage> packages, List<Fault> faults, List<LdtField> stray) {

    public LdtFile {
        packages = List.copyOf(packages);
        faults = List.copyOf(faults);
        stray = List.copyOf(stray);
    }

    /** Writes exactly the bytes that were read as LDT, good or bad; of an opened envelope, what lay inside. */
    public void writeTo(OutputStream out) throws IOException {
        for (LdtField field : inOrder()) {
            field.writeTo(out);
        }
    }

    /** The bytes that {@link #writeTo} writes. */
    public byte[] bytes() {
        List<LdtField> fields = inOrder();
        byte[] bytes = new byte[fields.stream().mapToInt(LdtField::actualLength).sum()];
        int at = 0;
        for (LdtField field : fields) {
            field.copyTo(bytes, at);
            at += field.actualLength();
        }
        return bytes;
    }

    private List<LdtField> inOrder() {
        List<LdtField> fields = new ArrayList<>(stray);
        for (LdtPackage part : packages) {
            part.records().forEach(satz -> fields.addAll(satz.fields()));
        }
        fields.sort(Comparator.comparingLong(LdtField::offset));
        return fields;
    }

    /** At least one package and no fatal fault anywhere. */
    public boolean readable() {
        return !packages.isEmpty() && faults.stream().noneMatch(fault -> fault.severity() == Severity.FATAL);
    }
}
