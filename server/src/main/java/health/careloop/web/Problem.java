package health.careloop.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * What went wrong, for whoever asked (RFC 9457).
 *
 * @param name the stable end of the type URI, such as {@code result-not-found}
 * @param title the same few words for every problem of this name
 * @param detail one sentence that says what to do; never a class name, a statement or anybody else's data
 */
public record Problem(
        int status,
        String name,
        String title,
        String detail,
        @Nullable Duration retryAfter,
        Map<String, Object> more) {

    public static final String TYPES = "https://careloop.health/problems/";

    /** Of title and detail, whatever the caller prefers (decision 0019). */
    public static final String LANGUAGE = "en";

    public static Problem of(int status, String name, String title, String detail) {
        return new Problem(status, name, title, detail, null, Map.of());
    }

    /** A foreign id and a random id are the same 404. */
    public static Problem notFound(String thing) {
        String words = thing.replace('-', ' ');
        String title = words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1) + " not found";
        return of(
                404,
                thing + "-not-found",
                title,
                "There is no " + words + " with this id that you may see. Check the id, or look it up in the list.");
    }

    /** @param sentence which part of the request is wrong, and what belongs there */
    public static Problem badRequest(String sentence) {
        return of(400, "bad-request", "Bad request", sentence);
    }

    public Problem with(String field, Object value) {
        Map<String, Object> grown = new LinkedHashMap<>(more);
        grown.put(field, value);
        return new Problem(status, name, title, detail, retryAfter, grown);
    }

    public Problem retryAfter(Duration wait) {
        return new Problem(status, name, title, detail, wait, more);
    }

    /** For a controller that answers with it; a person who opened the address in a browser gets the page instead. */
    public ResponseEntity<Object> response() {
        if (!(RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes)) {
            return response("");
        }
        HttpServletRequest request = attributes.getRequest();
        if (Problems.wantsPage(request)) {
            throw exception();
        }
        Problems.note(this, request);
        return response(request.getRequestURI());
    }

    private ResponseEntity<Object> response(String path) {
        ResponseEntity.BodyBuilder builder = ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .header(HttpHeaders.CONTENT_LANGUAGE, LANGUAGE);
        if (retryAfter != null) {
            builder.header(HttpHeaders.RETRY_AFTER, seconds(retryAfter));
        }
        return builder.body(body(path));
    }

    /** For code below the controller that cannot go on. */
    public ProblemException exception() {
        return new ProblemException(this);
    }

    Map<String, Object> body(String path) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", TYPES + name);
        body.put("title", title);
        body.put("status", status);
        body.put("detail", detail);
        Trace.find().ifPresent(trace -> body.put("traceId", trace.traceId()));
        body.putAll(more);
        SourceDesigns.complete(body, this, path);
        return body;
    }

    /** A span as {@code Retry-After} has it: whole seconds, at least one. */
    public static String seconds(Duration wait) {
        return Long.toString(Math.max(1, wait.plusMillis(999).toSeconds()));
    }
}
