package health.careloop.postgres;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;
import java.util.zip.ZipFile;

/** Unpacks what {@link ArchiveWriter} wrote, and believes nothing it cannot recompute. */
final class ArchiveReader {

    private ArchiveReader() {}

    /** Gives the number of bytes unpacked; every folder and file is its owner's alone. */
    static long unpack(Path archive, Path target) throws IOException {
        try (var zip = new ZipFile(archive.toFile())) {
            var listing = zip.getEntry(ArchiveWriter.MANIFEST);
            if (listing == null) {
                throw new IOException("it has no manifest");
            }
            var manifest = new String(zip.getInputStream(listing).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            if (manifest.isEmpty() || !manifest.getFirst().equals(ArchiveWriter.FORMAT)) {
                throw new IOException("its format is not '" + ArchiveWriter.FORMAT + "'");
            }
            if (zip.size() != manifest.size()) {
                throw new IOException("its manifest does not list what is in it");
            }
            var bytes = 0L;
            for (var line : manifest.subList(1, manifest.size())) {
                bytes += unpack(zip, line, target);
            }
            return bytes;
        }
    }

    private static long unpack(ZipFile zip, String line, Path target) throws IOException {
        var parts = line.split(" ", 3);
        if (parts.length != 3) {
            throw new IOException("its manifest has a line that says nothing: " + line);
        }
        var name = parts[2];
        var path = target.resolve(name).normalize();
        var entry = zip.getEntry(name);
        if (entry == null || !path.startsWith(target) || path.equals(target)) {
            throw new IOException(name + " is listed but not in it");
        }
        if (name.endsWith("/")) {
            Disk.createOwnerFolders(path);
            return 0;
        }
        var digest = sha256();
        long size;
        try (var channel = FileChannel.open(
                        path, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), Disk.OWNER_FILE);
                OutputStream file = new DigestOutputStream(Channels.newOutputStream(channel), digest);
                var content = zip.getInputStream(entry)) {
            size = content.transferTo(file);
        }
        if (!parts[0].equals(HexFormat.of().formatHex(digest.digest())) || !parts[1].equals(Long.toString(size))) {
            Files.delete(path);
            throw new IOException(name + " is not what was backed up");
        }
        return size;
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }
}
