package health.careloop.web;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.HandlerMapping;

/** Times every request, and counts those that were answered with a problem. */
final class StopwatchFilter implements Filter {
    private final Meters meters;

    StopwatchFilter(Meters meters) {
        this.meters = meters;
    }

    @Override
    public void doFilter(ServletRequest plain, ServletResponse answer, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest request = (HttpServletRequest) plain;
        HttpServletResponse response = (HttpServletResponse) answer;
        long begun = System.nanoTime();
        boolean returned = false;
        try {
            chain.doFilter(request, response);
            returned = true;
        } finally {
            if (returned && request.isAsyncStarted()) {
                request.getAsyncContext().addListener(new AtTheEnd(request, response, begun));
            } else {
                record(request, response, returned ? response.getStatus() : 500, begun);
            }
        }
    }

    private void record(HttpServletRequest request, HttpServletResponse response, int status, long begun) {
        Object pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        String route = pattern == null ? "unmatched" : pattern.toString();
        Object tenant = request.getAttribute(Meters.TENANT);
        meters.requestAnswered(request.getMethod(), route, status, tenant, Duration.ofNanos(System.nanoTime() - begun));
        if (status >= 400) {
            String problem = Problems.answered(request);
            meters.requestFailed(route, problem == null ? Integer.toString(status) : problem, tenant);
        }
    }

    private final class AtTheEnd implements AsyncListener {
        private final HttpServletRequest request;
        private final HttpServletResponse response;
        private final long begun;

        AtTheEnd(HttpServletRequest request, HttpServletResponse response, long begun) {
            this.request = request;
            this.response = response;
            this.begun = begun;
        }

        @Override
        public void onComplete(@Nullable AsyncEvent event) {
            record(request, response, response.getStatus(), begun);
        }

        @Override
        public void onTimeout(@Nullable AsyncEvent event) {}

        @Override
        public void onError(@Nullable AsyncEvent event) {}

        @Override
        public void onStartAsync(@Nullable AsyncEvent event) {}
    }
}
