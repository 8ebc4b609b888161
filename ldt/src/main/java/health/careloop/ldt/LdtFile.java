package health.careloop.ldt;

import java.util.List;

/**
 * Everything found in one file or transmission.
 *
 * @param packages in order; more than one when a sender concatenated them
 * @param faults those of the file and of all its packages, by line
 * @param stray lines in front of the first record, such as a byte order mark; they belong to no package
 */
public record LdtFile(List<LdtPackage> packages, List<Fault> faults, List<LdtField> stray) {

    public LdtFile {
        packages = List.copyOf(packages);
        faults = List.copyOf(faults);
        stray = List.copyOf(stray);
    }

    /** At least one package and no fatal fault anywhere. */
    public boolean readable() {
        return !packages.isEmpty() && faults.stream().noneMatch(fault -> fault.severity() == Severity.FATAL);
    }
}
