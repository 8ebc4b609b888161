package health.careloop.operations;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jetty.autoconfigure.servlet.JettyServletWebServerAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.mock.env.MockEnvironment;

class CertificateTest {
    @TempDir
    Path folder;

    /** A server and nothing behind it. */
    @ImportAutoConfiguration({SslAutoConfiguration.class, JettyServletWebServerAutoConfiguration.class})
    @Import({CertificateReload.class, JettyLimits.class})
    static class OnlyAServer {}

    @Test
    void aRenewedCertificateIsUsedWithoutARestart() throws Exception {
        draw();
        var application =
                new SpringApplicationBuilder(OnlyAServer.class).profiles("test").properties("spring.config.name=none");
        try (var context = application.run(
                "--server.port=0",
                "--spring.main.banner-mode=off",
                "--spring.ssl.bundle.watch.file.quiet-period=50ms",
                "--CARELOOP_TLS_CERTIFICATE=" + folder.resolve("cert.pem"),
                "--CARELOOP_TLS_KEY=" + folder.resolve("key.pem"))) {
            int port = Integer.parseInt(context.getEnvironment().getRequiredProperty("local.server.port"));
            var first = served(port);

            draw();

            await().atMost(Duration.ofSeconds(30)).until(() -> !served(port).equals(first));
        }
    }

    @Test
    void overTlsABrowserIsHeldToIt() throws Exception {
        draw();
        var application =
                new SpringApplicationBuilder(OnlyAServer.class).profiles("test").properties("spring.config.name=none");
        try (var context = application.run(
                "--server.port=0",
                "--spring.main.banner-mode=off",
                "--CARELOOP_TLS_CERTIFICATE=" + folder.resolve("cert.pem"),
                "--CARELOOP_TLS_KEY=" + folder.resolve("key.pem"))) {
            int port = Integer.parseInt(context.getEnvironment().getRequiredProperty("local.server.port"));
            try (SSLSocket socket = connected(port)) {
                socket.getOutputStream()
                        .write("TRACE /x HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".getBytes(US_ASCII));

                assertThat(new String(socket.getInputStream().readAllBytes(), US_ASCII))
                        .startsWith("HTTP/1.1 405")
                        .contains("Strict-Transport-Security: max-age=63072000");
            }
        }
    }

    @Test
    void oneFileWithoutTheOtherIsRefused() {
        assertThatThrownBy(() -> new CertificateFiles()
                        .postProcessEnvironment(
                                new MockEnvironment().withProperty("CARELOOP_TLS_KEY", "key.pem"),
                                new SpringApplication()))
                .hasMessageContaining("CARELOOP_TLS_CERTIFICATE");
    }

    @Test
    void withoutFilesThereIsNoTls() {
        var environment = new StandardEnvironment();
        new CertificateFiles().postProcessEnvironment(environment, new SpringApplication());

        assertThat(environment.getProperty("server.ssl.bundle")).isNull();
    }

    private void draw() throws Exception {
        Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        Path store = folder.resolve("store.p12");
        Files.deleteIfExists(store);
        String password = "only for this test";
        var process = new ProcessBuilder(
                        keytool.toString(),
                        "-genkeypair",
                        "-alias",
                        "a",
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=localhost",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        password)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.txt").toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        var keys = java.security.KeyStore.getInstance(store.toFile(), password.toCharArray());
        // The key first: the pair is read again when either changes, and only a matching pair is taken.
        write("key.pem", "PRIVATE KEY", keys.getKey("a", password.toCharArray()).getEncoded());
        write("cert.pem", "CERTIFICATE", keys.getCertificate("a").getEncoded());
    }

    private void write(String name, String kind, byte[] bytes) throws Exception {
        String text = java.util.Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        Path draft = Files.writeString(
                folder.resolve(name + ".new"),
                "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n");
        Files.move(draft, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private static java.math.BigInteger served(int port) throws Exception {
        try (SSLSocket socket = connected(port)) {
            return ((X509Certificate) socket.getSession().getPeerCertificates()[0]).getSerialNumber();
        }
    }

    private static SSLSocket connected(int port) throws Exception {
        SSLContext trusting = SSLContext.getInstance("TLS");
        trusting.init(null, new TrustManager[] {new TrustsAll()}, null);
        URI server = URI.create("https://localhost:" + port);
        SSLSocket socket = (SSLSocket) trusting.getSocketFactory().createSocket(server.getHost(), server.getPort());
        socket.startHandshake();
        return socket;
    }

    private static final class TrustsAll implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate @Nullable [] chain, @Nullable String type) {}

        @Override
        public void checkServerTrusted(X509Certificate @Nullable [] chain, @Nullable String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
