package health.careloop.operations;

import java.util.Set;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Nobody has a use for TRACE and its old namesake: they send back what came, session cookie included. */
final class RefusedMethods extends Handler.Wrapper {
    private static final Set<String> REFUSED = Set.of("TRACE", "TRACK");

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (!REFUSED.contains(request.getMethod())) {
            return super.handle(request, response, callback);
        }
        response.getHeaders().put(HttpHeader.ALLOW, "GET, HEAD, POST, PUT, DELETE, OPTIONS");
        Response.writeError(request, response, callback, HttpStatus.METHOD_NOT_ALLOWED_405);
        return true;
    }
}
