package health.careloop.operations;

import health.careloop.pages.ErrorView;
import health.careloop.pages.ErrorView.ErrorReason;
import health.careloop.pages.PageFrame;
import health.careloop.pages.Pages;
import health.careloop.pages.Texts;
import health.careloop.web.ContentSecurity;
import health.careloop.web.Problem;
import health.careloop.web.Problems;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Set;
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
    /** What Jetty calls an address that is none. */
    static final String UNREADABLE = "/badMessage";

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
        String nonce = ContentSecurity.nonce();
        secure(response.getHeaders(), request.isSecure(), nonce);
        HttpURI address = request.getHttpURI();
        String path = address == null ? null : address.getPath();
        if (UNREADABLE.equals(path)) {
            path = RememberedTargets.pathOf(request);
        }
        String trace = request.getHeaders().get("traceparent");
        if (opensInBrowser(path, request)) {
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, Pages.CONTENT_TYPE);
            response.write(true, ByteBuffer.wrap(page(code, language(request), nonce)), callback);
            return;
        }
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/problem+json");
        response.getHeaders().put(HttpHeader.CONTENT_LANGUAGE, Problem.LANGUAGE);
        response.write(true, ByteBuffer.wrap(Problems.bare(code, path, trace)), callback);
    }

    /**
     * Programs seldom ask for HTML by name. Where headers were too large or the address is none, no header is known: who
     * opens a page with such has too many cookies, or mistyped.
     */
    private static boolean opensInBrowser(@Nullable String path, Request request) {
        boolean programs = path == null || path.equals("/api") || path.startsWith("/api/");
        return !programs
                && (request.getHeaders().size() == 0
                        || request.getHeaders().getValuesList(HttpHeader.ACCEPT).stream()
                                .anyMatch(accepted -> accepted.contains("text/html")));
    }

    private static byte[] page(int code, Locale language, String nonce) {
        PageFrame nobodys = new PageFrame(
                Texts.of(language, ZoneOffset.UTC, Instant.EPOCH),
                PageFrame.Preferences.DEFAULT,
                new PageFrame.Csrf("_csrf", "X-CSRF-TOKEN", ""),
                nonce,
                null,
                null,
                0,
                PageFrame.Waiting.NOTHING,
                PageFrame.Nav.NONE,
                "/");
        // The address itself could not be read, or is one nobody has: 400 is no place where nothing is.
        ErrorReason reason = code == 400 ? ErrorReason.NOT_READABLE : ErrorReason.ofStatus(code);
        return new Pages().render("pages/error", nobodys, new ErrorView(reason, code, null));
    }

    /** German where the headers could not be read: most who open a page are. */
    private static Locale language(Request request) {
        if (request.getHeaders().size() == 0) {
            return Locale.GERMAN;
        }
        return Request.getLocales(request).stream()
                .filter(wanted -> Set.of("de", "en").contains(wanted.getLanguage()))
                .findFirst()
                .orElse(Locale.ENGLISH);
    }

    @Override
    public ByteBuffer badMessageError(int status, @Nullable String reason, HttpFields.Mutable fields) {
        secure(fields, false, ContentSecurity.nonce());
        fields.put(HttpHeader.CONTENT_TYPE, "application/problem+json");
        fields.put(HttpHeader.CONTENT_LANGUAGE, Problem.LANGUAGE);
        return ByteBuffer.wrap(Problems.bare(status, null, null));
    }

    private static void secure(HttpFields.Mutable fields, boolean overTls, String nonce) {
        ContentSecurity.headers(overTls, nonce).forEach(fields::put);
        fields.put(HttpHeader.CACHE_CONTROL, "no-store");
    }
}
