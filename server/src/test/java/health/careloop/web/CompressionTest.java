package health.careloop.web;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.Client;
import health.careloop.Samples;
import health.careloop.TestServer;
import health.careloop.TestServer.Somebody;
import health.careloop.access.Role;
import health.careloop.tenancy.Tenant;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is compressed, and for whom: the length of an answer may tell what stands in it. */
class CompressionTest {
    private final TestServer server = TestServer.shared();
    private final Client client = server.anonymous();

    @ParameterizedTest
    @ValueSource(strings = {"/careloop.css", "/careloop.js", "/webjars/htmx.org/2.0.10/dist/htmx.min.js"})
    void filesComeCompressedWhoeverAsks(String path) throws IOException {
        byte[] plain = client.get(path).bytes();
        Client.Answer answer = client.with("Accept-Encoding", "gzip")
                .with("Sec-Fetch-Site", "cross-site")
                .get(path);

        assertThat(answer.header("content-encoding")).contains("gzip");
        assertThat(answer.header("vary"))
                .hasValueSatisfying(vary -> assertThat(vary).containsIgnoringCase("accept-encoding"));
        assertThat(answer.bytes().length).isLessThan(plain.length / 2);
        assertThat(unzipped(answer)).isEqualTo(plain);
    }

    /** BREACH: whoever makes a browser ask must learn nothing from the length. */
    @Test
    void pagesAndJsonComeCompressedOnlyToOurOwnPagesAndToPrograms() throws IOException {
        Tenant tenant = server.createTenant();
        server.lab(tenant).sends(Samples.read("Z01L2SYN_iso-8859-15.LDT"));
        Somebody doctor = server.person(tenant, Role.DOCTOR);
        for (String path : List.of("/inbox", "/api/v1/results")) {
            Client browser = server.signIn(doctor).with("Accept-Encoding", "gzip");
            assertThat(browser.get(path).header("content-encoding"))
                    .as("an old browser")
                    .isEmpty();
            for (String site : List.of("cross-site", "same-site", "anything")) {
                assertThat(browser.with("Sec-Fetch-Site", site).get(path).header("content-encoding"))
                        .as(path + " " + site)
                        .isEmpty();
            }
            for (String site : List.of("same-origin", "none")) {
                Client.Answer answer = browser.with("Sec-Fetch-Site", site).get(path);
                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.header("content-encoding"))
                        .as(path + " " + site)
                        .contains("gzip");
                assertThat(unzipped(answer)).isNotEmpty();
            }
            assertThat(server.withToken(doctor)
                            .with("Accept-Encoding", "gzip")
                            .get("/api/v1/results")
                            .header("content-encoding"))
                    .contains("gzip");
        }
    }

    private static byte[] unzipped(Client.Answer answer) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(answer.bytes()))) {
            return in.readAllBytes();
        }
    }
}
