package health.careloop.ldt.tables;

import health.careloop.ldt.Sentence;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The tables as the build compiled them (src/main/tables/CompileTables.java writes what is read here). */
final class TableResource {
    static final TableResource LOADED = load();

    final FieldTable ldt2 = new FieldTable();
    final FieldTable ldt3 = new FieldTable();
    final int[] numbers;
    final @Nullable StructureNode[] records2 = new @Nullable StructureNode[FieldTable.NUMBERS];
    final @Nullable StructureNode[] nodes3 = new @Nullable StructureNode[FieldTable.NUMBERS];
    final short[] objectOf = new short[FieldTable.NUMBERS];
    final String[] wireNames = new String[FieldTable.NUMBERS];
    final byte[][] wireBytes = new byte[FieldTable.NUMBERS][];
    final @Nullable CodeList[] codes2 = new @Nullable CodeList[FieldTable.NUMBERS];
    final @Nullable CodeList[] codes3 = new @Nullable CodeList[FieldTable.NUMBERS];
    final List<CodeList> lists2;
    final List<CodeList> lists3;
    final Map<String, String> contextRules;

    private TableResource(DataInputStream in) throws IOException {
        Arrays.fill(wireNames, "");
        Arrays.fill(wireBytes, new byte[0]);
        numbers = fields(in);
        nodes(in, nodes3);
        nodes(in, records2);
        roles(in);
        List<CodeList> two = new ArrayList<>();
        List<CodeList> three = new ArrayList<>();
        codes(in, two, three);
        lists2 = List.copyOf(two);
        lists3 = List.copyOf(three);
        Map<String, String> texts = new LinkedHashMap<>();
        for (int left = in.readUnsignedShort(); left > 0; left--) {
            texts.put(in.readUTF(), in.readUTF());
        }
        contextRules = Collections.unmodifiableMap(texts);
    }

    private static TableResource load() {
        try (InputStream resource = TableResource.class.getResourceAsStream("tables.bin")) {
            if (resource == null) {
                throw new IllegalStateException("The LDT tables are missing: build the module ldt with Maven.");
            }
            return new TableResource(new DataInputStream(new BufferedInputStream(resource)));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private int[] fields(DataInputStream in) throws IOException {
        int[] found = new int[in.readUnsignedShort()];
        FieldUse[] uses = FieldUse.values();
        for (int i = 0; i < found.length; i++) {
            int field = in.readUnsignedShort();
            found[i] = field;
            Sentence name = new Sentence(in.readUTF(), in.readUTF());
            FieldUse use = uses[in.readByte()];
            int type2 = in.readByte();
            int shortest2 = in.readUnsignedShort();
            int longest2 = in.readUnsignedShort();
            ldt3.put(field, name, use, in.readByte(), in.readUnsignedShort(), in.readUnsignedShort());
            ldt2.put(field, new Sentence(in.readUTF(), in.readUTF()), use, type2, shortest2, longest2);
        }
        return found;
    }

    private static void nodes(DataInputStream in, @Nullable StructureNode[] into) throws IOException {
        for (int left = in.readUnsignedShort(); left > 0; left--) {
            int number = in.readUnsignedShort();
            Sentence name = new Sentence(in.readUTF(), in.readUTF());
            int size = in.readUnsignedShort();
            StructureNode node = new StructureNode(number, name, size);
            for (int i = 0; i < size; i++) {
                node.put(
                        i,
                        in.readByte(),
                        in.readUnsignedShort(),
                        in.readBoolean(),
                        in.readByte(),
                        in.readUnsignedShort(),
                        in.readUnsignedShort(),
                        in.readUnsignedShort());
            }
            into[number] = node.complete();
        }
    }

    private void roles(DataInputStream in) throws IOException {
        for (int left = in.readUnsignedShort(); left > 0; left--) {
            int attribute = in.readUnsignedShort();
            objectOf[attribute] = in.readShort();
            wireNames[attribute] = in.readUTF();
            wireBytes[attribute] = wireNames[attribute].getBytes(StandardCharsets.ISO_8859_1);
        }
    }

    private void codes(DataInputStream in, List<CodeList> two, List<CodeList> three) throws IOException {
        for (int left = in.readUnsignedShort(); left > 0; left--) {
            boolean second = in.readByte() == 2;
            String rule = in.readUTF();
            int[] fields = new int[in.readUnsignedShort()];
            for (int i = 0; i < fields.length; i++) {
                fields[i] = in.readUnsignedShort();
            }
            String known = in.readUTF();
            Map<String, Sentence> meanings = new LinkedHashMap<>();
            for (int codes = in.readUnsignedShort(); codes > 0; codes--) {
                meanings.put(in.readUTF(), new Sentence(in.readUTF(), in.readUTF()));
            }
            CodeList list = new CodeList(rule, meanings, fields, known);
            (second ? two : three).add(list);
            for (int field : fields) {
                (second ? codes2 : codes3)[field] = list;
            }
        }
    }
}
