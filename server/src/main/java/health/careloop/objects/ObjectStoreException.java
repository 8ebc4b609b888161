package health.careloop.objects;

/** An object could not be kept or does not read back as it was kept. */
public final class ObjectStoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ObjectStoreException(String message, Throwable cause) {
        super(message, cause);
    }

    ObjectStoreException(String message) {
        super(message);
    }
}
