package health.careloop.postgres;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The whole data folder as one file, while the server runs or not, and back.
 *
 * <p>The database is copied first, between {@code pg_backup_start} and {@code pg_backup_stop} of one session, with the
 * log written meanwhile; the other files after it, so that whatever a row names is in the archive. The master key is
 * not: who has both can read everything, so they are kept apart.
 */
public final class Backup {

    /** Below the data folder; every other secret is encrypted under it or of no use without the data. */
    private static final Path MASTER_KEY = Path.of("keys", "master.key");

    /** Made anew by every start, or about one running server. */
    private static final Set<String> NOT_OF_THE_FOLDER = Set.of(
            DataFolderLock.FILE,
            "address",
            "postgres.log",
            "postgres.log.1",
            Cluster.FOLDER,
            Cluster.FOLDER + ".new",
            "tmp");

    private static final Set<String> NOT_OF_THE_CLUSTER =
            Set.of("postmaster.pid", "postmaster.opts", "backup_label", "backup_label.old", "tablespace_map");

    /** Kept as folders; PostgreSQL fills them itself. The log is copied at the end. */
    private static final Set<String> EMPTY_IN_THE_CLUSTER = Set.of(
            "pg_wal",
            "pg_replslot",
            "pg_dynshmem",
            "pg_notify",
            "pg_serial",
            "pg_snapshots",
            "pg_stat_tmp",
            "pg_subtrans");

    private static final Path CONTROL = Path.of("global", "pg_control");

    private Backup() {}

    /** The key of an archive, beside it until somebody puts it elsewhere. */
    public static Path keyBeside(Path archive) {
        return archive.resolveSibling(archive.getFileName() + ".key");
    }

    /** Where the master key lies unless a setting says otherwise. */
    public static Path keyIn(Path home) {
        return home.resolve(MASTER_KEY);
    }

    /** Writes {@code archive} and, beside it, its key; both must be new. */
    public static void write(Path home, Path archive, Consumer<String> progress) {
        write(home, keyIn(home), archive, progress);
    }

    /** As {@link #write(Path, Path, Consumer)}, with the master key from another place. */
    public static void write(Path home, Path keyFile, Path archive, Consumer<String> progress) {
        try {
            var folder = existing(home);
            var key = keyBeside(archive);
            requireNew(archive);
            requireNew(key);
            if (archive.toAbsolutePath().normalize().startsWith(folder)) {
                throw new DatabaseServerException(
                        "The archive cannot lie inside the folder it is a backup of: choose a place outside " + folder
                                + ".");
            }
            var masterKey = masterKey(keyFile, folder);
            var draft = archive.resolveSibling(archive.getFileName() + ".unfinished");
            requireNew(draft);
            try {
                var server = running(folder);
                if (server.isPresent()) {
                    try (var session = server.get()) {
                        write(folder, session, draft, progress);
                    }
                } else {
                    try (var started = EmbeddedPostgres.start(folder, progress);
                            var session = connect(folder, started.port())) {
                        write(folder, session, draft, progress);
                    }
                }
                new Seal(masterKey).put(draft);
                Files.createFile(key, Disk.OWNER_FILE);
                Files.write(key, masterKey);
                Disk.syncOne(key);
                Files.move(draft, archive, StandardCopyOption.ATOMIC_MOVE);
                Disk.syncOne(parent(archive));
            } finally {
                Files.deleteIfExists(draft);
            }
            progress.accept("backed up " + folder + " to " + archive + "; its key is " + key
                    + ": keep the two apart, whoever has both can read everything");
        } catch (SQLException e) {
            throw new DatabaseServerException(
                    "PostgreSQL did not complete the backup (" + e.getMessage() + "): run it again.", e);
        } catch (IOException e) {
            throw new DatabaseServerException("The backup of " + home + " to " + archive + " failed: " + e + ".", e);
        }
    }

