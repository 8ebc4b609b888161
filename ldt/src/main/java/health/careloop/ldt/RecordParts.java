package health.careloop.ldt;

import java.util.Arrays;
import java.util.List;
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
    private @Nullable List<LdtPart> made;

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
                int number = lines.id(i);
                if (number != PackageReader.RECORD && number != PackageReader.LENGTH && number != Lines.NOT_A_FIELD) {
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
