package health.careloop.bench.isolation;

/** A place in a request where an id can stand. */
record Slot(Place place, String name, Subject subject) {
    enum Place {
        PATH,
        QUERY,
        HEADER,
        BODY,
        /** Inside the message that is posted. */
        MESSAGE
    }
}
