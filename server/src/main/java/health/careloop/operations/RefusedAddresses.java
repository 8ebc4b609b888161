package health.careloop.operations;

import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * No address here has parameters in its path ({@code /login;x}). What stands in front compares the path with the
 * parameters, what answers compares it without: whoever may pass would be decided about another address.
 */
final class RefusedAddresses extends Handler.Wrapper {
    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        String path = request.getHttpURI().getPath();
        if (path == null || path.indexOf(';') < 0) {
            return super.handle(request, response, callback);
        }
        Response.writeError(request, response, callback, HttpStatus.BAD_REQUEST_400);
        return true;
    }
}
