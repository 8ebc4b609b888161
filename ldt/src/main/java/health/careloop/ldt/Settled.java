package health.careloop.ldt;

import java.util.AbstractList;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;

/** The front of an array that nothing writes to any more, as a list. {@link List#of} would copy what was just made. */
final class Settled<E> extends AbstractList<E> implements RandomAccess {
    private final E[] elements;
    private final int size;

    private Settled(E[] elements, int size) {
        this.elements = elements;
        this.size = size;
    }

    /** The array must not change from now on. */
    static <E> List<E> of(E[] elements, int size) {
        return new Settled<>(elements, size);
    }

    /** The list itself where nobody can change it, else a copy. */
    static <E> List<E> copyOf(List<E> list) {
        return list instanceof Settled<E> ? list : List.copyOf(list);
    }

    @Override
    public E get(int index) {
        return elements[Objects.checkIndex(index, size)];
    }

    @Override
    public int size() {
        return size;
    }
}
