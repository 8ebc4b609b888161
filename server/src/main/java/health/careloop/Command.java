package health.careloop;

import health.careloop.postgres.Backup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** What can be asked of the server program, each with its line of help. */
enum Command {
    START(
            Grammar.of("start [--home FOLDER] [--SETTING=VALUE …]", 0, "home")
                    .withSwitches("debug")
                    .withSettings(),
            "the server alone, on ./data or the configured database") {
        @Override
        int act(Invocation invocation) {
            Server.start(Careloop.class, invocation);
            return 0;
        }
    },

    DEMO(
            Grammar.of("demo [--home FOLDER | --once] [--send FILE …]", Integer.MAX_VALUE, "home", "send")
                    .withSwitches("once", "debug")
                    .withSettings(),
            "demo tenants and a simulated lab; --once checks and stops") {
        @Override
        int act(Invocation invocation) {
            return DemoRun.run(invocation);
        }
    },

    BACKUP(
            Grammar.of("backup [FILE] [--home FOLDER] [--key FILE]", 1, "home", "key"),
            "the data folder as one file, its key beside it: keep the two apart") {
        @Override
        int act(Invocation invocation) {
            var now = DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss").format(LocalDateTime.now(ZoneOffset.UTC));
            var archive = invocation.operand(0).map(Path::of).orElse(Path.of("careloop-" + now + ".zip"));
            var key = invocation.option("key").map(Path::of);
            var home = invocation.home().toAbsolutePath().normalize();
            if (!Files.isDirectory(home.resolve("postgres"))) {
                throw Administration.noData(home);
            }
            Backup.write(invocation.home(), key.orElse(Backup.keyIn(invocation.home())), archive, invocation::progress);
            return 0;
        }
    },

    RESTORE(
            Grammar.of("restore FILE [--home FOLDER] [--key FILE]", 1, "home", "key"),
            "a backup into a new data folder; the key is FILE.key") {
        @Override
        int act(Invocation invocation) {
            var archive = invocation
                    .operand(0)
                    .map(Path::of)
                    .orElseThrow(() -> grammar().refused("Which backup?"));
            var key = invocation.option("key").map(Path::of).orElseGet(() -> Backup.keyBeside(archive));
            Backup.restore(archive, key, invocation.home(), invocation::progress);
            return 0;
        }
    },

    ADMIN(Administration.GRAMMAR, "members, senders and tenants, also beside a running server") {
        @Override
        int act(Invocation invocation) {
            return Administration.run(invocation);
        }
    },

    TENANTS(TenantsCommand.GRAMMAR, "tenants' tables against this version; where tenants are placed") {
        @Override
        int act(Invocation invocation) {
            return TenantsCommand.run(invocation);
        }
    },

    LDT(
            Grammar.of("ldt check|show|anonymise|generate [FILE …]", Integer.MAX_VALUE),
            "LDT files: what is wrong, what they say, without people, invented") {
        @Override
        int act(Invocation invocation) {
            throw new UsageException("This is a command of the launcher: ./careloop ldt help");
        }
    },

    VERSION(Grammar.of("version", 0), "which Careloop this is: version and commit") {
        @Override
        int act(Invocation invocation) {
            invocation.out().println(Version.told());
            return 0;
        }
    },

    HELP(Grammar.of("help", 0), "every command in a line, with its options") {
        @Override
        int act(Invocation invocation) {
            for (var command : values()) {
                invocation.out().println(command.help());
            }
            return 0;
        }
    };

    private final Grammar grammar;
    private final String purpose;

    Command(Grammar grammar, String purpose) {
        this.grammar = grammar;
        this.purpose = purpose;
    }

    /** Gives the exit status; 0 of a command that goes on, as the server does, means it runs. */
    int run(Invocation invocation) {
        if (this != ADMIN && this != TENANTS) {
            grammar.require(invocation); // what these two understand depends on their next word
        }
        return act(invocation);
    }

    abstract int act(Invocation invocation);

    Grammar grammar() {
        return grammar;
    }

    String word() {
        return grammar.usage().split(" ", 2)[0];
    }

    /** The launcher prints the same lines without needing a Java; {@code CommandLineTest} keeps the two equal. */
    String help() {
        return "  %-48s %s".formatted(grammar.usage(), purpose);
    }
}