    /** Fills {@code home}, which must be empty or absent; leaves it empty when the archive is not what was written. */
    public static void restore(Path archive, Path keyFile, Path home, Consumer<String> progress) {
        if (!Files.isRegularFile(archive)) {
            throw new DatabaseServerException("There is no archive " + archive + ".");
        }
        try {
            var masterKey = masterKey(keyFile, archive);
            Disk.createOwnerFolders(home);
            var folder = home.toRealPath();
            requireEmpty(folder);
            progress.accept("verifying " + archive);
            if (!new Seal(masterKey).isWhole(archive)) {
                throw new DatabaseServerException("Nothing was restored: " + archive
                        + " was changed or damaged since it was written, or " + keyFile + " is another archive's key.");
            }
            var lock = DataFolderLock.take(folder);
            try {
                unpack(archive, masterKey, folder, progress);
            } finally {
                lock.close();
            }
            progress.accept("restored " + archive + " into " + folder);
        } catch (IOException e) {
            throw new DatabaseServerException("Nothing was restored from " + archive + ": " + e.getMessage() + ".", e);
        }
    }

    private static void unpack(Path archive, byte[] masterKey, Path folder, Consumer<String> progress)
            throws IOException {
        var unfinished = folder.resolve(EmbeddedPostgres.UNFINISHED);
        var complete = false;
        try {
            Files.createFile(unfinished, Disk.OWNER_FILE);
            Disk.syncOne(folder);
            var bytes = ArchiveReader.unpack(archive, folder);
            progress.accept("unpacked " + megabytes(bytes) + ", writing it to disk");
            var key = folder.resolve(MASTER_KEY);
            Disk.createOwnerFolders(parent(key));
            Files.createFile(key, Disk.OWNER_FILE);
            Files.write(key, masterKey);
            Files.deleteIfExists(folder.resolve(Cluster.FOLDER).resolve("postmaster.pid"));
            Disk.sync(folder);
            Files.delete(unfinished);
            Disk.syncOne(folder);
            complete = true;
        } finally {
            if (!complete) {
                try (var written = Files.list(folder)) {
                    for (var path : written.toList()) {
                        Disk.delete(path);
                    }
                }
            }
        }
    }

    private static void write(Path home, Connection session, Path draft, Consumer<String> progress)
            throws IOException, SQLException {
        try (var archive = new ArchiveWriter(draft)) {
            cluster(home.resolve(Cluster.FOLDER), session, archive);
            progress.accept("copied the database, " + megabytes(archive.bytes()));
            folder(
                    home,
                    home,
                    archive,
                    path -> !NOT_OF_THE_FOLDER.contains(path.toString()) && !path.equals(MASTER_KEY));
            archive.finish();
            progress.accept("wrote " + archive.entries() + " entries, " + megabytes(archive.bytes()));
        }
    }

    private static void cluster(Path cluster, Connection session, ArchiveWriter archive)
            throws IOException, SQLException {
        requireNoTablespaces(cluster);
        // A slot of this session keeps the log we still need, however many checkpoints happen meanwhile.
        single(
                session,
                "select slot_name from pg_create_physical_replication_slot('backup_"
                        + UUID.randomUUID().toString().replace('-', '_') + "', true, true)");
        var firstLog = single(session, "select pg_walfile_name(pg_backup_start('careloop', true))");

        archive.folder(Cluster.FOLDER);
        folder(
                cluster,
                parent(cluster),
                archive,
                path -> !NOT_OF_THE_CLUSTER.contains(path.toString())
                        && !path.equals(CONTROL)
                        && !(path.getNameCount() > 1
                                && EMPTY_IN_THE_CLUSTER.contains(path.getName(0).toString()))
                        && !path.getFileName().toString().startsWith("pgsql_tmp"));
        archive.file(Cluster.FOLDER + "/" + CONTROL, cluster.resolve(CONTROL));

        String lastLog;
        try (var statement = session.createStatement();
                var stopped =
                        statement.executeQuery("select pg_walfile_name(lsn), labelfile from pg_backup_stop(false)")) {
            stopped.next();
            lastLog = stopped.getString(1);
            var label = stopped.getString(2).getBytes(StandardCharsets.UTF_8);
            archive.file(Cluster.FOLDER + "/backup_label", new ByteArrayInputStream(label));
        }
        log(cluster.resolve("pg_wal"), firstLog, lastLog, archive);
    }

