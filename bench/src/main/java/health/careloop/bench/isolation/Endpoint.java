package health.careloop.bench.isolation;

import java.util.Comparator;

/**
 * One thing the application answers to.
 *
 * @param header only with which it is this endpoint; mostly empty
 */
record Endpoint(String method, String path, String header) implements Comparable<Endpoint> {
    private static final Comparator<Endpoint> BY_PATH =
            Comparator.comparing(Endpoint::path).thenComparing(Endpoint::method).thenComparing(Endpoint::header);

    static Endpoint of(String method, String path) {
        return new Endpoint(method, path, "");
    }

    @Override
    public int compareTo(Endpoint other) {
        return BY_PATH.compare(this, other);
    }

    @Override
    public String toString() {
        return method + " " + path + (header.isEmpty() ? "" : " with " + header);
    }
}
