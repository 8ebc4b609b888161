package health.careloop.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class HttpConnectionTest {

    @Test
    void readsOneAnswerAfterTheOtherHoweverTheyAreFramed() throws IOException {
        List<HttpConnection.Answer> answers = answersTo(List.of(
                "HTTP/1.1 202 Accepted\r\nContent-Length: 5\r\n\r\nfirst",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nsec\r\n3\r\nond\r\n0\r\n\r\n",
                "HTTP/1.1 204 No Content\r\nX-Trace: 1\r\n\r\n",
                "HTTP/1.1 503 Busy\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
        assertThat(answers).extracting(HttpConnection.Answer::status).containsExactly(202, 200, 204, 503);
        assertThat(answers).extracting(HttpConnection.Answer::text).containsExactly("first", "second", "", "");
        assertThat(answers.get(2).header("x-trace")).contains("1");
    }

    private static List<HttpConnection.Answer> answersTo(List<String> scripted) throws IOException {
        byte[] request = "GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"));
                HttpConnection connection = new HttpConnection(server.getLocalPort());
                Socket peer = server.accept()) {
            return scripted.stream()
                    .map(answer -> {
                        try {
                            peer.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
                            return connection.exchange(request, request.length);
                        } catch (IOException e) {
                            throw new IllegalStateException(e);
                        }
                    })
                    .toList();
        }
    }
}