    private static void log(Path folder, String first, String last, ArchiveWriter archive) throws IOException {
        archive.folder(Cluster.FOLDER + "/pg_wal/archive_status");
        archive.folder(Cluster.FOLDER + "/pg_wal/summaries");
        if (!Files.exists(folder.resolve(first))) {
            throw new IOException("the log " + first + " is gone");
        }
        try (var segments = Files.list(folder)) {
            for (var segment : segments.sorted().toList()) {
                var name = segment.getFileName().toString();
                // Later ones are old files waiting to be used again.
                if (name.matches("[0-9A-F]{24}") && name.compareTo(first) >= 0 && name.compareTo(last) <= 0) {
                    archive.file(Cluster.FOLDER + "/pg_wal/" + name, segment);
                }
            }
        }
    }

    /** Everything below {@code folder} that is wanted, named as seen from {@code home}. */
    private static void folder(Path folder, Path home, ArchiveWriter archive, Predicate<Path> wanted)
            throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path visited, BasicFileAttributes attributes) throws IOException {
                if (visited.equals(folder)) {
                    return FileVisitResult.CONTINUE;
                }
                if (!wanted.test(folder.relativize(visited))) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                archive.folder(home.relativize(visited).toString());
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (wanted.test(folder.relativize(file))) {
                    if (!attributes.isRegularFile()) {
                        throw new IOException(file + " is not a plain file");
                    }
                    archive.file(home.relativize(file).toString(), file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw failure;
            }
        });
    }

    private static void requireNoTablespaces(Path cluster) throws IOException {
        try (var tablespaces = Files.list(cluster.resolve("pg_tblspc"))) {
            if (tablespaces.findAny().isPresent()) {
                throw new IOException("the database has tablespaces outside its folder");
            }
        }
    }

    /** A session on the server at work on this folder, whoever started it. */
    private static Optional<Connection> running(Path home) throws IOException, SQLException {
        var server = Cluster.postmaster(home.resolve(Cluster.FOLDER));
        if (server.isEmpty() || !server.get().ready()) {
            return Optional.empty();
        }
        try {
            return Optional.of(connect(home, server.get().port()));
        } catch (SQLException e) {
            if ("08001".equals(e.getSQLState())) {
                return Optional.empty(); // killed; the file outlived it
            }
            throw e;
        }
    }

    private static Connection connect(Path home, int port) throws IOException, SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + port + "/postgres?ApplicationName=careloop-backup",
                Cluster.ADMINISTRATOR,
                AdministratorPassword.read(home));
    }

    private static String single(Connection session, String sql) throws SQLException {
        try (var statement = session.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static Path existing(Path home) throws IOException {
        if (!Cluster.existsIn(home)) {
            throw new DatabaseServerException("There is no Careloop data in " + home + ".");
        }
        return home.toRealPath();
    }

    private static byte[] masterKey(Path file, Path of) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new DatabaseServerException("The master key of " + of + " is not at " + file
                    + ": put it there; the data is of no use without it.");
        }
        return Files.readAllBytes(file);
    }

    private static void requireNew(Path file) {
        if (Files.exists(file)) {
            throw new DatabaseServerException(file + " exists and is not overwritten: choose another name.");
        }
    }

    private static void requireEmpty(Path folder) throws IOException {
        try (var content = Files.list(folder)) {
            if (content.findAny().isPresent()) {
                throw new DatabaseServerException(
                        "The folder " + folder + " is not empty: restore into a new one with --home.");
            }
        }
    }

    private static Path parent(Path path) {
        var parent = path.toAbsolutePath().getParent();
        return parent == null ? path : parent;
    }

    private static String megabytes(long bytes) {
        return String.format("%.1f MB", bytes / 1e6);
    }
}
