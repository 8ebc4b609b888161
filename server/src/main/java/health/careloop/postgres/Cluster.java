package health.careloop.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The files of one PostgreSQL server, {@code postgres} in the data folder, and who is working on them. */
final class Cluster {

    static final String FOLDER = "postgres";
    static final String ADMINISTRATOR = "postgres";

    private static final Duration STOP_WITHIN = Duration.ofSeconds(60);

    private final PostgresBinaries binaries;
    private final Path home;
    private final Path folder;

    Cluster(PostgresBinaries binaries, Path home) {
        this.binaries = binaries;
        this.home = home;
        this.folder = home.resolve(FOLDER);
    }

    static boolean existsIn(Path home) {
        return Files.exists(home.resolve(FOLDER).resolve("PG_VERSION"));
    }

    /** Whether there is one that these programs can work on; anything else in its place is refused. */
    boolean exists() throws IOException {
        if (!Files.exists(folder)) {
            return false;
        }
        var version = folder.resolve("PG_VERSION");
        if (!Files.isRegularFile(version)) {
            throw new DatabaseServerException(folder + " is no database, or what is left of one: restore a backup into "
                    + "another folder, or delete this one to begin anew.");
        }
        var major = Files.readString(version).strip();
        if (!major.equals(PostgresBinaries.MAJOR)) {
            throw new DatabaseServerException(folder + " was written by PostgreSQL " + major
                    + " and this Careloop brings " + PostgresBinaries.MAJOR
                    + ": start it with the Careloop that wrote it.");
        }
        return true;
    }

    /** Whole and on disk, or not there: made beside its place, synced, then renamed into it. */
    void create(String password, Consumer<String> progress) throws IOException {
        progress.accept("creating the database in " + folder);
        var draft = folder.resolveSibling(FOLDER + ".new");
        Disk.delete(draft);
        Disk.createOwnerFolders(draft);
        var told = home.resolve(FOLDER + ".password");
        Files.deleteIfExists(told);
        Files.createFile(told, Disk.OWNER_FILE);
        Files.writeString(told, password + "\n");
        try {
            binaries.runAs().handOver(draft);
            binaries.runAs().handOver(told);
            run(
                    "initdb",
                    "--pgdata=" + draft,
                    "--username=" + ADMINISTRATOR,
                    "--pwfile=" + told,
                    "--auth=scram-sha-256",
                    "--encoding=UTF8",
                    "--locale-provider=builtin",
                    "--builtin-locale=C.UTF-8",
                    "--locale=C.UTF-8",
                    "--data-checksums",
                    "--no-instructions",
                    // One call for the file system; a thousand small files one by one take up to a second longer.
                    "--sync-method=syncfs");
        } catch (DatabaseServerException e) {
            Disk.delete(draft);
            throw e;
        } finally {
            Files.deleteIfExists(told);
        }
        Files.move(draft, folder, StandardCopyOption.ATOMIC_MOVE);
        Disk.syncOne(home);
    }

