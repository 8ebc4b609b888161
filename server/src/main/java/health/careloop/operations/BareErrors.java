package health.careloop.operations;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** What is answered to a request that never reached the application: the same form, and not a word about the server. */
final class BareErrors extends ErrorHandler {
    BareErrors() {
        setShowStacks(false);
        setShowCauses(false);
        setShowOrigin(false);
        setShowMessageInTitle(false);
    }

    @Override
    public boolean errorPageForMethod(String method) {
        return true;
    }

    @Override
    protected void generateResponse(
            Request request,
            Response response,
            int code,
            @Nullable String message,
            @Nullable Throwable cause,
            Callback callback) {
        secure(response.getHeaders());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/problem+json");
        response.write(true, ByteBuffer.wrap(body(code)), callback);
    }

    @Override
    public ByteBuffer badMessageError(int status, @Nullable String reason, HttpFields.Mutable fields) {
        secure(fields);
        fields.put(HttpHeader.CONTENT_TYPE, "application/problem+json");
        return ByteBuffer.wrap(body(status));
    }

    private static void secure(HttpFields.Mutable fields) {
        fields.put("Strict-Transport-Security", "max-age=63072000; includeSubDomains");
        fields.put("X-Content-Type-Options", "nosniff");
        fields.put("Referrer-Policy", "no-referrer");
        fields.put("Cross-Origin-Opener-Policy", "same-origin");
        fields.put("Cross-Origin-Resource-Policy", "same-origin");
        fields.put("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        fields.put(HttpHeader.CACHE_CONTROL, "no-store");
    }

    private static byte[] body(int status) {
        String name = switch (status) {
            case 405 -> "method-not-allowed";
            case 413 -> "too-large";
            case 414, 431 -> "headers-too-large";
            case 503 -> "unavailable";
            default -> status < 500 ? "bad-request" : "internal-error";
        };
        String detail = status == 405
                ? "No address takes this method. Use one of those the Allow header names."
                : "The request could not be read as HTTP, or is larger than the server takes.";
        return """
                {"type":"https://careloop.health/problems/%s","title":"%s","status":%d,"detail":"%s"}""".formatted(name, HttpStatus.getMessage(status), status, detail)
                .getBytes(StandardCharsets.UTF_8);
    }
}
