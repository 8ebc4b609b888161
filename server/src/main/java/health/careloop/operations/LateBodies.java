package health.careloop.operations;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Reads on what a client is still sending after it has been answered. A connection closed over unread bytes is reset,
 * and most clients write everything before they read: they would see a broken pipe instead of the 413, and repeat a
 * message that will never fit.
 */
final class LateBodies extends Handler.Wrapper {
    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        // Who asks first whether to send at all does not send after a refusal; HTTP/2 resets the one stream only.
        boolean mayBeSending = request.getLength() != 0
                && request.getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_1_1
                && !request.getHeaders().contains(HttpHeader.EXPECT);
        if (!mayBeSending) {
            return super.handle(request, response, callback);
        }
        ReadOn readOn = new ReadOn(request, response, callback);
        try {
            return super.handle(request, response, readOn);
        } catch (RuntimeException refused) {
            // As the server would, but around our callback: a body of unknown length over its limit is refused by an
            // exception.
            readOn.failed(refused);
            return true;
        }
    }

    private static final class ReadOn extends Callback.Nested implements Runnable {
        private final Request request;
        private final Response response;
        private @Nullable Discard discard;

        ReadOn(Request request, Response response, Callback callback) {
            super(callback);
            this.request = request;
            this.response = response;
        }

        @Override
        public void failed(Throwable failure) {
            if (response.isCommitted()) {
                super.failed(failure);
            } else {
                Response.writeError(request, response, Callback.from(this::succeeded, super::failed), failure);
            }
        }

        @Override
        public void succeeded() {
            discard = new Discard();
            run();
        }

        @Override
        public void run() {
            while (discard != null && discard.more()) {
                Content.Chunk chunk = request.read();
                if (chunk == null) {
                    request.demand(this);
                    return;
                }
                if (discard.endsWith(chunk)) {
                    break;
                }
            }
            super.succeeded();
        }
    }
}
