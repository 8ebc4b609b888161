package health.careloop.postgres;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a file system promises only when asked: that it is on disk, and that it is nobody else's. */
final class Disk {

    static final FileAttribute<Set<PosixFilePermission>> OWNER_FOLDER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    static final FileAttribute<Set<PosixFilePermission>> OWNER_FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private Disk() {}

    /** Refuses to begin what would stop half-way for want of space. */
    static void requireSpace(Path folder, long neededBytes) throws IOException {
        var free = Files.getFileStore(folder).getUsableSpace();
        if (free < neededBytes) {
            throw new DatabaseServerException("Only " + free / 1_000_000 + " MB are free where " + folder
                    + " lies, and " + neededBytes / 1_000_000
                    + " MB are needed: free some space, or choose another folder with --home.");
        }
    }

    /** In words, for whoever chose the folder. */
    static String why(IOException failure) {
        var file = failure instanceof FileSystemException named ? named.getFile() : null;
        return switch (failure) {
            case AccessDeniedException denied -> "this user may not write " + denied.getFile();
            case FileAlreadyExistsException taken -> taken.getFile() + " is a file and no folder";
            case FileSystemException told
            when told.getReason() != null -> file + ": " + told.getReason().toLowerCase(Locale.ROOT);
            default -> String.valueOf(failure);
        };
    }

    /** Every file and folder below, then the folder itself. */
    static void sync(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (attributes.isRegularFile()) {
                    syncOne(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                syncOne(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** A folder is synced like a file: that makes its names last. */
    static void syncOne(Path path) throws IOException {
        try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Creates what is missing, readable by its owner only; leaves alone what exists. */
    static void createOwnerFolders(Path folder) throws IOException {
        Files.createDirectories(folder, OWNER_FOLDER);
    }

    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw failure;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure) throws IOException {
                Files.deleteIfExists(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
