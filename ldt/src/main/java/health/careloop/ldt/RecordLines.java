package health.careloop.ldt;

import java.util.Objects;

/** The lines of one record as fields, each made when somebody asks for it: most are only ever looked at as lines. */
final class RecordLines extends Settled<LdtField> {
    private final Lines lines;
    private final int from;
    private final int size;

    RecordLines(Lines lines, int from, int to) {
        this.lines = lines;
        this.from = from;
        size = to - from;
    }

    @Override
    public LdtField get(int index) {
        return new LdtField(lines, from + Objects.checkIndex(index, size));
    }

    @Override
    public int size() {
        return size;
    }
}
