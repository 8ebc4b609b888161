package health.careloop.intake;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.Client;
import health.careloop.access.Role;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Finding a report again, reading it, and taking its documents along. */
class FoundAndReadTest extends PracticeWithALab {
    @Test
    void aPatientsReportsComeByTheLaboratorysDateNewestFirst() {
        lab.sends(SampleReports.CRITICAL);
        String text = new String(SampleReports.CRITICAL, StandardCharsets.ISO_8859_1);
        String late = text.replace("A-2026-004711", "A-2026-004799")
                .replace("26-000815", "26-000899")
                .replaceFirst("(?s)(8216Timestamp.{20,60}7278)20260112", "$1\\20251103");
        lab.sends(late.getBytes(StandardCharsets.ISO_8859_1));
        String patient = doctor.get("/api/v1/patients")
                .json()
                .path("patients")
                .path(0)
                .path("patientId")
                .asString();
        Client browser = server.signIn(server.person(practice, Role.DOCTOR)).with("Accept-Language", "de");
        String page = browser.get("/patients/" + patient).text();
        assertThat(page.indexOf("Befund vom 12.01.2026 10:45"))
                .isPositive()
                .isLessThan(page.indexOf("Befund vom 03.11.2025 10:45"));
        assertThat(page).contains("Nach Befunddatum");
    }

    @Test
    void anOrderIsFoundHoweverItsNumberIsTyped() {
        lab.sends(SampleReports.CRITICAL);
        for (String query : List.of("A-2026-004711", "a-2026-004711", "26-000815", "%20A-2026-004711%20")) {
            assertThat(doctor.get("/api/v1/results?q=" + query)
                            .json()
                            .path("total")
                            .asInt())
                    .as(query)
                    .isEqualTo(1);
        }
        assertThat(doctor.get("/api/v1/results?q=2026-004711")
                        .json()
                        .path("total")
                        .asInt())
                .isZero();
    }

    @Test
    void readIsReadByOnePersonAndCanBeTakenBack() {
        lab.sends(SampleReports.CRITICAL);
        Client nurse = server.withToken(server.person(practice, Role.NURSE));
        String id = doctor.get("/api/v1/results")
                .json()
                .path("results")
                .path(0)
                .path("resultId")
                .asString();

        assertThat(doctor.post("/api/v1/results/" + id + "/read", Map.of()).status())
                .isEqualTo(204);
        assertThat(total(doctor, "unread")).isZero();
        assertThat(total(nurse, "unread")).isEqualTo(1);
        assertThat(doctor.post("/api/v1/results/" + id + "/unread", Map.of()).status())
                .isEqualTo(204);
        assertThat(total(doctor, "unread")).isEqualTo(1);
    }

    @Test
    void openingAReportIsKeptAsSeen() {
        lab.sends(SampleReports.CRITICAL);
        String id = doctor.get("/api/v1/results")
                .json()
                .path("results")
                .path(0)
                .path("resultId")
                .asString();
        JsonNode report = doctor.get("/api/v1/results/" + id).json();
        assertThat(report.path("versions")
                        .path(0)
                        .path("seenBy")
                        .path(0)
                        .path("role")
                        .asString())
                .isEqualTo("doctor");
    }

    @Test
    void patientsAreFoundByTheBeginningOfTheirNameWithOrWithoutUmlaut() {
        lab.sends(SampleReports.FLAT);
        for (String query : List.of("Müll", "muell", "MÜLLER", "jürg müller", "juergen", "muller", "jurgen")) {
            assertThat(doctor.get("/api/v1/patients?search=" + URLEncoder.encode(query, StandardCharsets.UTF_8))
                            .json()
                            .path("total")
                            .asInt())
                    .as(query)
                    .isEqualTo(1);
        }
        assertThat(doctor.get("/api/v1/patients?search=Mxller")
                        .json()
                        .path("total")
                        .asInt())
                .isZero();
        assertThat(doctor.get("/api/v1/results?q=muell").json().path("total").asInt())
                .isEqualTo(1);
        assertThat(doctor.get("/api/v1/results?q=A0000000001")
                        .json()
                        .path("total")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void theDocumentAndTheOriginalComeAsFilesWithTheirNames() {
        lab.sends(SampleReports.CRITICAL);
        String id = doctor.get("/api/v1/results")
                .json()
                .path("results")
                .path(0)
                .path("resultId")
                .asString();
        Client.Answer pdf = doctor.get("/api/download/pdf/" + id);
        assertThat(pdf.status()).isEqualTo(200);
        assertThat(pdf.header("content-type")).contains("application/pdf");
        assertThat(pdf.header("content-disposition").orElseThrow())
                .contains("attachment")
                .contains("result_" + id + ".pdf");
        assertThat(pdf.header("content-length")).contains(Integer.toString(pdf.bytes().length));
        assertThat(doctor.get("/api/download/ldt/" + id).bytes()).isEqualTo(SampleReports.CRITICAL);
        Client.Answer missing = doctor.get("/api/download/pdf/" + UUID.randomUUID());
        assertThat(missing.status()).isEqualTo(404);
        assertThat(missing.json().path("message").asString()).isEqualTo("Result not found");
    }
}
