package health.careloop.bench;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** The server's door as laboratories see it: every report another one, every answer counted, and only a 202 will do. */
final class Door {
    private final Laboratory laboratory;
    private final List<SenderKey> keys;
    private final int port;
    private final AtomicLong numbers = new AtomicLong();
    private final AtomicLong accepted = new AtomicLong();

    Door(Laboratory laboratory, List<SenderKey> keys, int port) {
        this.laboratory = laboratory;
        this.keys = List.copyOf(keys);
        this.port = port;
    }

    /** How many reports the server has answered for. */
    long accepted() {
        return accepted.get();
    }

    Caller open() throws IOException {
        return new Caller(new Post(laboratory, keys, port));
    }

    /** One laboratory's connection. */
    final class Caller implements Crew.Member {
        private final Post post;

        private Caller(Post post) {
            this.post = post;
        }

        @Override
        public void act() throws IOException {
            HttpConnection.Answer answer = post.send(numbers.incrementAndGet());
            if (answer.status() != 202) {
                throw new Benchmark.Unsound("A report was answered " + answer.status() + ": " + answer.text());
            }
            accepted.incrementAndGet();
        }

        @Override
        public void close() throws IOException {
            post.close();
        }
    }
}
