package health.careloop.intake;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.Client;
import health.careloop.Samples;
import health.careloop.access.Role;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What a message says of its results: how many, which are new, where their documents lie. */
class FiledMessageTest extends PracticeWithALab {
    @Test
    void aMessageOfSeveralReportsCountsWhatBecameOfThemAndShowsWhatItRepeats() {
        lab.sends(SampleReports.FLAT);
        String page = page(lab.sends(SampleReports.changed("84206.8", "84206.9")));

        assertThat(page).contains("1 new version, 2 unchanged").doesNotContain("repeated itself");
        assertThat(page.split("came before", -1)).hasSize(3);
        assertThat(page(lab.sends(SampleReports.FLAT))).contains("came before").doesNotContain("No result was filed");
    }

    @Test
    void threeReportsOfOneMessageAreThreeResults() {
        UUID message = lab.sends(SampleReports.FLAT);
        assertThat(doctor.get("/api/v1/messages/" + message)
                        .json()
                        .path("results")
                        .size())
                .isEqualTo(3);
    }

    @Test
    void twoPackagesThatSayTheSameAreListedOnce() {
        UUID message = lab.sends(Samples.read("BAD_concatenated.LDT"));
        JsonNode wire = doctor.get("/api/v1/messages/" + message).json();
        assertThat(wire.path("results").size()).isEqualTo(3);
        assertThat(total(doctor, "all")).isEqualTo(3);
        Client browser = server.signIn(server.person(practice, Role.DOCTOR));
        String page = browser.get("/messages/" + message).text();
        for (JsonNode result : wire.path("results")) {
            assertThat(page)
                    .containsOnlyOnce("/results/" + result.path("resultId").asString());
        }
    }

    @Test
    void aMessageSaysWhereTheDocumentsOfItsResultsLie() {
        UUID message = lab.sends(SampleReports.CRITICAL);
        String id = doctor.get("/api/v1/results")
                .json()
                .path("results")
                .path(0)
                .path("resultId")
                .asString();
        assertThat(doctor.get("/api/download/pdf/" + id).status()).isEqualTo(200);
        assertThat(doctor.get("/api/v1/messages/" + message)
                        .json()
                        .path("results")
                        .path(0)
                        .path("pdfKey")
                        .asString())
                .isEqualTo("tenants/" + practice.id() + "/pdfs/" + id + ".pdf");
    }
}
