package health.careloop;

import health.careloop.postgres.Backup;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** What can be asked of the server program, each with its line of help. */
enum Command {
    START("start [--home FOLDER] [--SETTING=VALUE …]", "the server alone, on ./data or the configured database") {
        @Override
        int run(Invocation invocation) {
            invocation.requireAtMost(0);
            Server.start(Careloop.class, invocation);
            return 0;
        }
    },

    DEMO("demo [--home FOLDER] [--send FILE …] [--once]", "demo tenants and a simulated lab; --once checks and stops") {
        @Override
        int run(Invocation invocation) {
            return DemoRun.run(invocation);
        }
    },

    BACKUP(
            "backup [FILE] [--home FOLDER] [--key FILE]",
            "the data folder as one file, its key beside it: keep the two apart") {
        @Override
        int run(Invocation invocation) {
            invocation.requireAtMost(1);
            invocation.requireOptions("home", "key");
            var now = DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss").format(LocalDateTime.now(ZoneOffset.UTC));
            var archive = invocation.operand(0).map(Path::of).orElse(Path.of("careloop-" + now + ".zip"));
            var key = invocation.option("key").map(Path::of);
            Backup.write(invocation.home(), key.orElse(Backup.keyIn(invocation.home())), archive, invocation::progress);
            return 0;
        }
    },

    RESTORE("restore FILE [--home FOLDER] [--key FILE]", "a backup into a new data folder; the key is FILE.key") {
        @Override
        int run(Invocation invocation) {
            invocation.requireAtMost(1);
            invocation.requireOptions("home", "key");
            var archive = invocation
                    .operand(0)
                    .map(Path::of)
                    .orElseThrow(() -> new UsageException("Which backup? careloop restore FILE"));
            var key = invocation.option("key").map(Path::of).orElseGet(() -> Backup.keyBeside(archive));
            Backup.restore(archive, key, invocation.home(), invocation::progress);
            return 0;
        }
    },

    ADMIN(
            "admin invite|sender|tenants [--OPTION VALUE …]",
            "members, senders and tenants, also beside a running server") {
        @Override
        int run(Invocation invocation) {
            return Administration.run(invocation);
        }
    },

    LDT(
            "ldt check|show|anonymise|generate [FILE …]",
            "LDT files: what is wrong, what they say, without people, invented") {
        @Override
        int run(Invocation invocation) {
            throw new UsageException("This is a command of the launcher: ./careloop ldt help");
        }
    },

    HELP("help", "every command in a line, with its options") {
        @Override
        int run(Invocation invocation) {
            for (var command : values()) {
                invocation.out().println(command.help());
            }
            return 0;
        }
    };

    private final String usage;
    private final String purpose;

    Command(String usage, String purpose) {
        this.usage = usage;
        this.purpose = purpose;
    }

    /** Gives the exit status; 0 of a command that goes on, as the server does, means it runs. */
    abstract int run(Invocation invocation);

    String word() {
        return usage.split(" ", 2)[0];
    }

    /** The launcher prints the same lines without needing a Java; {@code CommandLineTest} keeps the two equal. */
    String help() {
        return "  %-48s %s".formatted(usage, purpose);
    }
}
