package health.careloop.web;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jetty.autoconfigure.servlet.JettyServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.ResponseEntity;
import org.springframework.util.unit.DataSize;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Senders that are slower than a body may be, at a server that reads what comes and does nothing else. */
class BodyInTimeTest {
    private static final String FIXED = "Content-Length: 1000";
    private static final String CHUNKED = "Transfer-Encoding: chunked";

    /** Neither a tenth of a second's bytes nor one of them takes so long on any machine. */
    private static final Duration BETWEEN_BYTES = Duration.ofMillis(20);

    @ImportAutoConfiguration({
        JettyServletWebServerAutoConfiguration.class,
        DispatcherServletAutoConfiguration.class,
        WebMvcAutoConfiguration.class
    })
    @Import({WebConfiguration.class, Problems.class, ProblemAdvice.class, Meters.class, Reader.class})
    static class OnlyAReader {
        @Bean
        MeterRegistry meters() {
            return new SimpleMeterRegistry();
        }
    }

    @RestController
    static class Reader {
        @PostMapping("/api/read")
        ResponseEntity<Void> read(HttpServletRequest request) throws IOException {
            int read = request.getInputStream().readAllBytes().length;
            return ResponseEntity.noContent()
                    .header("X-Read", Integer.toString(read))
                    .build();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {FIXED, CHUNKED})
    void whoSendsAByteNowAndThenIsToldThatItIsTooSlow(String length) throws IOException {
        try (ConfigurableApplicationContext server = server("--careloop.web.body-wait=200ms");
                Socket socket = begun(server, length)) {
            String answer = answerWhileDripping(socket, length, 1000);

            assertThat(answer)
                    .startsWith("HTTP/1.1 408")
                    .contains("/body-too-slow")
                    .contains("send it again");
        }
    }

    /** The control: what refuses is the time, and not the dripping. */
    @ParameterizedTest
    @ValueSource(strings = {FIXED, CHUNKED})
    void whoIsGivenTheTimeMaySendAByteNowAndThen(String length) throws IOException {
        int bytes = 30;
        try (ConfigurableApplicationContext server = server("--careloop.web.body-wait=1h");
                Socket socket = begun(server, length.replace("1000", "" + bytes))) {
            String answer = answerWhileDripping(socket, length, bytes);

            assertThat(answer).startsWith("HTTP/1.1 204").contains("X-Read: " + bytes);
        }
    }

    /** Here nothing arrives that could be counted: the connection's own time ends the wait. */
    @ParameterizedTest
    @ValueSource(strings = {FIXED, CHUNKED})
    void whoStopsSendingIsToldTheSame(String length) throws IOException {
        try (ConfigurableApplicationContext server = server("--server.jetty.connection-idle-timeout=200ms");
                Socket socket = begun(server, length)) {
            assertThat(rest(socket)).startsWith("HTTP/1.1 408").contains("/body-too-slow");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {FIXED, CHUNKED})
    void whoEndsTooEarlyIsToldThatTheBodyWasCut(String length) throws IOException {
        try (ConfigurableApplicationContext server = server();
                Socket socket = begun(server, length)) {
            drip(socket, length);
            socket.shutdownOutput();

            assertThat(rest(socket))
                    .startsWith("HTTP/1.1 400")
                    .contains("/body-cut")
                    .contains("send it again, whole");
        }
    }

    @Test
    void aLongerBodyMayTakeLonger() {
        WebSettings settings = new WebSettings(Duration.ofSeconds(30), DataSize.ofKilobytes(64));

        assertThat(settings.tooSlow(1, Duration.ofSeconds(30))).isFalse();
        assertThat(settings.tooSlow(1, Duration.ofMillis(30_001))).isTrue();
        assertThat(settings.tooSlow(640 * 1024, Duration.ofSeconds(40))).isFalse();
        assertThat(settings.tooSlow(640 * 1024, Duration.ofMillis(40_001))).isTrue();
    }

    @Test
    void aBodyThatIsGivenNoTimeIsRefusedAsASetting() {
        assertThatThrownBy(() -> new WebSettings(Duration.ZERO, DataSize.ofKilobytes(64)))
                .hasMessageContaining("some time");
        assertThatThrownBy(() -> new WebSettings(Duration.ofSeconds(30), DataSize.ofBytes(0)))
                .hasMessageContaining("one byte");
    }

    private static ConfigurableApplicationContext server(String... settings) {
        SpringApplicationBuilder application = new SpringApplicationBuilder(OnlyAReader.class)
                .profiles("test")
                .properties("spring.config.name=none", "server.port=0", "spring.main.banner-mode=off");
        return application.run(settings);
    }

    /** A connection whose request has begun, with its headers. */
    private static Socket begun(ConfigurableApplicationContext server, String length) throws IOException {
        Socket socket = new Socket(
                "localhost", server.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
        socket.setTcpNoDelay(true);
        socket.getOutputStream()
                .write(("POST /api/read HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + length + "\r\n\r\n")
                        .getBytes(US_ASCII));
        return socket;
    }

    /** Sends byte after byte, and looks for an answer between two of them. */
    private static String answerWhileDripping(Socket socket, String length, int bytes) throws IOException {
        socket.setSoTimeout(Math.toIntExact(BETWEEN_BYTES.toMillis()));
        for (int sent = 0; sent < bytes; sent++) {
            drip(socket, length);
            try {
                int first = socket.getInputStream().read();
                return (char) first + rest(socket);
            } catch (SocketTimeoutException nothingYet) {
                continue;
            }
        }
        if (length.equals(CHUNKED)) {
            socket.getOutputStream().write("0\r\n\r\n".getBytes(US_ASCII));
        }
        return rest(socket);
    }

    private static void drip(Socket socket, String length) throws IOException {
        socket.getOutputStream().write((length.equals(CHUNKED) ? "1\r\nx\r\n" : "x").getBytes(US_ASCII));
    }

    private static String rest(Socket socket) throws IOException {
        socket.setSoTimeout(20_000);
        InputStream in = socket.getInputStream();
        return new String(in.readAllBytes(), US_ASCII);
    }
}
