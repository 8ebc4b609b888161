package health.careloop.tenancy;

import java.sql.SQLTransientConnectionException;

/** There is no connection to be had in time, though the database is well. Names no tenant. */
final class BusyException extends SQLTransientConnectionException {
    private static final long serialVersionUID = 1L;

    BusyException(String message) {
        super(message);
    }
}
