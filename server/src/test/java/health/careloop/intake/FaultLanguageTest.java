package health.careloop.intake;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.Client;
import health.careloop.Lab;
import health.careloop.Samples;
import health.careloop.TestServer;
import health.careloop.access.Role;
import health.careloop.tenancy.Tenant;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What is wrong with a message is said in the language of whoever reads it. */
class FaultLanguageTest {
    private final TestServer server = TestServer.shared();
    private final Tenant practice = server.createTenant();
    private final Lab lab = server.lab(practice);
    private final Client doctor = server.signIn(server.person(practice, Role.DOCTOR));
    private final Client program = server.withToken(server.person(practice, Role.DOCTOR));

    @Test
    void aGermanPageSaysNoFaultInEnglishAndAnEnglishOneNoneInGerman() {
        List<byte[]> messages = new ArrayList<>();
        for (String file : List.of(
                "BAD_truncated.LDT",
                "BAD_lf_only.LDT",
                "BAD_utf8_lengths.LDT",
                "BAD_wrong_9106_cp437.LDT",
                "BAD_missing_8100.LDT")) {
            messages.add(Samples.read(file));
        }
        String good = new String(Samples.read("Z01L2SYN_iso-8859-15.LDT"), StandardCharsets.ISO_8859_1);
        messages.add(good.replace("0158411Kalium", "0198411Kalium").getBytes(StandardCharsets.ISO_8859_1));
        messages.add("no LDT at all".getBytes(StandardCharsets.US_ASCII));
        messages.add("01380008230\r\n01380008231\r\n".getBytes(StandardCharsets.US_ASCII));
        for (byte[] bytes : messages) {
            UUID message = lab.sends(bytes);
            List<String> english = said(message, "en");
            List<String> german = said(message, "de");
            assertThat(english).isNotEmpty().hasSameSizeAs(german).doesNotContainAnyElementsOf(german);
            String germanPage = page(message, "de");
            assertThat(germanPage).contains(german).doesNotContain(english);
            assertThat(germanPage).doesNotContain(" the ", " line ", " is read as ", "lengths count");
            assertThat(page(message, "en")).contains(english).doesNotContain(german);
        }
    }

    @Test
    void aProgramThatNamesNoLanguageIsAnsweredInEnglish() {
        UUID message = lab.sends(Samples.read("BAD_lf_only.LDT"));
        assertThat(said(message, null)).isEqualTo(said(message, "fr")).isEqualTo(said(message, "en"));
        Client.Answer german = program.with("Accept-Language", "de-AT").get("/api/v1/messages/" + message);
        assertThat(german.header("content-language")).contains("de");
        assertThat(german.header("vary"))
                .hasValueSatisfying(names -> assertThat(names).contains("Accept-Language"));
    }

    private List<String> said(UUID message, String language) {
        JsonNode wire = program.with("Accept-Language", language)
                .get("/api/v1/messages/" + message)
                .json();
        List<String> said = new ArrayList<>();
        for (JsonNode fault : wire.path("faults")) {
            said.add(fault.path("sentence").asString());
            if (!fault.path("hint").asString().isEmpty()) {
                said.add(fault.path("hint").asString());
            }
        }
        if (!wire.path("error").asString("").isEmpty()) {
            said.add(wire.path("error").asString());
        }
        return said;
    }

    private String page(UUID message, String language) {
        return doctor.with("Accept-Language", language)
                .get("/messages/" + message)
                .text()
                .replace("&#34;", "\"")
                .replace("&#39;", "'")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&");
    }
}
