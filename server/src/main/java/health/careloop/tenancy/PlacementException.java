package health.careloop.tenancy;

import java.sql.SQLException;

/** A place could not be made or taken back. The message names no tenant and quotes nothing of the database's. */
public final class PlacementException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PlacementException(String message) {
        super(message);
    }

    PlacementException(String message, SQLException cause) {
        super(message, cause);
    }
}
