package health.careloop.bench;

/** Processor seconds of the two halves of a running server. */
record ProcessorTime(double server, double postgres) {
    static final ProcessorTime NONE = new ProcessorTime(0, 0);

    ProcessorTime plus(ProcessorTime other) {
        return new ProcessorTime(server + other.server, postgres + other.postgres);
    }

    ProcessorTime since(ProcessorTime earlier) {
        return new ProcessorTime(server - earlier.server, postgres - earlier.postgres);
    }

    /** Milliseconds for each of so many operations. */
    ProcessorTime each(long operations) {
        double scale = 1000.0 / Math.max(1, operations);
        return new ProcessorTime(server * scale, postgres * scale);
    }

    double total() {
        return server + postgres;
    }
}
