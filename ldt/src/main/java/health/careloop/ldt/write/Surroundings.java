package health.careloop.ldt.write;

import health.careloop.ldt.Generation;
import health.careloop.ldt.LdtField;
import health.careloop.ldt.LdtFile;
import health.careloop.ldt.LdtPackage;
import health.careloop.ldt.LdtRecord;
import health.careloop.ldt.tables.CodeList;
import health.careloop.ldt.tables.Codes;
import health.careloop.ldt.tables.FieldTable;
import health.careloop.ldt.tables.FieldType;
import health.careloop.ldt.tables.Structure;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.regex.Pattern;

/** Whose fields these are: in LDT 3 the objects around a name decide whether it is the patient's. */
final class Surroundings {
    private static final Set<String> FRAME = Set.of(
            "0001", "7273", "7278", "7279", "8000", "8001", "8002", "8003", "8301", "8302", "8303", "8401", "8418",
            "8419", "8420", "8421", "8422", "8424", "8432", "8433", "8461", "8462", "9103", "9105", "9106", "9202",
            "9210", "9211", "9212", "9300", "9970", "6303");

    /** An object, a check sum, a version. */
    private static final Pattern FRAME_CONTENT = Pattern.compile("Obj_\\d{4}|[0-9A-Fa-f]{40}|LDT[0-9.]+");

    private static final Pattern CATALOGUE = Pattern.compile("https?://[^\\s?@]+");

    private static final Set<String> IDENTS = Set.of("5001", "8410", "8421", "8428");

    private static final Set<String> DOCUMENTS = Set.of("6303", "6305", "6327", "6328", "9908", "9909", "9980");

    private static final Set<String> DATES = Set.of("7278", "8301", "8302", "9103");

    /** No object stands in more; every name asks for all around it. */
    private static final int DEEPEST = 40;

    /** Whom a field describes. When in doubt the patient, who is always replaced. */
    enum Who {
        PATIENT,
        PHYSICIAN,
        PRACTICE
    }

    private final Deque<String> roles = new ArrayDeque<>();
    private String before = "";
    /** Objects that are open beyond those whose roles are asked. */
    private int deeper;

    void enter(LdtField field) {
        switch (field.id()) {
            case "8000" -> {
                roles.clear();
                deeper = 0;
            }
            case "8002" -> {
                if (roles.size() < DEEPEST) {
                    roles.push(before);
                } else {
                    deeper++;
                }
            }
            case "8003" -> {
                if (deeper > 0) {
                    deeper--;
                } else if (!roles.isEmpty()) {
                    roles.pop();
                }
            }
            default -> {}
        }
        before = field.id();
    }

    Who who(Personal kind, LdtField field) {
        if (kind.isPractice()) {
            return Who.PRACTICE;
        }
        if (kind.isPhysician() || field.is("0211") || field.is("7358")) {
            return Who.PHYSICIAN;
        }
        boolean person = false;
        for (String role : roles) {
            switch (role) {
                case "8147" -> person = true;
                case "8145", "8153", "8148", "8108" -> {
                    return Who.PATIENT;
                }
                case "8114", "8240", "8126", "8141", "8235" -> {
                    return Who.PHYSICIAN;
                }
                case "8119", "8143", "8239", "8212" -> {
                    return person ? Who.PHYSICIAN : Who.PRACTICE;
                }
                default -> {}
            }
        }
        return Who.PATIENT;
    }

    /** What holds a message together, is a value or a code of the tables: it stays. Words where it should stand do not. */
    static boolean isFrame(LdtField field, Generation generation) {
        String text = field.text();
        int number = FieldTable.number(field.id());
        boolean attribute = field.id().startsWith("81") || field.id().startsWith("82");
        if (attribute || FRAME.contains(field.id())) {
            return text.chars().noneMatch(Character::isLetter)
                    || FRAME_CONTENT.matcher(text).matches()
                    || attribute && text.equals(Structure.wireName(number))
                    || isCode(generation, number, text);
        }
        return isCode(generation, number, text);
    }

    /** A field of digits by the tables: what looks like a telephone number there is none; a catalogue has an address. */
    static boolean isFigure(LdtField field, Generation generation) {
        FieldTable table = FieldTable.of(generation);
        int number = FieldTable.number(field.id());
        return table.knows(number)
                        && table.type(number) != FieldType.ALNUM
                        && field.text()
                                .chars()
                                .noneMatch(
                                        character -> Character.isLetter(character) || Character.isWhitespace(character))
                || field.is("7352") && CATALOGUE.matcher(field.text()).matches();
    }

    private static boolean isCode(Generation generation, int field, String text) {
        CodeList codes = field < 0 ? null : Codes.of(generation, field);
        return codes != null && codes.meanings().containsKey(text);
    }

    /** Codes of the sender, where two letters are more likely a test or a unit than a name, and five digits no postcode. */
    static boolean isIdent(LdtField field) {
        return IDENTS.contains(field.id());
    }

    /** A name of a file may be all there is, blanks and all. */
    static boolean describesDocument(LdtField field) {
        return DOCUMENTS.contains(field.id());
    }

    /** The latest year any date of the message names; 0 when there is none. */
    static int year(LdtFile file) {
        int latest = 0;
        for (LdtPackage read : file.packages()) {
            for (LdtRecord satz : read.records()) {
                for (LdtField field : satz.fields()) {
                    if (DATES.contains(field.id()) && field.text().matches("\\d{8}")) {
                        String text = field.text();
                        int year = Integer.parseInt(read.dayFirstDates() ? text.substring(4) : text.substring(0, 4));
                        latest = Math.max(latest, year);
                    }
                }
            }
        }
        return latest;
    }
}
