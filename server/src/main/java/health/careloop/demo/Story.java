package health.careloop.demo;

import java.net.http.HttpClient;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** A day at two practices: good messages, one of each kind of trouble, and a critical potassium at the end. */
final class Story {
    private static final Charset LATIN_9 = Charset.forName("ISO-8859-15");
    private static final String IMPLAUSIBLE_LENGTH = "0998410";

    private final SimulatedLab lindenLab;
    private final SimulatedLab ahornLab;
    private final PracticeClient linden;
    private final PracticeClient ahorn;
    private final DemoPractice lindenPractice;
    private final DemoPractice ahornPractice;
    private final Timeline timeline;
    private final LocalDateTime now;
    /** Numbers of this run: a second run on the same data has orders of its own. */
    private final String run;

    Story(HttpClient http, String url, DemoPractice linden, DemoPractice ahorn, Timeline timeline, LocalDateTime now) {
        this.lindenLab = new SimulatedLab(
                http, url, linden.sender().keyId(), linden.sender().secret());
        this.ahornLab = new SimulatedLab(
                http, url, ahorn.sender().keyId(), ahorn.sender().secret());
        this.linden = PracticeClient.signIn(http, url, linden.doctor());
        this.ahorn = PracticeClient.signIn(http, url, ahorn.doctor());
        this.lindenPractice = linden;
        this.ahornPractice = ahorn;
        this.timeline = timeline;
        this.now = now;
        this.run = Long.toString(System.currentTimeMillis() / 1000 % 1_000_000);
    }

    void tell() {
        earlierReports();
        byte[] bloodCount = bloodCount();
        SimulatedLab.Answer first =
                filed(lindenLab, linden, "LDT 2: blood count of Erika Beispiel", "msg_blood-" + run, bloodCount);
        filed(ahornLab, ahorn, "LDT 3: lipids of Jörg Mußterfeld", "msg_lipids-" + run, lipids());
        duplicate(first, bloodCount);
        brokenLength();
        unknownPatient();
        SimulatedLab.Answer critical = filed(
                lindenLab, linden, "LDT 3: potassium 7.1 of Heinz Versuchsmann", "msg_potassium-" + run, potassium());
        doctorReads(critical);
        neighboursSeeNothing(critical);
    }

    /** What makes a sparkline: the same value in earlier months. */
    private void earlierReports() {
        String[] creatinine = {"0.92", "0.98", "1.05"};
        for (int i = 0; i < creatinine.length; i++) {
            LocalDateTime then = now.minusMonths(9L - 3L * i);
            LabMessages messages = new LabMessages(bsnr(lindenPractice), lindenPractice.name(), then);
            byte[] message = messages.ldt2(
                    Person.ERIKA,
                    "L" + run + "H" + i,
                    "2026-" + run + "H" + i,
                    List.of(
                            Value.of("KREA", "Kreatinin", creatinine[i], "mg/dl", "0.50", "0.96", i == 0 ? "" : "+"),
                            Value.of("HB", "Hämoglobin", "13." + (4 - i), "g/dl", "12.0", "15.5", "")));
            linden.settled(lindenLab.send(message).messageId());
        }
        timeline.step("lab", "three earlier reports of Erika Beispiel", true, "sent for the history");
    }

    private SimulatedLab.Answer filed(
            SimulatedLab lab, PracticeClient practice, String what, String webhookId, byte[] message) {
        SimulatedLab.Answer answer = lab.send(webhookId, message);
        timeline.step("lab", what, answer.status() == 202, answer.status() + " " + answer.messageId());
        JsonNode settled = practice.settled(answer.messageId());
        JsonNode result = settled.path("results").path(0);
        timeline.step(
                "careloop",
                "filed as a result",
                settled.path("state").asString().equals("filed"),
                settled.path("format").asString() + ", version "
                        + result.path("version").asInt() + ", "
                        + result.path("danger").asString("").toLowerCase(java.util.Locale.ROOT));
        return answer;
    }

    private void duplicate(SimulatedLab.Answer first, byte[] message) {
        SimulatedLab.Answer again = lindenLab.send("msg_blood-" + run, message);
        timeline.step(
                "lab",
                "the blood count again, same id, same bytes",
                again.status() == 202 && again.messageId().equals(first.messageId()),
                "the first answer again, nothing filed twice");
    }

    private void brokenLength() {
        String whole = new String(bloodCount(), LATIN_9);
        int line = whole.indexOf("8410KREA") - 3;
        byte[] broken = (whole.substring(0, line) + IMPLAUSIBLE_LENGTH + whole.substring(line + 7)).getBytes(LATIN_9);
        SimulatedLab.Answer answer = lindenLab.send(broken);
        JsonNode settled = linden.settled(answer.messageId());
        timeline.step(
                "lab",
                "a line whose length is wrong",
                answer.status() == 202 && settled.path("state").asString().equals("dead_letter"),
                "dead letter: " + settled.path("error").asString());
        byte[] kept = linden.bytes("/api/v1/messages/" + answer.messageId() + "/original");
        timeline.step("careloop", "its bytes are kept", Arrays.equals(kept, broken), kept.length + " bytes, identical");
    }

