package health.careloop.postgres;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** The programs of PostgreSQL ({@code postgres}, {@code initdb}, {@code pg_ctl}), unpacked once per user and version. */
record PostgresBinaries(Path folder, RunAs runAs) {

    static final String VERSION = "18.6.0";
    static final String MAJOR = VERSION.substring(0, VERSION.indexOf('.'));
    static final int MINOR = Integer.parseInt(VERSION.split("\\.", -1)[1]);
    /** Unpacked. */
    private static final long SIZE_BYTES = 100_000_000;

    /** Where this user keeps what can be made again: {@code CARELOOP_CACHE}, else {@code ~/.cache/careloop}. */
    static Path cache(Map<String, String> environment) {
        var chosen = environment.get("CARELOOP_CACHE");
        return chosen != null && !chosen.isBlank()
                ? Path.of(chosen)
                : Path.of(System.getProperty("user.home"), ".cache", "careloop");
    }

    static PostgresBinaries unpacked(Path wantedCache, RunAs runAs, Consumer<String> progress) throws IOException {
        var cache = runAs.readable(wantedCache);
        var name = "postgres-" + platform() + ".txz";
        var archive = PostgresBinaries.class.getResource("/" + name);
        if (archive == null) {
            throw new DatabaseServerException("This build carries no PostgreSQL for " + platform()
                    + ": run your own (compose.yaml shows one) and name it in CARELOOP_DATABASE_URL.");
        }
        try {
            var folder = cache.resolve("postgres-" + VERSION + "-" + fingerprint(name, archive))
                    .toAbsolutePath();
            if (!Files.isDirectory(folder)) {
                progress.accept("unpacking PostgreSQL " + VERSION + " into " + folder + " (once)");
                unpack(archive, cache, folder);
            }
            return new PostgresBinaries(folder, runAs);
        } catch (IOException e) {
            throw new DatabaseServerException(
                    "PostgreSQL cannot be unpacked into " + cache + " (" + Disk.why(e)
                            + "): free some space or name another " + "folder in CARELOOP_CACHE.",
                    e);
        }
    }

    /**
     * The call of one of the programs. A session of its own keeps a Ctrl-C in the terminal from stopping the database
     * before the application; and no secret of ours is in its environment.
     */
    ProcessBuilder command(String program, List<String> arguments) {
        var command = new ArrayList<String>();
        command.add("setsid");
        command.addAll(runAs.prefix());
        command.add(folder.resolve("bin").resolve(program).toString());
        command.addAll(arguments);
        var builder = new ProcessBuilder(command);
        var environment = builder.environment();
        var path = environment.getOrDefault("PATH", "/usr/local/bin:/usr/bin:/bin");
        environment.clear();
        environment.put("PATH", path);
        environment.put("LC_ALL", "C");
        return builder;
    }

    static boolean isRoot() {
        try {
            return Files.getAttribute(Path.of("/proc/self"), "unix:uid") instanceof Integer uid && uid == 0;
        } catch (IOException | UnsupportedOperationException e) {
            return "root".equals(System.getProperty("user.name"));
        }
    }

    private static String platform() {
        var system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        var processor = System.getProperty("os.arch");
        return (system.startsWith("mac") ? "darwin" : system.replace(' ', '_'))
                + "-"
                + switch (processor) {
                    case "amd64", "x86_64" -> "x86_64";
                    case "aarch64", "arm64" -> "arm_64";
                    default -> processor;
                };
    }

    /** Name and size tell two builds apart without reading 15 MB at every start. */
    private static String fingerprint(String name, URL archive) throws IOException {
        try {
            var connection = archive.openConnection();
            connection.setUseCaches(true);
            var identity = name + " " + connection.getContentLengthLong();
            var digest = MessageDigest.getInstance("SHA-256").digest(identity.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static void requireSpace(Path cache) throws IOException {
        if (Files.getFileStore(cache).getUsableSpace() < SIZE_BYTES) {
            throw new IOException("less than " + SIZE_BYTES / 1_000_000 + " MB are free");
        }
    }

    /** Whole or not at all: into a neighbour, then renamed. Who loses the race to another process uses its folder. */
    private static void unpack(URL archive, Path cache, Path folder) throws IOException {
        Files.createDirectories(cache);
        requireSpace(cache);
        var neighbour = Files.createTempDirectory(cache, folder.getFileName() + ".");
        try {
            try (var stream = new TarArchiveInputStream(
                    new XZInputStream(new BufferedInputStream(archive.openStream(), 1 << 16)))) {
                for (var entry = stream.getNextEntry(); entry != null; entry = stream.getNextEntry()) {
                    if (Thread.currentThread().isInterrupted()) {
                        throw Cluster.interrupted();
                    }
                    var target = neighbour.resolve(entry.getName()).normalize();
                    if (!target.startsWith(neighbour)) {
                        throw new IOException("entry outside the archive: " + entry.getName());
                    }
                    if (entry.isDirectory()) {
                        Files.createDirectories(target);
                    } else {
                        Files.createDirectories(target.getParent());
                        if (entry.isSymbolicLink()) {
                            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
                        } else {
                            Files.copy(stream, target);
                            var executable = (entry.getMode() & 0100) != 0;
                            Files.setPosixFilePermissions(
                                    target, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
                        }
                    }
                }
            }
            Files.setPosixFilePermissions(neighbour, PosixFilePermissions.fromString("rwxr-xr-x"));
            Disk.sync(neighbour);
            Files.move(neighbour, folder, StandardCopyOption.ATOMIC_MOVE);
            Disk.syncOne(cache);
        } catch (FileSystemException e) {
            if (!Files.isDirectory(folder)) {
                throw e;
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } finally {
            Disk.delete(neighbour);
        }
    }
}
