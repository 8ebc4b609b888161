package health.careloop.ldt;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The content of one record as fields and objects, made when somebody asks for it: who only checks a message never does.
 * Made twice at worst, the same both times, where two threads ask at once.
 */
final class RecordParts extends Settled<LdtPart> {
    private final Lines lines;
    private final int from;
    private final int to;
    private final Generation generation;
    /** Of each object in the order in which they open: its line 8002, and the line that closes it or the end. */
    private final int[] bounds;

    private final int objects;
    /** Searched line by line. */
    private static final int FEW = 64;

    private volatile @Nullable List<LdtPart> made;
    private volatile @Nullable Map<String, LdtField> firsts;

    RecordParts(Lines lines, int from, int to, Generation generation, int[] bounds, int objects) {
        this.lines = lines;
        this.from = from;
        this.to = to;
        this.generation = generation;
        this.bounds = bounds;
        this.objects = objects;
    }

    @Override
    public LdtPart get(int index) {
        return made().get(index);
    }

    @Override
    public int size() {
        return made().size();
    }

    /** A wide header is asked for the same few fields with every record that is read behind it. */
    Optional<LdtField> first(String id) {
        if (generation == Generation.LDT2 && to - from <= FEW) {
            return firstOf(id);
        }
        if (to - from <= FEW) {
            for (LdtPart part : made()) {
                if (part instanceof LdtField field && field.is(id)) {
                    return Optional.of(field);
                }
            }
            return Optional.empty();
        }
        Map<String, LdtField> known = firsts;
        if (known == null) {
            known = new HashMap<>();
            for (LdtPart part : made()) {
                if (part instanceof LdtField field) {
                    known.putIfAbsent(field.id(), field);
                }
            }
            firsts = known;
        }
        return Optional.ofNullable(known.get(id));
    }

    /** Looks at the lines themselves, where all of them are parts. */
    private Optional<LdtField> firstOf(String id) {
        for (int i = from; i < to; i++) {
            if (isPart(lines.id(i)) && FieldId.text(lines.id(i)).equals(id)) {
                return Optional.of(new LdtField(lines, i));
            }
        }
        return Optional.empty();
    }

    private static boolean isPart(int number) {
        return number != PackageReader.RECORD && number != PackageReader.LENGTH && number != Lines.NOT_A_FIELD;
    }

    private List<LdtPart> made() {
        List<LdtPart> known = made;
        if (known == null) {
            known = new Making().all();
            made = known;
        }
        return known;
    }

    private final class Making {
        /** What is not yet in an object that is made: everything at the top, then what the open objects hold. */
        private final LdtPart[] parts = new LdtPart[to - from];

        private int count;
        private int object;

        List<LdtPart> all() {
            switch (generation) {
                case LDT2 -> flat();
                case LDT3 -> inside(from + 1, to);
            }
            return taken(0);
        }

        private void flat() {
            for (int i = from; i < to; i++) {
                if (isPart(lines.id(i))) {
                    parts[count++] = new LdtField(lines, i);
                }
            }
        }

        /** Nested no deeper than {@link ObjectTree#DEEPEST}. */
        private void inside(int start, int end) {
            for (int i = start; i < end; i++) {
                if (object < objects && bounds[2 * object] == i) {
                    int close = bounds[2 * object + 1];
                    object++;
                    int first = count;
                    inside(i + 1, close);
                    List<LdtPart> held = taken(first);
                    parts[count++] = object(i, Math.min(close, to - 1), held);
                    i = close;
                } else if (!ObjectTree.frames(lines, i, to)) {
                    parts[count++] = new LdtField(lines, i);
                }
            }
        }

        private LdtObject object(int opens, int last, List<LdtPart> held) {
            boolean named = ObjectTree.isAttribute(lines.id(opens - 1));
            LdtField start = new LdtField(lines, named ? opens - 1 : opens);
            return new LdtObject(ObjectTree.type(lines, opens), start, named, held, lines.line(last));
        }

        private List<LdtPart> taken(int first) {
            LdtPart[] held = Arrays.copyOfRange(parts, first, count);
            count = first;
            return Settled.of(held, held.length);
        }
    }
}
