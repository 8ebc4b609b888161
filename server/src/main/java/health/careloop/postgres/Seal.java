package health.careloop.postgres;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The last 64 bytes of an archive: HMAC-SHA-256 of everything before, under a key derived from the master key. It
 * notices a flipped bit, a shortened file, a changed one, and a key that belongs to another archive. As the comment of
 * the zip file it is in nobody's way.
 */
final class Seal {

    static final String PLACEHOLDER = "0".repeat(64);

    private final byte[] masterKey;

    Seal(byte[] masterKey) {
        this.masterKey = masterKey.clone();
    }

    void put(Path archive) throws IOException {
        try (var channel = FileChannel.open(archive, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            var sealed = channel.size() - PLACEHOLDER.length();
            channel.write(ByteBuffer.wrap(of(channel, sealed)), sealed);
            channel.force(true);
        }
    }

    boolean isWhole(Path archive) throws IOException {
        try (var channel = FileChannel.open(archive, StandardOpenOption.READ)) {
            var sealed = channel.size() - PLACEHOLDER.length();
            if (sealed < 0) {
                return false;
            }
            var found = ByteBuffer.allocate(PLACEHOLDER.length());
            while (found.hasRemaining() && channel.read(found, sealed + found.position()) >= 0) {
                // until the end
            }
            return MessageDigest.isEqual(of(channel, sealed), found.array());
        }
    }

    private byte[] of(FileChannel channel, long sealed) throws IOException {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(masterKey, "HmacSHA256"));
            var key = mac.doFinal("careloop backup seal".getBytes(StandardCharsets.UTF_8));
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            var buffer = ByteBuffer.allocate(1 << 16);
            for (var position = 0L; position < sealed; ) {
                buffer.clear().limit((int) Math.min(buffer.capacity(), sealed - position));
                var read = channel.read(buffer, position);
                if (read < 0) {
                    throw new IOException("the archive became shorter while it was read");
                }
                mac.update(buffer.flip());
                position += read;
            }
            return HexFormat.of().formatHex(mac.doFinal()).getBytes(StandardCharsets.US_ASCII);
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }
}
