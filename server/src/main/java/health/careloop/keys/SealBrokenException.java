package health.careloop.keys;

/** Sealed bytes that do not open here: altered, moved from another place, or sealed with another key. */
public final class SealBrokenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SealBrokenException(String binding) {
        super("Sealed bytes do not open as " + binding);
    }
}
