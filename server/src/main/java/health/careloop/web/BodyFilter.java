package health.careloop.web;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.NestedExceptionUtils;

/**
 * How a body is read: within the heap there is for bodies, in a time that its length allows, and what goes wrong on the
 * way is the sender's or the network's and no fault of the server. Nothing is reserved before the handler reads, so that
 * whoever is refused by his headers takes nothing from anybody.
 */
final class BodyFilter implements Filter {
    private final BodyBudget budget;
    private final WebSettings settings;

    BodyFilter(BodyBudget budget, WebSettings settings) {
        this.budget = budget;
        this.settings = settings;
    }

    @Override
    public void doFilter(ServletRequest plain, ServletResponse answer, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest request = (HttpServletRequest) plain;
        long declared = request.getContentLengthLong();
        if (declared == 0 || (declared < 0 && request.getHeader("Transfer-Encoding") == null)) {
            chain.doFilter(request, answer);
            return;
        }
        try (BodyBudget.Share share = budget.open()) {
            chain.doFilter(new Read(request, declared, share, settings), answer);
        }
    }

    private static final class Read extends HttpServletRequestWrapper {
        private final long declared;
        private final BodyBudget.Share share;
        private final WebSettings settings;
        private @Nullable Body body;

        Read(HttpServletRequest request, long declared, BodyBudget.Share share, WebSettings settings) {
            super(request);
            this.declared = declared;
            this.share = share;
            this.settings = settings;
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            if (body == null) {
                body = new Body(super.getInputStream(), declared, share, settings);
            }
            return body;
        }
    }

    private static final class Body extends ServletInputStream {
        private final ServletInputStream body;
        private final long declared;
        private final BodyBudget.Share share;
        private final WebSettings settings;
        private long received;
        private Duration waited = Duration.ZERO;

        Body(ServletInputStream body, long declared, BodyBudget.Share share, WebSettings settings) {
            this.body = body;
            this.declared = declared;
            this.share = share;
            this.settings = settings;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            // All at once where the length is known: two that each hold half would wait for each other.
            share.cover(declared >= 0 ? declared : received + length);
            long begunNanos = System.nanoTime();
            int count;
            try {
                count = body.read(into, offset, length);
            } catch (IOException broken) {
                throw ended(broken);
            }
            if (count > 0) {
                received += count;
                // Only what was waited for the sender: the wait for the budget is the server's own.
                waited = waited.plusNanos(System.nanoTime() - begunNanos);
                if (settings.tooSlow(received, waited)) {
                    throw tooSlow();
                }
            } else if (count < 0 && received < declared) {
                throw cut();
            }
            return count;
        }

        /** The server's own refusals, such as a body that is too large, go on as they are. */
        private static IOException ended(IOException broken) {
            for (Throwable at = broken; at != null && at != at.getCause(); at = at.getCause()) {
                if (at instanceof HttpException http && http.getCode() != 400) {
                    return broken;
                }
            }
            throw NestedExceptionUtils.getMostSpecificCause(broken) instanceof TimeoutException ? tooSlow() : cut();
        }

        private static ProblemException tooSlow() {
            return Problem.of(
                            408,
                            "body-too-slow",
                            "Body too slow",
                            "The body did not arrive in time. Nothing was accepted; check the network and send it again.")
                    .exception();
        }

        private static ProblemException cut() {
            return Problem.of(
                            400,
                            "body-cut",
                            "Body cut off",
                            "The body ended before its announced length. Nothing was accepted; send it again, whole.")
                    .exception();
        }

        @Override
        public boolean isFinished() {
            return body.isFinished();
        }

        @Override
        public boolean isReady() {
            return body.isReady();
        }

        @Override
        public void setReadListener(@Nullable ReadListener listener) {
            throw new UnsupportedOperationException("Bodies are read by the thread that handles the request");
        }

        @Override
        public void close() throws IOException {
            body.close();
        }
    }
}
