package health.careloop.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Turns whatever went wrong into the one answer: JSON for programs, a page for people. */
@Component
public final class Problems {
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String ANSWERED = Problems.class.getName() + ".name";

    private final ObjectProvider<ErrorPage> pages;

    Problems(ObjectProvider<ErrorPage> pages) {
        this.pages = pages;
    }

    /** Answers with {@code problem}; does nothing when an answer is on its way already. */
    public void send(Problem problem, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (response.isCommitted()) {
            return;
        }
        note(problem, request);
        response.resetBuffer();
        response.setStatus(problem.status());
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, null);
        if (problem.retryAfter() != null) {
            response.setHeader(HttpHeaders.RETRY_AFTER, Problem.seconds(problem.retryAfter()));
        }
        if (wantsPage(request)) {
            ErrorPage page = pages.getIfAvailable();
            if (page != null && page.show(problem, request, response)) {
                // Or the servlet adds to an answer to OPTIONS an Allow of its own that names TRACE.
                response.flushBuffer();
                return;
            }
        }
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setHeader(HttpHeaders.CONTENT_LANGUAGE, Problem.LANGUAGE);
        byte[] body = JSON.writeValueAsBytes(problem.body(pathOf(request)));
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    /** Answers for a failure nobody expected or the framework found; logs it when it is ours. */
    public void send(Throwable failure, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (Failures.clientIsGone(failure)) {
            LOG.debug("The client left before the answer: {}", failure.toString());
            return;
        }
        Problem problem = Failures.problemOf(failure);
        if (problem.status() >= 500 && !(failure instanceof ProblemException)) {
            LOG.error(
                    "{} {} failed: {}",
                    request.getMethod(),
                    problem.name(),
                    failure.getClass().getSimpleName(),
                    new QuietThrowable(failure));
        }
        Failures.headersOf(failure).forEach((name, values) -> values.forEach(value -> response.setHeader(name, value)));
        send(problem, request, response);
    }

    /**
     * The answer to what never reached the application.
     *
     * @param path null where not even that could be read
     * @param traceparent the caller's header, if any
     */
    public static byte[] bare(int status, @Nullable String path, @Nullable String traceparent) {
        Problem problem = switch (status) {
            case 400 ->
                Problem.of(
                        400,
                        "malformed-request",
                        "Malformed request",
                        "The request could not be read as HTTP. Check its first line, its headers and its lengths.");
            case 405 ->
                Problem.of(
                        405,
                        "method-not-allowed",
                        "Method not allowed",
                        "No address takes this method. Use one of those the Allow header names.");
            default -> Failures.ofStatus(status);
        };
        // It could be anybody's: whoever reads success and message finds them.
        String whose = path == null ? "/api/mirth-webhook" : path;
        return ScopedValue.where(Trace.CURRENT, Trace.continuing(traceparent))
                .call(() -> JSON.writeValueAsBytes(problem.body(whose)));
    }

    /** For the metrics: which problem this request is answered with. */
    static void note(Problem problem, HttpServletRequest request) {
        request.setAttribute(ANSWERED, problem.name());
    }

    /** The name of the problem this request was answered with, or null. */
    public static @Nullable String answered(HttpServletRequest request) {
        return request.getAttribute(ANSWERED) instanceof String name ? name : null;
    }

    static String pathOf(HttpServletRequest request) {
        return request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String original
                ? original
                : request.getRequestURI();
    }

    /** Whether a person sees the answer: outside the programs' addresses, where the client takes HTML. */
    static boolean wantsPage(HttpServletRequest request) {
        String path = pathOf(request);
        if (path.equals("/api") || path.startsWith("/api/") || path.startsWith("/.well-known/")) {
            return false;
        }
        // Operators' programs and pages share these: only who names HTML reads it.
        boolean named = path.startsWith("/admin/");
        Enumeration<String> accepts = request.getHeaders(HttpHeaders.ACCEPT);
        List<String> lines = accepts == null ? List.of() : Collections.list(accepts);
        try {
            return lines.isEmpty() && !named
                    || MediaType.parseMediaTypes(lines).stream()
                            .anyMatch(type -> named
                                    ? type.equalsTypeAndSubtype(MediaType.TEXT_HTML)
                                    : type.isCompatibleWith(MediaType.TEXT_HTML));
        } catch (InvalidMediaTypeException e) {
            return true;
        }
    }
}
