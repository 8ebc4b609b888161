package health.careloop.postgres;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * As whom PostgreSQL runs, which refuses root. An ordinary user runs it as himself. Root runs it in a user namespace of
 * its own, where it is nobody and outside the files stay root's; where that is forbidden, as a user of the system, whom
 * the database's files then belong to.
 *
 * @param prefix of every call
 * @param user whom the files belong to; null when they are whose process this is
 */
record RunAs(List<String> prefix, @Nullable UserPrincipal user) {
    /** Where a user of the system finds the programs, when it cannot enter root's own folders. */
    private static final Path COMMON_CACHE = Path.of("/var/cache/careloop");

    private static final List<String> USERS = List.of("postgres", "nobody");

    /** @throws DatabaseServerException in a sentence, when root finds nobody */
    static RunAs chosenFor(Path home) throws IOException {
        if (!PostgresBinaries.isRoot()) {
            return new RunAs(List.of(), null);
        }
        Path files = home.resolve(Cluster.FOLDER);
        if (Files.exists(files)) {
            // Who ran it before: root came after a start without namespaces, or somebody is root just today.
            UserPrincipal owner = Files.getOwner(files);
            if (!owner.equals(Files.getOwner(Path.of("/proc/self")))) {
                List<String> prefix = becoming(owner.getName());
                if (!prefix.isEmpty()) {
                    return new RunAs(prefix, owner);
                }
            }
        }
        List<String> namespace = List.of("unshare", "--user");
        if (works(namespace)) {
            return new RunAs(namespace, null);
        }
        for (String name : USERS) {
            List<String> prefix = becoming(name);
            if (!prefix.isEmpty()) {
                return new RunAs(
                        prefix,
                        FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName(name));
            }
        }
        throw new DatabaseServerException("PostgreSQL does not run as root, this machine forbids user namespaces, and "
                + "neither setpriv, runuser nor su leads to the user postgres or nobody: start Careloop as an ordinary "
                + "user, or name your own server in CARELOOP_DATABASE_URL.");
    }

    /** The call that makes a process the user's; empty when none does. */
    private static List<String> becoming(String user) {
        return List.of(
                        List.of("setpriv", "--reuid=" + user, "--regid=" + groupOf(user), "--clear-groups"),
                        List.of("runuser", "-u", user, "--"),
                        List.of("su", "-s", "/bin/sh", "-c", "exec \"$0\" \"$@\"", "--", user))
                .stream()
                .filter(RunAs::works)
                .findFirst()
                .orElse(List.of());
    }

    private static String groupOf(String user) {
        try {
            Process asked = new ProcessBuilder("id", "-g", user)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try (var said = asked.inputReader()) {
                String number = said.readLine();
                return number == null ? "-1" : number.strip();
            }
        } catch (IOException e) {
            return "-1";
        }
    }

    private static boolean works(List<String> prefix) {
        try {
            var command = new ArrayList<>(prefix);
            command.add("/bin/sh");
            command.add("-c");
            // A namespace hides who one is; a user of the system is somebody else than root.
            command.add(prefix.getFirst().equals("unshare") ? ":" : "test \"$(id -u)\" -ne 0");
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false; // no such program
        } catch (InterruptedException e) {
            throw Cluster.interrupted();
        }
    }

    /** A cache that it can read. */
    Path readable(Path cache) throws IOException {
        return user == null || closedTo(user, cache.toAbsolutePath()) == null ? cache : COMMON_CACHE;
    }

    /** Opens the way to the database's folder, which must be its own; everything beside it stays root's. */
    void own(Path home, Path folder) throws IOException {
        if (user == null) {
            return;
        }
        if (!Files.getOwner(home).equals(user)) {
            Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx--x--x"));
        }
        Path closed = closedTo(user, home);
        if (closed != null) {
            throw new DatabaseServerException("PostgreSQL runs as the user " + user.getName()
                    + " here, who may not enter " + closed + ": allow it (chmod o+x " + closed
                    + "), or choose another folder with --home.");
        }
        if (Files.exists(folder) && !Files.getOwner(folder).equals(user)) {
            handOver(folder);
        }
    }

    /** Makes it all the user's. */
    void handOver(Path folder) throws IOException {
        if (user == null) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (!attributes.isSymbolicLink()) {
                    Files.setOwner(file, user);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                // The folder itself is the last: whose it is says whether all of it is.
                Files.setOwner(visited, user);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** The first folder on the way that the user may not enter; null when there is none. */
    private static @Nullable Path closedTo(UserPrincipal user, Path path) throws IOException {
        Path way = path.getRoot();
        for (Path part : path) {
            way = way.resolve(part);
            if (!Files.exists(way)) {
                return null; // to be made, for everybody to read
            }
            var attributes = Files.readAttributes(way, PosixFileAttributes.class);
            var needed = attributes.owner().equals(user)
                    ? PosixFilePermission.OWNER_EXECUTE
                    : PosixFilePermission.OTHERS_EXECUTE;
            if (attributes.isDirectory() && !attributes.permissions().contains(needed)) {
                return way;
            }
        }
        return null;
    }
}
