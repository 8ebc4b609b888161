package health.careloop.operations;

import org.eclipse.jetty.http.BadMessageException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Lets no body over the limit reach the application (W-10), and reads it to its end before it says so. Jetty's own
 * handler answers first and closes: a client that writes everything before it reads, as most do, then meets a reset
 * connection instead of the 413, and sends again what will never fit.
 */
final class BodyLimit extends Handler.Wrapper {
    private static final String DOOR = "/api/mirth-webhook";

    private final long largestMessage;
    private final long largestBody;

    /**
     * @param largestMessage bytes that still reach the door for messages
     * @param largestBody bytes that still reach anything else
     */
    BodyLimit(long largestMessage, long largestBody) {
        this.largestMessage = largestMessage;
        this.largestBody = largestBody;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        long announced = request.getLength();
        long most = Request.getPathInContext(request).startsWith(DOOR) ? largestMessage : largestBody;
        if (announced > most) {
            // Who asks first whether to send at all does not send after a refusal.
            boolean sends = !request.getHeaders().contains(HttpHeader.EXPECT);
            new ReadThenRefuse(request, response, callback, sends).run();
            return true;
        }
        // What was announced is what the parser gives: only a body of unknown length must be counted.
        return super.handle(announced >= 0 ? request : new Counted(request, most), response, callback);
    }

    private record ReadThenRefuse(Request request, Response response, Callback callback, Discard discard)
            implements Runnable {
        ReadThenRefuse(Request request, Response response, Callback callback, boolean sends) {
            this(request, response, callback, sends ? new Discard() : Discard.nothing());
        }

        @Override
        public void run() {
            while (discard.more()) {
                Content.Chunk chunk = request.read();
                if (chunk == null) {
                    request.demand(this);
                    return;
                }
                if (discard.endsWith(chunk)) {
                    break;
                }
            }
            Response.writeError(request, response, callback, HttpStatus.PAYLOAD_TOO_LARGE_413);
        }
    }

    /** A body of unknown length: its reader gets what fits, then nothing until the sender is done, then the refusal. */
    private static final class Counted extends Request.Wrapper {
        private final long largest;
        private long read;
        private @Nullable Discard discard;
        private Content.@Nullable Chunk refused;

        Counted(Request request, long largest) {
            super(request);
            this.largest = largest;
        }

        @Override
        public Content.@Nullable Chunk read() {
            while (refused == null) {
                Content.Chunk chunk = super.read();
                if (chunk == null || Content.Chunk.isFailure(chunk)) {
                    return chunk;
                }
                read += chunk.remaining();
                if (read <= largest) {
                    return chunk;
                }
                if (discard == null) {
                    discard = new Discard();
                }
                if (discard.endsWith(chunk) || !discard.more()) {
                    refused = Content.Chunk.from(
                            new BadMessageException(HttpStatus.PAYLOAD_TOO_LARGE_413, "Body over " + largest), true);
                }
            }
            return refused;
        }
    }
}
