package health.careloop.bench;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One kept-alive HTTP/1.1 connection on a plain socket. Costs the machine under test as little as a client can: one
 * write per request, no thread of its own, no pool. One request at a time.
 */
public final class HttpConnection implements AutoCloseable {

    /** @param headers as they came, in order */
    public record Answer(int status, List<Header> headers, byte[] body) {
        public record Header(String name, String value) {}

        public Optional<String> header(String name) {
            return headers.stream()
                    .filter(header -> header.name().equalsIgnoreCase(name))
                    .map(Header::value)
                    .findFirst();
        }

        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    private static final int TIMEOUT_MILLIS = 60_000;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private byte[] buffer = new byte[16_384];
    private int start;
    private int end;
    private boolean closing;

    public HttpConnection(int port) throws IOException {
        socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), port);
        socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        in = socket.getInputStream();
        out = socket.getOutputStream();
    }

    /** Sends a whole request, head and body, and waits for the whole answer. */
    public Answer exchange(byte[] request, int length) throws IOException {
        out.write(request, 0, length);
        start = 0;
        end = 0;
        String[] head = head();
        int status = Integer.parseInt(head[0].substring(9, 12));
        List<Answer.Header> headers = new ArrayList<>(head.length);
        for (int i = 1; i < head.length; i++) {
            int colon = head[i].indexOf(':');
            headers.add(new Answer.Header(
                    head[i].substring(0, colon), head[i].substring(colon + 1).strip()));
        }
        Answer bare = new Answer(status, headers, new byte[0]);
        closing = bare.header("Connection").orElse("").equalsIgnoreCase("close");
        return status != 204 && status != 304 ? new Answer(status, headers, body(bare)) : bare;
    }

    /** Whether the server said that it hangs up. */
    public boolean isClosing() {
        return closing;
    }

    private String[] head() throws IOException {
        int scanned = start;
        while (true) {
            for (; scanned + 3 < end; scanned++) {
                if (buffer[scanned] == '\r'
                        && buffer[scanned + 1] == '\n'
                        && buffer[scanned + 2] == '\r'
                        && buffer[scanned + 3] == '\n') {
                    String text = new String(buffer, start, scanned - start, StandardCharsets.ISO_8859_1);
                    start = scanned + 4;
                    return text.split("\r\n");
                }
            }
            fill();
        }
    }

    private byte[] body(Answer answer) throws IOException {
        Optional<String> length = answer.header("Content-Length");
        if (length.isPresent()) {
            return take(Integer.parseInt(length.get()));
        }
        if (answer.header("Transfer-Encoding")
                .orElse("")
                .toLowerCase(Locale.ROOT)
                .contains("chunked")) {
            return chunks();
        }
        closing = true;
        while (true) {
            try {
                fill();
            } catch (EOFException e) {
                return take(end - start);
            }
        }
    }

    private byte[] chunks() throws IOException {
        byte[] body = new byte[0];
        while (true) {
            int size = Integer.parseInt(line(), 16);
            byte[] chunk = take(size);
            line();
            if (size == 0) {
                return body;
            }
            int before = body.length;
            body = Arrays.copyOf(body, before + size);
            System.arraycopy(chunk, 0, body, before, size);
        }
    }

    private String line() throws IOException {
        int scanned = start;
        while (true) {
            for (; scanned < end; scanned++) {
                if (buffer[scanned] == '\n') {
                    String line = new String(buffer, start, scanned - start, StandardCharsets.ISO_8859_1);
                    start = scanned + 1;
                    return line.strip();
                }
            }
            fill();
        }
    }

    private byte[] take(int size) throws IOException {
        while (end - start < size) {
            fill();
        }
        byte[] taken = Arrays.copyOfRange(buffer, start, start + size);
        start += size;
        return taken;
    }

    private void fill() throws IOException {
        if (end == buffer.length) {
            buffer = Arrays.copyOf(buffer, buffer.length * 2);
        }
        int read = in.read(buffer, end, buffer.length - end);
        if (read < 0) {
            throw new EOFException("The server hung up");
        }
        end += read;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