    private void unknownPatient() {
        LabMessages messages = new LabMessages(bsnr(lindenPractice), lindenPractice.name(), now);
        SimulatedLab.Answer answer = lindenLab.send(messages.ldt2ForNobody(
                "2026-" + run + "X", List.of(Value.of("CRP", "C-reaktives Protein", "12.4", "mg/l", "", "5", "+"))));
        JsonNode settled = linden.settled(answer.messageId());
        timeline.step(
                "lab",
                "a report that names nobody",
                settled.path("state").asString().equals("quarantined"),
                "quarantine: " + settled.path("reason").asString());
    }

    private void doctorReads(SimulatedLab.Answer critical) {
        JsonNode inbox = linden.json("/api/v1/results");
        JsonNode top = inbox.path("results").path(0);
        String resultId = top.path("resultId").asString();
        timeline.step(
                "doctor",
                "the critical potassium is on top of the inbox",
                top.path("danger").asString().equals("critical")
                        && top.path("messageId").asString().equals(critical.messageId()),
                top.path("patient").path("name").asString() + ", "
                        + top.path("headline").path("observation").asString() + " "
                        + top.path("headline").path("rawValue").asString() + " "
                        + top.path("headline").path("unit").asString());
        JsonNode report = linden.json("/api/v1/results/" + resultId);
        timeline.step(
                "doctor",
                "opens the report",
                report.path("observations").path(0).path("danger").asString().equals("CRITICAL"),
                report.path("observations").size() + " observations; seen by "
                        + report.path("versions")
                                .path(0)
                                .path("seenBy")
                                .path(0)
                                .path("name")
                                .asString());
        byte[] pdf = linden.bytes("/api/download/pdf/" + resultId);
        timeline.step(
                "doctor",
                "downloads the PDF",
                new String(pdf, 0, Math.min(5, pdf.length), StandardCharsets.ISO_8859_1).equals("%PDF-"),
                pdf.length + " bytes");
        byte[] original = linden.bytes("/api/download/ldt/" + resultId);
        timeline.step(
                "doctor",
                "downloads the original message",
                Arrays.equals(original, potassium()),
                original.length + " bytes, identical");
    }

    private void neighboursSeeNothing(SimulatedLab.Answer critical) {
        boolean hidden;
        try {
            ahorn.json("/api/v1/messages/" + critical.messageId());
            hidden = false;
        } catch (IllegalStateException e) {
            hidden = e.getMessage() != null && e.getMessage().endsWith("404");
        }
        timeline.step("neighbour", "the other practice asks for that message", hidden, "404, as for any unknown id");
    }

    private byte[] bloodCount() {
        return new LabMessages(bsnr(lindenPractice), lindenPractice.name(), now)
                .ldt2(
                        Person.ERIKA,
                        "L" + run + "A",
                        "2026-" + run + "A",
                        List.of(
                                Value.of("HB", "Hämoglobin", "12.9", "g/dl", "12.0", "15.5", ""),
                                Value.of("LEUK", "Leukozyten", "11.2", "/nl", "3.9", "10.2", "+"),
                                Value.of("THRO", "Thrombozyten", "248", "/nl", "150", "370", ""),
                                Value.of("KREA", "Kreatinin", "1.12", "mg/dl", "0.50", "0.96", "+"),
                                Value.of("GFR", "eGFR (CKD-EPI)", "58", "ml/min", "60", "", "-"),
                                Value.of("FERR", "Ferritin", "<5", "µg/l", "13", "150", "--")),
                        "Probe leicht hämolytisch.");
    }

    private byte[] lipids() {
        return new LabMessages(bsnr(ahornPractice), ahornPractice.name(), now)
                .ldt3(
                        Person.JOERG,
                        "A" + run + "B",
                        "2026-" + run + "B",
                        false,
                        List.of(
                                Value.of("CHOL", "Cholesterin", "6.9", "mmol/l", "2.6", "5.2", "+"),
                                Value.of("HDL", "HDL-Cholesterin", "1.4", "mmol/l", "1.0", "2.3", ""),
                                Value.of("TRIG", "Triglyceride", "1.5", "mmol/l", "0.4", "1.7", "")),
                        "");
    }

    private byte[] potassium() {
        return new LabMessages(bsnr(lindenPractice), lindenPractice.name(), now)
                .ldt3(
                        Person.HEINZ,
                        "L" + run + "C",
                        "2026-" + run + "C",
                        true,
                        List.of(
                                Value.of("K", "Kalium", "7.1", "mmol/l", "3.5", "5.1", "!H"),
                                Value.of("NA", "Natrium", "138", "mmol/l", "136", "145", ""),
                                Value.of("KREA", "Kreatinin", "312", "µmol/l", "62", "106", "++")),
                        "Wert wiederholt und bestätigt. Bitte sofort handeln.");
    }

    private static String bsnr(DemoPractice practice) {
        return practice.bsnr().orElse("");
    }
}
