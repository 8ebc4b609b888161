package health.careloop.web;

import jakarta.servlet.ServletException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Runs the rest of a filter chain inside scoped values, which let one kind of exception through, while servlets throw two. */
public final class FilterCalls {
    private FilterCalls() {}

    /** The rest of the chain. */
    @FunctionalInterface
    public interface Rest {
        void run() throws IOException, ServletException;
    }

    /** What binds the values, such as {@code ScopedValue.where(…)::call}. */
    @FunctionalInterface
    public interface Scope {
        @Nullable
        Object around(ScopedValue.CallableOp<@Nullable Object, Exception> work) throws Exception;
    }

    public static void run(Scope scope, Rest rest) throws IOException, ServletException {
        try {
            scope.around(() -> {
                rest.run();
                return null;
            });
        } catch (IOException | ServletException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new ServletException(e);
        }
    }
}
