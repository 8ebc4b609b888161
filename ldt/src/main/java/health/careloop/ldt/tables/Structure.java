package health.careloop.ldt.tables;

import health.careloop.ldt.Generation;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which fields stand where: the records of both generations and the objects of LDT 3, and who introduces which object. */
public final class Structure {
    private Structure() {}

    /** The fields of a record such as 8205; null when the generation has no such record. */
    public static @Nullable StructureNode record(Generation generation, int type) {
        if (type < 0 || type >= FieldTable.NUMBERS) {
            return null;
        }
        return switch (generation) {
            case LDT2 -> TableResource.LOADED.records2[type];
            case LDT3 -> type <= LARGEST_OBJECT ? null : TableResource.LOADED.nodes3[type];
        };
    }

    /** The fields of an object such as 60 for Obj_0060; null when there is no such object. */
    public static @Nullable StructureNode object(int number) {
        return number < 0 || number > LARGEST_OBJECT ? null : TableResource.LOADED.nodes3[number];
    }

    /** The object a field such as 8142 introduces; 0 for any other field. */
    public static int objectOf(int attribute) {
        return attribute < 0 ? 0 : TableResource.LOADED.objectOf[attribute];
    }

    /** The content an Objektattribut has on the wire, such as "Normalwert"; "" for any other field. */
    public static String wireName(int attribute) {
        return TableResource.LOADED.wireNames[attribute];
    }

    /** The same as the bytes of a line, with which it is compared. Not to be written to. */
    public static byte[] wireBytes(int attribute) {
        return TableResource.LOADED.wireBytes[attribute];
    }

    /** All records of a generation, by number. */
    public static List<StructureNode> records(Generation generation) {
        @Nullable
        StructureNode[] nodes = switch (generation) {
            case LDT2 -> TableResource.LOADED.records2;
            case LDT3 -> TableResource.LOADED.nodes3;
        };
        return list(Arrays.copyOfRange(nodes, generation == Generation.LDT2 ? 0 : LARGEST_OBJECT + 1, nodes.length));
    }

    /** All objects of LDT 3, by number. */
    public static List<StructureNode> objects() {
        return list(Arrays.copyOf(TableResource.LOADED.nodes3, LARGEST_OBJECT + 1));
    }

    private static List<StructureNode> list(@Nullable StructureNode[] nodes) {
        return Arrays.stream(nodes)
                .<StructureNode>mapMulti((node, out) -> {
                    if (node != null) {
                        out.accept(node);
                    }
                })
                .toList();
    }

    static final int LARGEST_OBJECT = 100;
}
