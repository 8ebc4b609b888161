package health.careloop;

import health.careloop.postgres.DatabaseServerException;
import java.io.PrintStream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Why the application did not start, in one sentence; with {@code --debug} everything Spring Boot has to say. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class StartupFailure implements SpringBootExceptionReporter {

    private final boolean debug;
    private final int metricsPort;
    private final PrintStream err;

    StartupFailure(@Nullable ConfigurableApplicationContext context) {
        this.debug = context != null && context.getEnvironment().containsProperty("debug");
        this.metricsPort = context == null
                ? -1
                : context.getEnvironment().getProperty("management.server.port", Integer.class, -1);
        this.err = System.err;
    }

    @Override
    public boolean reportException(Throwable failure) {
        if (Ending.hasBegun()) {
            return true; // it failed because somebody ended it
        }
        if (debug) {
            return false;
        }
        err.println("careloop: " + sentence(failure));
        return true;
    }

    private String sentence(Throwable failure) {
        var root = failure;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof DatabaseServerException told) {
                return String.valueOf(told.getMessage());
            }
            if (cause instanceof PortInUseException taken) {
                return "Port " + taken.getPort() + " is in use: stop what uses it, or choose another one with --"
                        + (taken.getPort() == metricsPort ? "management." : "") + "server.port=PORT.";
            }
            root = cause;
        }
        var words = root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
        return "The server did not start: " + words.lines().findFirst().orElse("")
                + " (start --debug tells everything)";
    }

    /** The failure has been told to whoever started us. */
    static final class Told extends RuntimeException {
        Told(Throwable cause) {
            super(cause);
        }
    }
}
