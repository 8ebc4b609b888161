package health.careloop.ldt.write;

import health.careloop.ldt.Generation;
import health.careloop.ldt.LdtCharset;
import health.careloop.ldt.RecordType;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes one package field by field and adds what frames it: line lengths, 8100 and 9202 in LDT 2, 8001 and 9300 in LDT
 * 3, the closing record. Strict: what LDT cannot carry is an {@link UnwritableException}, no character is replaced, and
 * {@link #bytes()} refuses a message that breaks any rule. {@link #lenient()} writes it all the same.
 *
 * <pre>{@code
 * byte[] header = LdtWriter.ldt3()
 *         .lenient() // a whole message has more
 *         .record("8220").object("8132", "Kopfdaten", "Obj_0032", head -> head.field("0001", "LDT3.2.20"))
 *         .record("8205").object("8145", "Patient", "Obj_0045", patient -> patient
 *                 .object("8147", "Person", "Obj_0047", person -> person.field("7420", "12").field("3101", "Prüfling")))
 *         .bytes();
 * }</pre>
 */
public final class LdtWriter {
    /** LLL has three digits, and nine bytes frame the content. */
    public static final int LONGEST_CONTENT = 990;

    private static final int LONGEST_RECORD = 99_999;
    private static final int TRAILER_LENGTH = 44;

    /** 8100 is the second line: 13 bytes of 8000 and 7 of its own stand before the digits. */
    private static final int RECORD_LENGTH_AT = 20;

    private static final int LONGEST_TEXT_LINE_LDT2 = 60;

    private final Generation generation;
    private final Encoder encoder;
    private final LdtCharset charset;
    private final LineBuffer out;
    private boolean transliterates;
    private boolean lenient;
    private String record = "";
    private int recordStart;
    private int depth;
    private long total;
    private String header = "";
    private boolean enveloped;
    private boolean charsetNamed;
    private boolean finished;

    private LdtWriter(Generation generation, LdtCharset charset) {
        this.generation = generation;
        this.charset = charset;
        this.encoder = Encoder.of(charset);
        this.out = new LineBuffer(charset);
    }

    /** A package of LDT 2. Its header must name the charset in 9106, see {@link #charsetCode(LdtCharset)}. */
    public static LdtWriter ldt2(LdtCharset charset) {
        charsetCode(charset);
        return new LdtWriter(Generation.LDT2, charset);
    }

    /** A package of LDT 3, which is always ISO 8859-15. */
    public static LdtWriter ldt3() {
        return new LdtWriter(Generation.LDT3, LdtCharset.ISO_8859_15);
    }

    /** What 9106 calls the charset: 1 DIN 66003, 2 CP437, 3 ISO 8859-1, 4 ISO 8859-15; it knows no other. */
    public static String charsetCode(LdtCharset charset) {
        return switch (charset) {
            case DIN_66003 -> "1";
            case CP437 -> "2";
            case ISO_8859_1 -> "3";
            case ISO_8859_15 -> "4";
            case CP850, WINDOWS_1252, UTF_8, UTF_8_TWICE ->
                throw new UnwritableException(
                        "9106",
                        "9106 kennt den Zeichensatz " + charset.label() + " nicht.",
                        "9106 has no code for the charset " + charset.label() + ".");
        };
    }

    /** From here on {@code ≥} is written as {@code >=} and so on; a character without a usual form is still refused. */
    public LdtWriter transliterating() {
        transliterates = true;
        return this;
    }

    /**
     * Only frame, lengths, sums and charset are right; which fields stand there is not looked at. For tests, and to write a
     * broken message again as it is.
     */
    public LdtWriter lenient() {
        lenient = true;
        return this;
    }

    /** The record that is being written; "" before the first. */
    String current() {
        return record;
    }

    /** Ends the record before and begins one. The first is the header 8220 or 8230, or the envelope 0020 of LDT 2. */
    public LdtWriter record(String type) {
        require(type != null, "8000", "record(null): welche Satzart?", "record(null): which record?");
        require(!finished, "8000", "Das Datenpaket ist bereits abgeschlossen.", "The package is finished.");
        require(depth == 0, "8000", "Ein Satz beginnt nicht in einem Objekt.", "A record cannot begin in an object.");
        require(
                RecordType.belongsTo(generation, type) && !RecordType.isTrailer(type) && !type.equals("0021"),
                "8000",
                "Satzart " + type + " kann hier nicht begonnen werden; den Abschluss schreibt bytes().",
                "A record " + type + " cannot be begun here; bytes() writes the closing one.");
        boolean begins = RecordType.isHeader(type) || type.equals("0020");
        boolean first = record.isEmpty() || record.equals("0020") && RecordType.isHeader(type);
        require(
                begins == first,
                "8000",
                "Ein Datenpaket beginnt mit genau einem Satz 8220 oder 8230.",
                "A package begins with exactly one record 8220 or 8230.");
        end();
        if (RecordType.isHeader(type)) {
            header = type;
        }
        enveloped |= type.equals("0020");
        begin(type);
        return this;
    }

    /** One line. */
    public LdtWriter field(String id, String content) {
        require(id != null, "", "field(null, …): welches Feld?", "field(null, …): which field?");
        if (content == null) {
            throw new UnwritableException(
                    id,
                    "field(\"" + id + "\", null): Ein Feld braucht Inhalt; optional(…) lässt es weg.",
                    "field(\"" + id + "\", null): a field needs content; optional(…) leaves it out.");
        }
        require(!record.isEmpty() && !finished, id, "Zuerst record(…) aufrufen.", "Begin a record first: record(…).");
        if (isFraming(id)) {
            throw new UnwritableException(
                    id,
                    "Feld " + id + " schreibt der LdtWriter selbst.",
                    "Field " + id + " is written by the LdtWriter itself.");
        }
        if (id.equals("9106")) {
            if (!content.equals(charsetCode(charset))) {
                throw new UnwritableException(
                        id,
                        "9106 = " + content + " passt nicht zum Zeichensatz " + charset.label() + ".",
                        "9106 = " + content + " does not name the charset " + charset.label() + ".");
            }
            charsetNamed = true;
        }
        line(id, content);
        return this;
    }

    /** Nothing when there is no content. */
    public LdtWriter optional(String id, @Nullable String content) {
        return content == null || content.isBlank() ? this : field(id, content);
    }

    /** One line for each content. */
    public LdtWriter each(String id, List<String> contents) {
        require(
                contents != null,
                id,
                "each(\"" + id + "\", null): eine leere Liste lässt das Feld weg.",
                "each(\"" + id + "\", null): an empty list leaves the field out.");
        contents.forEach(content -> field(id, content));
        return this;
    }

    /**
     * A text of any length as LDT has it: the field repeated, broken between words at 60 characters in LDT 2 and 990 in
     * LDT 3. Blank lines are kept in 3564 and left out elsewhere, where LDT has none.
     */
    public LdtWriter text(String id, String text) {
        require(
                text != null,
                id,
                "text(\"" + id + "\", null): ein leerer Text lässt das Feld weg.",
                "text(\"" + id + "\", null): an empty text leaves the field out.");
        int width = generation == Generation.LDT2 ? LONGEST_TEXT_LINE_LDT2 : LONGEST_CONTENT;
        for (String paragraph : text.lines().toList()) {
            String written = transliterates ? Transliteration.of(paragraph, encoder) : paragraph;
            for (String line : Wrap.at(width, written)) {
                if (!line.isBlank() || id.equals("3564")) {
                    field(id, line);
                }
            }
        }
        return this;
    }

    /** An object of LDT 3 with its Objektattribut in front: {@code object("8142", "Normalwert", "Obj_0042", …)}. */
    public LdtWriter object(String roleField, String role, String type, Consumer<LdtWriter> content) {
        require(generation == Generation.LDT3, roleField, "Objekte gibt es nur im LDT 3.", "Only LDT 3 has objects.");
        require(
                roleField != null
                        && role != null
                        && type != null
                        && content != null
                        && isAttribute(roleField)
                        && type.startsWith("Obj_")
                        && LineBuffer.isNumber(type.substring(4)),
                roleField,
                "Ein Objekt braucht ein Objektattribut 81nn oder 82nn und einen Namen Obj_nnnn.",
                "An object needs an Objektattribut 81nn or 82nn and a name Obj_nnnn.");
        field(roleField, role);
        line("8002", type);
        int empty = out.size();
        depth++;
        content.accept(this);
        depth--;
        if (out.size() == empty) {
            throw new UnwritableException(
                    roleField, "Das Objekt " + type + " ist leer.", "The object " + type + " is empty.");
        }
        line("8003", type);
        return this;
    }

    /**
     * Closes the package and gives it; to be called once, after the last record. Unless {@link #lenient()}, what was written
     * is read again and held against every rule at its strictest; the first that is broken is an UnwritableException.
     */
    public byte[] bytes() {
        require(
                !header.isEmpty(),
                "8000",
                "Das Datenpaket ist leer: Es beginnt mit record(\"8220\") oder record(\"8230\").",
                "The package is empty: it begins with record(\"8220\") or record(\"8230\").");
        require(
                depth == 0 && !finished,
                "8000",
                "Ein Datenpaket wird einmal und nach seinem letzten Satz abgeschlossen.",
                "A package is closed once, after its last record.");
        end();
        begin(RecordType.trailerOf(header));
        switch (generation) {
            case LDT2 -> line("9202", "%08d".formatted(total + TRAILER_LENGTH));
            case LDT3 -> line("9300", out.sha1());
        }
        end();
        if (enveloped) {
            begin("0021");
            end();
        }
        finished = true;
        return lenient ? out.bytes() : Proof.of(out.bytes(), charset, LdtWriter::call);
    }

    private static String call(String record, String field) {
        return field.isEmpty() ? "" : "record(\"" + record + "\") … field(\"" + field + "\", …)";
    }

    private void begin(String type) {
        record = type;
        recordStart = out.size();
        line("8000", type);
        if (generation == Generation.LDT2) {
            line("8100", "00000");
        }
    }

    private void end() {
        if (record.isEmpty()) {
            return;
        }
        if (generation == Generation.LDT3) {
            line("8001", record);
            return;
        }
        require(
                charsetNamed || !RecordType.isHeader(record),
                "9106",
                "Im Kopfsatz fehlt der Zeichensatz: 9106 = " + charsetCode(charset) + ".",
                "The header must name its charset: 9106 = " + charsetCode(charset) + ".");
        int length = out.size() - recordStart;
        if (length > LONGEST_RECORD) {
            throw new UnwritableException(
                    "8100",
                    "Der Satz " + record + " ist mit " + length + " Byte länger, als 8100 sagen kann.",
                    "The record " + record + " has " + length + " bytes, more than 8100 can say.");
        }
        out.number(recordStart + RECORD_LENGTH_AT, 5, length);
        if (!record.startsWith("00")) {
            total += length;
        }
    }

    private boolean isFraming(String id) {
        return switch (id) {
            case "8000", "8001", "8002", "8003", "8100", "9202" -> true;
            case "9300" -> generation == Generation.LDT3;
            default -> false;
        };
    }

    /** 81nn or 82nn. */
    private static boolean isAttribute(String field) {
        return LineBuffer.isNumber(field)
                && field.charAt(0) == '8'
                && (field.charAt(1) == '1' || field.charAt(1) == '2');
    }

    private void line(String id, String content) {
        out.line(id, transliterates ? Transliteration.of(content, encoder) : content);
    }

    /** For what is asked once a record: the sentences are made before anybody knows whether they are needed. */
    private static void require(boolean holds, String field, String german, String english) {
        if (!holds) {
            throw new UnwritableException(field, german, english);
        }
    }
}
