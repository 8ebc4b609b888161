package health.careloop.ldt.write;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * What a package says besides its reports: which program wrote it, when, and the names and addresses LDT demands.
 *
 * @param software 0103; the name of the program, LDT 3 only
 * @param softwareVersion 0132, LDT 3 only
 * @param certificate KBV-Prüfnummer of the program: 0101, 0105 in LDT 3
 * @param writtenAt wall clock at the laboratory
 * @param offset its distance from UTC, LDT 3 only
 * @param practice mandatory in LDT 2
 * @param laboratory address of the laboratory
 * @param contact whom to ask in the laboratory: mandatory in LDT 3 (rule K092)
 * @param physician who ordered: 0211 in LDT 2
 */
public record Envelope(
        String software,
        String softwareVersion,
        String certificate,
        LocalDateTime writtenAt,
        @Nullable ZoneOffset offset,
        @Nullable Address practice,
        @Nullable Address laboratory,
        @Nullable Name contact,
        @Nullable Name physician) {

    /** A street with its number, and a town. */
    public record Address(String street, String number, String postcode, String town) {
        String line() {
            return (street + " " + number).strip();
        }
    }

    /**
     * A person as letters name them.
     *
     * @param title such as "Dr. med.", or ""
     */
    public record Name(String title, String given, String family) {
        String line() {
            return (title + " " + given + " " + family).strip();
        }
    }

    /** What every message says about the program that wrote it. */
    public static Envelope of(String software, String version, String certificate, LocalDateTime writtenAt) {
        return new Envelope(software, version, certificate, writtenAt, null, null, null, null, null);
    }

    /** With the distance of all times from UTC, LDT 3 only. */
    public Envelope at(ZoneOffset offset) {
        return new Envelope(
                software, softwareVersion, certificate, writtenAt, offset, practice, laboratory, contact, physician);
    }

    /** With the address of the practice, mandatory in LDT 2. */
    public Envelope practice(String street, String number, String postcode, String town) {
        return with(new Address(street, number, postcode, town), laboratory, contact, physician);
    }

    /** With the address of the laboratory. */
    public Envelope laboratory(String street, String number, String postcode, String town) {
        return with(practice, new Address(street, number, postcode, town), contact, physician);
    }

    /** With whom to ask in the laboratory, mandatory in LDT 3. */
    public Envelope contact(String title, String given, String family) {
        return with(practice, laboratory, new Name(title, given, family), physician);
    }

    /** With who ordered, for 0211 of LDT 2. */
    public Envelope physician(String title, String given, String family) {
        return with(practice, laboratory, contact, new Name(title, given, family));
    }

    private Envelope with(
            @Nullable Address practice,
            @Nullable Address laboratory,
            @Nullable Name contact,
            @Nullable Name physician) {
        return new Envelope(
                software, softwareVersion, certificate, writtenAt, offset, practice, laboratory, contact, physician);
    }
}
