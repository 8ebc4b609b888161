package health.careloop.operations;

import health.careloop.web.Problems;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpURI;
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
        if (request.isSecure()) {
            response.getHeaders().put("Strict-Transport-Security", "max-age=63072000; includeSubDomains");
        }
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/problem+json");
        HttpURI address = request.getHttpURI();
        byte[] body = Problems.bare(
                code,
                address == null ? null : address.getPath(),
                request.getHeaders().get("traceparent"));
        response.write(true, ByteBuffer.wrap(body), callback);
    }

    @Override
    public ByteBuffer badMessageError(int status, @Nullable String reason, HttpFields.Mutable fields) {
        secure(fields);
        fields.put(HttpHeader.CONTENT_TYPE, "application/problem+json");
        return ByteBuffer.wrap(Problems.bare(status, null, null));
    }

    private static void secure(HttpFields.Mutable fields) {
        fields.put("X-Content-Type-Options", "nosniff");
        fields.put("Referrer-Policy", "no-referrer");
        fields.put("Cross-Origin-Opener-Policy", "same-origin");
        fields.put("Cross-Origin-Resource-Policy", "same-origin");
        fields.put("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        fields.put(HttpHeader.CACHE_CONTROL, "no-store");
    }
}
