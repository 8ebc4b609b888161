package health.careloop.keys;

/**
 * A confidential value as it lies in a table or an object: format byte 1, key number (4 bytes), nonce, ciphertext, tag.
 */
public final class Sealed {
    static final int HEADER = 5;
    private static final byte FORMAT = 1;

    private final byte[] bytes;

    private Sealed(byte[] bytes) {
        this.bytes = bytes;
    }

    /** As read from where it was kept. The array is not copied: it is the caller's last use of it. */
    public static Sealed of(byte[] bytes) {
        return new Sealed(bytes);
    }

    static Sealed withHeader(int keyNumber, byte[] bytesWithRoom) {
        bytesWithRoom[0] = FORMAT;
        for (int i = 0; i < 4; i++) {
            bytesWithRoom[1 + i] = (byte) (keyNumber >>> (24 - 8 * i));
        }
        return new Sealed(bytesWithRoom);
    }

    int keyNumber(String binding) {
        if (bytes.length < HEADER || bytes[0] != FORMAT) {
            throw new SealBrokenException(binding);
        }
        int number = 0;
        for (int i = 0; i < 4; i++) {
            number = number << 8 | (bytes[1 + i] & 0xFF);
        }
        return number;
    }

    /** To be kept. The array is not copied. */
    public byte[] bytes() {
        return bytes;
    }
}
