package health.careloop.demo;

import health.careloop.ldt.LdtPackage;
import health.careloop.ldt.LdtReader;
import health.careloop.ldt.clinical.LdtReport;
import health.careloop.ldt.clinical.LdtReports;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Posts a visitor's files through the same door and tells what became of each. */
final class OwnFiles {
    private static final int FAULTS_SHOWN = 3;
    private static final int ACCEPTED = 202;
    private static final int TOO_MANY = 429;

    private final HttpClient http;
    private final String url;
    private final List<DemoPractice> practices;
    private final Timeline timeline;
    /** How many files ended how. */
    private final Map<String, Integer> became = new TreeMap<>();

    /** @param practices the last takes what is addressed to none of the others */
    OwnFiles(HttpClient http, String url, List<DemoPractice> practices, Timeline timeline) {
        this.http = http;
        this.url = url;
        this.practices = practices;
        this.timeline = timeline;
    }

    void send(List<Path> files) {
        timeline.row("file", "became", "at");
        files.forEach(this::send);
        timeline.note("");
        timeline.note(files.size()
                + (files.size() == 1 ? " file: " : " files: ")
                + became.entrySet().stream()
                        .map(state -> state.getValue() + " " + state.getKey())
                        .collect(Collectors.joining(", ")));
    }

    private void send(Path file) {
        String name = file.getFileName().toString();
        byte[] message;
        try {
            message = Files.readAllBytes(file);
        } catch (IOException e) {
            tell(name, "not readable", false, "-");
            return;
        }
        DemoPractice practice = addressee(message);
        SimulatedLab.Answer answer = new SimulatedLab(http, url, practice.sender()).send(message);
        if (answer.status() != ACCEPTED) {
            // Refused in words is not lost; "later" is, because nobody here sends it later.
            boolean told = answer.status() >= 400 && answer.status() < 500 && answer.status() != TOO_MANY;
            tell(name, "refused", told, practice.name());
            timeline.note(answer.status() + ": " + answer.body().path("detail").asString());
            return;
        }
        PracticeClient client = PracticeClient.signIn(http, url, practice.doctor());
        JsonNode settled = client.settled(answer.messageId());
        String state = settled.path("state").asString();
        boolean decided = !state.equals("received") && !state.equals("retrying");
        boolean kept = Arrays.equals(message, client.bytes("/api/v1/messages/" + answer.messageId() + "/original"));
        tell(name, decided && kept ? state.replace('_', ' ') : "lost", decided && kept, practice.name());
        if (!kept) {
            timeline.note("The bytes that came back are others than those that were sent.");
        } else if (!decided) {
            timeline.note("Nobody decided about it in time.");
        }
        reason(settled).ifPresent(timeline::note);
        results(client, settled);
        faults(settled);
    }

    private void tell(String name, String state, boolean nothingLost, String where) {
        became.merge(state, 1, Integer::sum);
        timeline.row(nothingLost, name, state, where);
    }

    private void results(PracticeClient client, JsonNode settled) {
        Set<String> shown = new HashSet<>(); // a file may hold the same report twice
        for (JsonNode filed : settled.path("results")) {
            String id = filed.path("resultId").asString();
            if (!shown.add(id)) {
                continue;
            }
            JsonNode result = client.json("/api/v1/results/" + id);
            JsonNode patient = result.path("patient");
            int values = result.path("observations").size();
            timeline.note("%-30s %-10s %-9s %s"
                    .formatted(
                            named(patient),
                            values + (values == 1 ? " value" : " values"),
                            result.path("danger").asString().toLowerCase(Locale.ROOT),
                            url + "/results/" + id));
        }
    }

    private static String named(JsonNode patient) {
        String name = patient.path("name").asString("");
        return name.isBlank() ? "(a patient without a name)" : name;
    }

    private void faults(JsonNode settled) {
        String told = settled.path("error").asString("");
        List<String> faults = new ArrayList<>();
        for (JsonNode fault : settled.path("faults")) {
            String sentence = fault.path("sentence").asString();
            if (!told.endsWith(sentence)) {
                faults.add("line " + fault.path("line").asInt() + ", "
                        + fault.path("severity").asString().toLowerCase(Locale.ROOT) + ": " + sentence);
            }
        }
        faults.stream().limit(FAULTS_SHOWN).forEach(timeline::note);
        if (faults.size() > FAULTS_SHOWN) {
            timeline.note("… and " + (faults.size() - FAULTS_SHOWN) + " more findings");
        }
    }

    private static Optional<String> reason(JsonNode settled) {
        String error = settled.path("error").asString("");
        String reason = settled.path("reason").asString("");
        if (!error.isEmpty() || reason.isEmpty()) {
            return Optional.of(error).filter(words -> !words.isEmpty());
        }
        return Optional.of(
                switch (reason) {
                    case "patient-unknown" -> "It names nobody, so a person must say whose it is.";
                    case "patient-ambiguous" ->
                        "Its numbers lead to somebody with another name or birth date, or to several people: "
                                + "a person must decide.";
                    case "incomplete" -> "Its check sum says that lines are missing; the version before stands.";
                    case "receiver-unknown" -> "It is addressed to another practice.";
                    default -> reason;
                });
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