    /** The server, alive but perhaps not ready yet. */
    Process launch(PostgresSettings settings, int port, Path log) throws IOException {
        var arguments = new ArrayList<>(List.of("-D", folder.toString()));
        arguments.addAll(settings.commandLine(port));
        return binaries.command("postgres", arguments)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    /** What a server says about itself in {@code postmaster.pid}. */
    record Postmaster(long pid, int port, boolean ready) {}

    Optional<Postmaster> postmaster() throws IOException {
        return postmaster(folder);
    }

    static Optional<Postmaster> postmaster(Path folder) throws IOException {
        try {
            var lines = Files.readAllLines(folder.resolve("postmaster.pid"), StandardCharsets.UTF_8);
            // Lines 1, 4 and 8 of the file; it is written in several steps.
            return lines.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Postmaster(
                            Long.parseLong(lines.getFirst().strip()),
                            lines.size() > 3 ? Integer.parseInt(lines.get(3).strip()) : 0,
                            lines.size() > 7 && lines.get(7).strip().equals("ready")));
        } catch (NoSuchFileException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /**
     * Ends what a killed application left running on exactly this folder. A server still at work is asked to stop;
     * server processes whose postmaster was killed leave by themselves, or are ended. Nothing that works elsewhere is
     * touched, even when it has the process id found in the file.
     */
    void stopOrphans(Consumer<String> progress) throws IOException {
        var left = postmaster();
        if (left.isEmpty() && !Files.exists(folder.resolve("postmaster.pid"))) {
            return;
        }
        var workers = workers();
        if (left.isPresent()
                && workers.stream().anyMatch(w -> w.pid() == left.get().pid())) {
            progress.accept("stopping the PostgreSQL (process " + left.get().pid()
                    + ") that an application which was killed left running");
            stop("fast", STOP_WITHIN);
            workers = workers();
        }
        var deadline = Instant.now().plusSeconds(10);
        while (!workers.isEmpty()) {
            if (Instant.now().isAfter(deadline)) {
                workers.forEach(ProcessHandle::destroyForcibly);
            }
            pause(20);
            workers = workers();
        }
        if (left.isPresent() && hidden(left.get().pid())) {
            throw new DatabaseServerException("Process " + left.get().pid() + " may be a PostgreSQL at work on "
                    + folder + ": stop it, then start again.");
        }
        // A process id can be somebody else's by now; PostgreSQL would believe it and refuse to start.
        Files.deleteIfExists(folder.resolve("postmaster.pid"));
    }

    /** Every process of a PostgreSQL server has its data folder as working folder. */
    private List<ProcessHandle> workers() {
        return ProcessHandle.allProcesses().filter(this::worksHere).toList();
    }

    private boolean worksHere(ProcessHandle process) {
        try {
            return Files.isSameFile(Path.of("/proc", Long.toString(process.pid()), "cwd"), folder)
                    && Files.readString(Path.of("/proc", Long.toString(process.pid()), "comm"))
                            .strip()
                            .equals("postgres");
        } catch (IOException e) {
            return false; // gone, or another user's
        }
    }

    /** A living server process that does not tell us where it works. */
    private static boolean hidden(long pid) {
        var process = Path.of("/proc", Long.toString(pid));
        try {
            if (!Files.readString(process.resolve("comm")).strip().equals("postgres")) {
                return false;
            }
        } catch (IOException e) {
            return false;
        }
        try {
            Files.readAttributes(process.resolve("cwd"), BasicFileAttributes.class);
            return false;
        } catch (IOException e) {
            return Files.exists(process);
        }
    }

    /** @param mode {@code fast} ends sessions and writes everything; {@code immediate} leaves that to the next start */
    boolean stop(String mode, Duration within) throws IOException {
        var running = postmaster().flatMap(p -> ProcessHandle.of(p.pid()));
        if (running.isEmpty()) {
            return true;
        }
        run("pg_ctl", "stop", "--no-wait", "--pgdata=" + folder, "--mode=" + mode);
        var deadline = Instant.now().plus(within);
        while (running.get().isAlive()) {
            if (Instant.now().isAfter(deadline)) {
                return false;
            }
            pause(5);
        }
        return true;
    }

    private void run(String program, String... arguments) throws IOException {
        var process = binaries.command(program, List.of(arguments))
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        try {
            // What these programs say fits into the pipe; reading first could not be interrupted.
            var ended = process.waitFor(1, TimeUnit.MINUTES);
            if (!ended) {
                end(process);
            }
            var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (!ended || process.exitValue() != 0) {
                throw new DatabaseServerException(program + " failed on " + folder + ": "
                        + said.lines().reduce((a, b) -> b).orElse("it said nothing"));
            }
        } catch (InterruptedException e) {
            end(process);
            throw interrupted();
        }
    }

    /** Asked first, so that it takes its own children along; also by a thread that was told to give up. */
    static void end(Process process) {
        var interrupted = Thread.interrupted();
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    static void pause(long milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    static DatabaseServerException interrupted() {
        Thread.currentThread().interrupt();
        return new DatabaseServerException("Interrupted while waiting for PostgreSQL.");
    }
}
