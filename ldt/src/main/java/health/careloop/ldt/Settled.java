package health.careloop.ldt;

import java.util.AbstractList;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;

/** A list that nobody can change. {@link List#of} would copy what was just made. */
abstract class Settled<E> extends AbstractList<E> implements RandomAccess {

    /** The front of an array that must not change from now on. */
    static <E> List<E> of(E[] elements, int size) {
        return new Front<>(elements, size);
    }

    /** The list itself where nobody can change it, else a copy. */
    static <E> List<E> copyOf(List<E> list) {
        return list instanceof Settled<E> ? list : List.copyOf(list);
    }

    private static final class Front<E> extends Settled<E> {
        private final E[] elements;
        private final int size;

        private Front(E[] elements, int size) {
            this.elements = elements;
            this.size = size;
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
}
