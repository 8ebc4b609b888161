package health.careloop.postgres;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One application per data folder, for as long as it lives: the operating system gives the lock back when the process
 * dies, however it dies.
 */
final class DataFolderLock implements AutoCloseable {

    static final String FILE = "careloop.lock";

    // Closing any channel on the file would drop the lock of this whole process, so the second start inside one
    // process must be refused before the file is opened.
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private final Path home;
    private final FileChannel channel;

    private DataFolderLock(Path home, FileChannel channel) {
        this.home = home;
        this.channel = channel;
    }

    /** @param home an existing folder, as its real path */
    static DataFolderLock take(Path home) throws IOException {
        if (!HELD_HERE.add(home)) {
            throw inUse(home, Long.toString(ProcessHandle.current().pid()));
        }
        var taken = false;
        try {
            var channel = FileChannel.open(
                    home.resolve(FILE),
                    Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                    Disk.OWNER_FILE);
            try {
                if (channel.tryLock() == null) {
                    var holder = ByteBuffer.allocate(32);
                    channel.read(holder, 0);
                    throw inUse(home, new String(holder.array(), 0, holder.position(), StandardCharsets.UTF_8).strip());
                }
                channel.truncate(0);
                channel.write(
                        ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.UTF_8)), 0);
                taken = true;
                return new DataFolderLock(home, channel);
            } finally {
                if (!taken) {
                    channel.close();
                }
            }
        } finally {
            if (!taken) {
                HELD_HERE.remove(home);
            }
        }
    }

    private static DatabaseServerException inUse(Path home, String pid) {
        return new DatabaseServerException("The data folder " + home + " is in use by process " + pid
                + ": stop that one first, or choose another folder with --home.");
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // The lock ends with the process at the latest.
        } finally {
            HELD_HERE.remove(home);
        }
    }
}
