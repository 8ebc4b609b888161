package health.careloop.postgres;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * One zip file (zip64 where it must be): the files of a data folder under their own names, then {@code MANIFEST} with
 * digest, size and name of each. A folder ends in a slash and has size 0.
 */
final class ArchiveWriter implements AutoCloseable {

    static final String MANIFEST = "MANIFEST";
    static final String FORMAT = "careloop backup 1";

    private final ZipOutputStream zip;
    private final List<String> manifest = new ArrayList<>(List.of(FORMAT));
    private long bytes;

    ArchiveWriter(Path file) throws IOException {
        var channel = FileChannel.open(
                file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), Disk.OWNER_FILE);
        zip = new ZipOutputStream(new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16));
        zip.setLevel(Deflater.BEST_SPEED);
        zip.setComment(Seal.PLACEHOLDER);
    }

    void folder(String name) throws IOException {
        zip.putNextEntry(new ZipEntry(name + "/"));
        zip.closeEntry();
        manifest.add("- 0 " + name + "/");
    }

    /** A file that is gone by now was deleted while we worked; whoever deleted it has written that down. */
    void file(String name, Path source) throws IOException {
        try (var stream = Files.newInputStream(source)) {
            file(name, stream);
        } catch (NoSuchFileException e) {
            return;
        }
    }

    void file(String name, InputStream content) throws IOException {
        if (name.indexOf('\n') >= 0) {
            throw new IOException("a file name with a line end: " + name);
        }
        var digest = ArchiveReader.sha256();
        zip.putNextEntry(new ZipEntry(name));
        var size = new DigestInputStream(content, digest).transferTo(zip);
        zip.closeEntry();
        manifest.add(HexFormat.of().formatHex(digest.digest()) + " " + size + " " + name);
        bytes += size;
    }

    long bytes() {
        return bytes;
    }

    int entries() {
        return manifest.size() - 1;
    }

    void finish() throws IOException {
        zip.putNextEntry(new ZipEntry(MANIFEST));
        zip.write((String.join("\n", manifest) + "\n").getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
        zip.finish();
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
