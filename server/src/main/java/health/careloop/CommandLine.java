package health.careloop;

import health.careloop.postgres.DatabaseServerException;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/** From words to an exit status: 0 done, 1 refused in a sentence, 2 not understood. */
record CommandLine(Map<String, String> environment, PrintStream out, PrintStream err) {

    int run(String... words) {
        var word = words.length == 0 ? "help" : words[0].equals("--version") ? "version" : words[0];
        var rest = words.length == 0 ? List.<String>of() : Arrays.asList(words).subList(1, words.length);
        var commands = Arrays.stream(Command.values()).map(Command::word).toList();
        if (!commands.contains(word)) {
            err.println("careloop: there is no command '" + word + "'" + Nearest.question(Nearest.to(word, commands))
                    + " careloop help shows every one.");
            return 2;
        }
        var command = Command.values()[commands.indexOf(word)];
        if (rest.contains("--help") || rest.contains("-h")) {
            out.println(command.help());
            return 0;
        }
        try {
            return run(Invocation.parse(rest, environment, out, err), command::run);
        } catch (UsageException e) {
            return refused(e);
        }
    }

    int run(Invocation invocation, ToIntFunction<Invocation> command) {
        try {
            return command.applyAsInt(invocation);
        } catch (UsageException e) {
            return refused(e);
        } catch (StartupFailure.Told e) {
            return 1;
        } catch (DatabaseServerException e) {
            if (!Ending.hasBegun()) {
                err.println("careloop: " + e.getMessage());
            }
            return 1;
        } catch (RuntimeException e) {
            if (!Ending.hasBegun()) {
                throw e;
            }
            return 1; // the signal decides the status
        }
    }

    private int refused(UsageException e) {
        err.println("careloop: " + e.told());
        return 2;
    }
}
