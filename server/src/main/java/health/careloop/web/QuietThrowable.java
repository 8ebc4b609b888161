package health.careloop.web;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * A failure as the log may keep it: what and where, without the words of the database or of a parser, which quote the
 * values they choke on (T-13).
 */
public final class QuietThrowable extends Throwable {
    private final String what;

    public QuietThrowable(Throwable failure) {
        super(null, causeOf(failure), false, true);
        this.what = describe(failure);
        setStackTrace(failure.getStackTrace());
    }

    private static @Nullable Throwable causeOf(Throwable failure) {
        Throwable cause = failure.getCause();
        return cause == null || cause == failure ? null : new QuietThrowable(cause);
    }

    private static String describe(Throwable failure) {
        if (failure instanceof QuietThrowable quiet) {
            return quiet.what;
        }
        String type = failure.getClass().getName();
        if (failure instanceof SQLException sql) {
            return type + " (SQLSTATE " + sql.getSQLState() + ")";
        }
        return speaksForItself(failure) ? type + ": " + failure.getMessage() : type;
    }

    /** Whose message was written by us or by the virtual machine, and wraps nobody else's. */
    private static boolean speaksForItself(Throwable failure) {
        return failure.getMessage() != null
                && failure.getCause() == null
                && (failure instanceof IllegalStateException
                        || failure instanceof NullPointerException
                        || failure instanceof ClassCastException
                        || failure instanceof UnsupportedOperationException
                        || failure.getClass().getName().startsWith("health.careloop."));
    }

    @Override
    public String toString() {
        return what;
    }
}
