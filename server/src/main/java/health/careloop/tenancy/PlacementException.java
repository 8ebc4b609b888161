package health.careloop.tenancy;

import org.jspecify.annotations.Nullable;

/** A place could not be made or taken back. The message names no tenant and quotes nothing of the database's. */
public final class PlacementException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public PlacementException(String message) {
        super(message);
    }

    PlacementException(String message, @Nullable Exception cause) {
        super(message, cause);
    }
}
