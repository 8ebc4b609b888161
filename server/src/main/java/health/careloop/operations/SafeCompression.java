package health.careloop.operations;

import java.util.List;
import java.util.Set;
import org.eclipse.jetty.compression.gzip.GzipCompression;
import org.eclipse.jetty.compression.server.CompressionConfig;
import org.eclipse.jetty.compression.server.CompressionHandler;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;

/**
 * Decides who gets an answer compressed. A page shows what its address asks for beside names and a token, so its
 * compressed length would answer guesses of whoever makes a browser ask and watches the wire (BREACH). Pages and JSON
 * are compressed only where the browser says that our own page or its user asked, or where no browser sends the
 * credentials by itself; files without secrets always.
 */
final class SafeCompression extends Handler.Wrapper {
    private static final Set<String> OWN = Set.of("same-origin", "none");
    private static final List<String> WORTH_IT =
            List.of("text/html", "text/css", "text/javascript", "application/json", "image/svg+xml");

    /** Below, the frame of gzip costs more than it saves. */
    private static final int SMALLEST_BYTES = 2048;

    private SafeCompression() {}

    /** Only answers are compressed. A compressed request is for its handler to refuse; nobody inflates a bomb. */
    static void of(Server server) {
        GzipCompression gzip = new GzipCompression();
        gzip.setMinCompressSize(SMALLEST_BYTES);
        CompressionConfig.Builder config =
                CompressionConfig.builder().compressIncludeMethod("GET").decompressExcludePath("/*");
        WORTH_IT.forEach(config::compressIncludeMimeType);
        CompressionHandler compression = new CompressionHandler();
        compression.putCompression(gzip);
        compression.putConfiguration("/*", config.build());
        server.insertHandler(compression);
        server.insertHandler(new SafeCompression());
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (!request.getHeaders().contains(HttpHeader.ACCEPT_ENCODING) || safe(request)) {
            return super.handle(request, response, callback);
        }
        HttpFields uncompressed = HttpFields.build(request.getHeaders()).remove(HttpHeader.ACCEPT_ENCODING);
        return super.handle(
                new Request.Wrapper(request) {
                    @Override
                    public HttpFields getHeaders() {
                        return uncompressed;
                    }
                },
                response,
                callback);
    }

    private static boolean safe(Request request) {
        String path = Request.getPathInContext(request);
        if (path.startsWith("/webjars/")
                || path.lastIndexOf('/') == 0
                        && (path.endsWith(".css") || path.endsWith(".js") || path.endsWith(".svg"))) {
            return true;
        }
        HttpField credentials = request.getHeaders().getField(HttpHeader.AUTHORIZATION);
        String site = request.getHeaders().get("Sec-Fetch-Site");
        return credentials != null || site != null && OWN.contains(site);
    }
}
