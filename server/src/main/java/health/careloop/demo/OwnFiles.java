package health.careloop.demo;

import health.careloop.ldt.LdtPackage;
import health.careloop.ldt.LdtReader;
import health.careloop.ldt.clinical.LdtReport;
import health.careloop.ldt.clinical.LdtReports;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Posts a visitor's files through the same door and tells what became of each. */
final class OwnFiles {
    private static final int FAULTS_SHOWN = 3;

    private final HttpClient http;
    private final String url;
    private final List<DemoPractice> practices;
    private final Timeline timeline;

    /** @param practices the last takes what is addressed to none of the others */
    OwnFiles(HttpClient http, String url, List<DemoPractice> practices, Timeline timeline) {
        this.http = http;
        this.url = url;
        this.practices = practices;
        this.timeline = timeline;
    }

    void send(List<Path> files) {
        files.forEach(this::send);
    }

    private void send(Path file) {
        byte[] message;
        try {
            message = Files.readAllBytes(file);
        } catch (IOException e) {
            timeline.step("you", file.getFileName().toString(), false, "cannot be read: " + e.getMessage());
            return;
        }
        DemoPractice practice = addressee(message);
        SimulatedLab lab = new SimulatedLab(
                http, url, practice.sender().keyId(), practice.sender().secret());
        SimulatedLab.Answer answer = lab.send(message);
        String name = file.getFileName().toString();
        if (answer.status() != 202) {
            timeline.step(
                    "you",
                    name,
                    true,
                    "refused: " + answer.status() + " "
                            + answer.body().path("detail").asString());
            return;
        }
        PracticeClient client = PracticeClient.signIn(http, url, practice.doctor());
        JsonNode settled = client.settled(answer.messageId());
        String state = settled.path("state").asString();
        boolean decided = !state.equals("received") && !state.equals("retrying");
        timeline.step("you", name, decided, state.replace('_', ' ') + " at " + practice.name() + reason(settled));
        results(client, settled);
        faults(settled);
    }

    private void results(PracticeClient client, JsonNode settled) {
        for (JsonNode filed : settled.path("results")) {
            JsonNode result =
                    client.json("/api/v1/results/" + filed.path("resultId").asString());
            timeline.note("→ " + result.path("patient").path("name").asString() + ": "
                    + result.path("observations").size() + " observations, version "
                    + result.path("version").asInt()
                    + ", " + result.path("danger").asString() + ", matched by "
                    + result.path("matchReason").asString()
                    + "  " + url + "/results/" + result.path("resultId").asString());
        }
    }

    private void faults(JsonNode settled) {
        int shown = 0;
        for (JsonNode fault : settled.path("faults")) {
            if (shown++ == FAULTS_SHOWN) {
                timeline.note("… and " + (settled.path("faults").size() - FAULTS_SHOWN) + " more findings");
                return;
            }
            timeline.note("line " + fault.path("line").asInt() + " "
                    + fault.path("severity").asString() + ": "
                    + fault.path("sentence").asString());
        }
    }

    private static String reason(JsonNode settled) {
        String error = settled.path("error").asString("");
        String reason = settled.path("reason").asString("");
        return !error.isEmpty() ? ": " + error : reason.isEmpty() ? "" : ": " + reason;
    }

    /** Only a demonstration may look inside to choose the door; in earnest the sender's key decides. */
    private DemoPractice addressee(byte[] message) {
        for (LdtPackage source : LdtReader.read(message).packages()) {
            for (LdtReport report : LdtReports.of(source)) {
                for (DemoPractice practice : practices) {
                    if (practice.bsnr().isPresent()
                            && practice.bsnr().get().equals(report.recipient().bsnr())) {
                        return practice;
                    }
                }
            }
        }
        return practices.getLast();
    }
}
