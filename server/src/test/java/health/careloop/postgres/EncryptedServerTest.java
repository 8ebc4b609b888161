package health.careloop.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** C-08: the way to somebody else's PostgreSQL is encrypted, and leads to that one and no other. */
class EncryptedServerTest {
    @TempDir
    static Path folder;

    private static EmbeddedPostgres postgres;

    /** A name of this machine that does not say so, at an address where the server listens. */
    private static String name;

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/openssl")), "needs openssl");
        name = InetAddress.getLocalHost().getHostName();
        assumeTrue(
                InetAddress.getByName(name).isLoopbackAddress() && !name.equals("localhost"),
                "needs a name of this machine that leads to its loopback");
        authority("ours");
        authority("another");
        certificate("right", "ours", name, "20");
        certificate("elsewhere", "ours", "elsewhere.example", "20");
        certificate("expired", "ours", name, "-1");
        postgres = EmbeddedPostgres.start(folder.resolve("home"), line -> {});
    }

    @AfterAll
    static void stop() {
        if (postgres != null) {
            postgres.close();
        }
    }

    @Test
    void theRightServerIsTakenAndTheConnectionIsBoundToIt() throws Exception {
        serves("right");
        try (var server = ExternalPostgres.at(url("ours"));
                var connection = DriverManager.getConnection(
                        server.jdbcUrl("postgres"), server.administrator(), server.administratorPassword());
                var statement = connection.createStatement();
                var row = statement.executeQuery("select ssl, version from pg_stat_ssl where pid = pg_backend_pid()")) {
            row.next();
            assertThat(row.getBoolean(1)).isTrue();
            assertThat(row.getString(2)).isIn("TLSv1.3", "TLSv1.2");
            assertThat(server.jdbcUrl("careloop"))
                    .contains("sslmode=verify-full")
                    .contains("channelBinding=require")
                    .doesNotContain(server.administratorPassword());
        }
    }

    @ParameterizedTest
    @CsvSource({"right, another", "elsewhere, ours", "expired, ours"})
    void anotherAuthorityAnotherNameAndAnOldCertificateAreRefused(String certificate, String authority)
            throws Exception {
        serves(certificate);
        assertThatThrownBy(() -> ExternalPostgres.at(url(authority)))
                .isInstanceOf(DatabaseServerException.class)
                .hasMessageContaining("does not let us in");
    }

    /** The control of the one above: nothing but the certificate was wrong. */
    @Test
    void withoutTheDemandAWrongServerWouldBeTaken() throws Exception {
        serves("elsewhere");
        var unasked = url("127.0.0.1", "ours") + "&sslmode=require";
        try (var server = ExternalPostgres.at(unasked)) {
            assertThat(server.version()).startsWith("18.");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"disable", "allow", "prefer", "require", "verify-ca"})
    void aWeakerModeIsRefusedByName(String mode) {
        assertThatThrownBy(() -> ExternalPostgres.at(url("ours") + "&sslmode=" + mode))
                .isInstanceOf(DatabaseServerException.class)
                .hasMessageStartingWith("sslmode=" + mode + " lets another server stand in for your PostgreSQL")
                .hasMessageContaining("sslmode=verify-full");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sslfactory", "sslhostnameverifier", "socketFactory", "service"})
    void aWayAroundTheCheckIsRefusedByName(String parameter) {
        assertThatThrownBy(() -> ExternalPostgres.at(url("ours") + "&" + parameter + "=anything"))
                .isInstanceOf(DatabaseServerException.class)
                .hasMessageContaining("'" + parameter + "'");
    }

    private static String url(String authority) {
        return url(name, authority);
    }

    private static String url(String host, String authority) {
        return "postgresql://postgres:" + postgres.administratorPassword() + "@" + host + ":" + postgres.port()
                + "/postgres?sslrootcert=" + folder.resolve(authority + ".crt");
    }

    private static void serves(String certificate) throws Exception {
        try (var connection = Sql.connect(postgres);
                var statement = connection.createStatement()) {
            statement.execute("alter system set ssl_cert_file = '" + folder.resolve(certificate + ".crt") + "'");
            statement.execute("alter system set ssl_key_file = '" + folder.resolve(certificate + ".key") + "'");
            statement.execute("alter system set ssl = on");
            statement.execute("select pg_reload_conf()");
        }
        // The postmaster reads its files again in its own time.
        var context = folder.resolve(certificate + ".crt").toString();
        await().ignoreExceptions()
                .until(() -> Sql.text(postgres, "show ssl").equals("on")
                        && Sql.text(postgres, "show ssl_cert_file").equals(context));
    }

    private static void authority(String authority) throws Exception {
        openssl(
                "req",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-keyout",
                authority + ".key",
                "-out",
                authority + ".crt",
                "-days",
                "20",
                "-subj",
                "/CN=" + authority,
                "-addext",
                "basicConstraints=critical,CA:TRUE");
    }

    private static void certificate(String file, String authority, String host, String days) throws Exception {
        openssl(
                "req",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-keyout",
                file + ".key",
                "-out",
                file + ".csr",
                "-subj",
                "/CN=" + host);
        Files.writeString(folder.resolve(file + ".ext"), "subjectAltName=DNS:" + host + "\n");
        openssl(
                "x509",
                "-req",
                "-in",
                file + ".csr",
                "-CA",
                authority + ".crt",
                "-CAkey",
                authority + ".key",
                "-CAcreateserial",
                "-out",
                file + ".crt",
                "-days",
                days,
                "-extfile",
                file + ".ext");
    }

    private static void openssl(String... arguments) throws Exception {
        var command = new ArrayList<String>();
        command.add("openssl");
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }
}
