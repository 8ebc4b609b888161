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
        var word = words.length == 0 ? "help" : words[0];
        var rest = words.length == 0 ? List.<String>of() : Arrays.asList(words).subList(1, words.length);
        var command = Arrays.stream(Command.values())
                .filter(candidate -> candidate.word().equals(word))
                .findFirst();
        if (command.isEmpty()) {
            err.println("careloop: there is no command '" + word + "'; careloop help shows every one.");
            return 2;
        }
        if (rest.contains("--help")) {
            out.println(command.get().help());
            return 0;
        }
        return run(Invocation.parse(rest, environment, out, err), command.get()::run);
    }

    int run(Invocation invocation, ToIntFunction<Invocation> command) {
        try {
            return command.applyAsInt(invocation);
        } catch (UsageException e) {
            err.println("careloop: " + e.getMessage());
            return 2;
        } catch (DatabaseServerException e) {
            err.println("careloop: " + e.getMessage());
            return 1;
        } catch (StartupFailure.Told e) {
            return 1;
        }
    }
}
