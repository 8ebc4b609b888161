package health.careloop.web;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.MDC;

/** Gives every request its trace, and the log its trace id. Outermost, and again around an error's answer. */
final class TraceFilter implements Filter {
    private static final String TRACE = Trace.class.getName();
    private static final String HEADER = "traceparent";

    @Override
    public void doFilter(ServletRequest plain, ServletResponse answer, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest request = (HttpServletRequest) plain;
        Trace trace = request.getAttribute(TRACE) instanceof Trace known
                ? known
                : Trace.continuing(request.getHeader(HEADER));
        request.setAttribute(TRACE, trace);
        ((HttpServletResponse) answer).setHeader(HEADER, trace.traceparent());
        MDC.put("traceId", trace.traceId());
        try {
            FilterCalls.run(ScopedValue.where(Trace.CURRENT, trace)::call, () -> chain.doFilter(request, answer));
        } finally {
            MDC.remove("traceId");
        }
    }
}
