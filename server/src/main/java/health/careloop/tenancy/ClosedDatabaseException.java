package health.careloop.tenancy;

/** Somebody asked for a connection of pools that were just closed; opening them anew is all there is to do. */
final class ClosedDatabaseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ClosedDatabaseException(DatabaseAddress address) {
        super("The connections to " + address + " are closed");
    }
}
