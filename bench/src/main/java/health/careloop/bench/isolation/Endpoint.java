package health.careloop.bench.isolation;

import java.util.Comparator;

/** One thing the application answers to. */
record Endpoint(String method, String path) implements Comparable<Endpoint> {
    private static final Comparator<Endpoint> BY_PATH =
            Comparator.comparing(Endpoint::path).thenComparing(Endpoint::method);

    @Override
    public int compareTo(Endpoint other) {
        return BY_PATH.compare(this, other);
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
