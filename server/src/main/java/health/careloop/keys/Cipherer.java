package health.careloop.keys;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicReference;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import org.jspecify.annotations.Nullable;

/** AES-256-GCM: 12 random bytes of nonce, ciphertext, 16 bytes of tag; the binding is authenticated, not stored. */
final class Cipherer {
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final SecretKey key;
    /** Kept from one use to the next: finding one and making its round keys costs more than sealing a short text. */
    private final AtomicReference<@Nullable Cipher> spare = new AtomicReference<>();

    Cipherer(SecretKey key) {
        this.key = key;
    }

    byte[] seal(byte[] plain, String binding) {
        return seal(plain, binding, 0);
    }

    /** Leaves {@code room} empty bytes in front for the caller's header. */
    byte[] seal(byte[] plain, String binding, int room) {
        byte[] nonce = new byte[NONCE];
        RANDOM.nextBytes(nonce);
        byte[] sealed = new byte[room + NONCE + plain.length + TAG_BITS / 8];
        System.arraycopy(nonce, 0, sealed, room, NONCE);
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, nonce, 0, binding);
            cipher.doFinal(plain, 0, plain.length, sealed, room + NONCE);
            spare.set(cipher);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Sealing failed", e);
        }
        return sealed;
    }

    byte[] open(byte[] sealed, String binding) {
        return open(sealed, binding, 0);
    }

    /** @throws SealBrokenException when the bytes, the key or the place are not the ones of the sealing */
    byte[] open(byte[] sealed, String binding, int header) {
        try {
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, sealed, header, binding);
            byte[] plain = cipher.doFinal(sealed, header + NONCE, sealed.length - header - NONCE);
            spare.set(cipher);
            return plain;
        } catch (AEADBadTagException | IllegalArgumentException e) {
            throw new SealBrokenException(binding);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Opening failed", e);
        }
    }

    private Cipher cipher(int mode, byte[] nonce, int offset, String binding) throws GeneralSecurityException {
        Cipher kept = spare.getAndSet(null);
        Cipher cipher = kept == null ? Cipher.getInstance("AES/GCM/NoPadding") : kept;
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce, offset, NONCE));
        cipher.updateAAD(binding.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
