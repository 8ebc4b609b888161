package health.careloop;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.access.Role;
import health.careloop.tenancy.Tenant;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every JSON answer is spelled alike (decision 0014): nothing null, no word in capitals, no bare "id". */
class WireTest {
    private static final Pattern CAPITALS = Pattern.compile("[A-Z]+(_[A-Z]+)*");
    /** What a laboratory or a person wrote, or another standard spells. */
    private static final Set<String> FREE = Set.of(
            "code",
            "name",
            "observation",
            "rawValue",
            "unit",
            "method",
            "flagRaw",
            "raw",
            "text",
            "texts",
            "notes",
            "material",
            "number",
            "orderNumber",
            "labName",
            "familyName",
            "givenName",
            "practiceNumber");

    private final TestServer server = TestServer.shared();
    private final Tenant practice = server.createTenant();
    private final Lab lab = server.lab(practice);
    private final Client doctor = server.withToken(server.person(practice, Role.DOCTOR));
    private final Client administrator = server.withToken(server.person(practice, Role.ADMIN));

    @Test
    void everyAnswerIsSpelledAlike() {
        byte[] ordinary = Samples.read("Z01L2SYN_iso-8859-15.LDT");
        UUID filed = lab.sends(ordinary);
        lab.sends(Samples.read("Z01_SYN_kalium_kritisch.ldt"));
        UUID dead = lab.sends("no LDT at all".getBytes(StandardCharsets.US_ASCII));
        UUID held = lab.sends(new String(ordinary, StandardCharsets.ISO_8859_1)
                .replace("M\u00fcller-Test", "Anderer-Nam")
                .getBytes(StandardCharsets.ISO_8859_1));
        List<String> results = all("/api/v1/results", "results", "resultId");
        List<String> patients = all("/api/v1/patients", "patients", "patientId");
        Map<String, List<String>> ids = Map.of(
                "results",
                results,
                "patients",
                patients,
                "messages",
                strings(filed, dead, held),
                "senders",
                strings(lab.sender().id()));

        Set<String> asked = new TreeSet<>();
        List<String> mistakes = new ArrayList<>();
        for (String path : paths()) {
            for (String address : addresses(path, ids)) {
                Client.Answer answer = (path.startsWith("/api/v1/senders") ? administrator : doctor).get(address);
                assertThat(answer.status()).as(address).isEqualTo(200);
                if (answer.header("content-type").orElse("").contains("json")) {
                    asked.add(path);
                    mistakes.addAll(mistakes(path, answer.json()));
                }
            }
        }
        assertThat(mistakes).isEmpty();
        assertThat(asked)
                .contains(
                        "/api/v1/auth/me",
                        "/api/v1/messages/{messageId}",
                        "/api/v1/patients",
                        "/api/v1/patients/{id}",
                        "/api/v1/results",
                        "/api/v1/results/{id}",
                        "/api/v1/senders",
                        "/api/v1/senders/{id}");
    }

    @Test
    void whatIsWrittenIsSpelledAsItIsRead() {
        Client.Answer created = doctor.post(
                "/api/v1/patients", Map.of("familyName", "Schreibweise", "sex", "female", "birthDate", "1958-03"));
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.json().path("sex").asString()).isEqualTo("female");
        assertThat(created.json().path("birthDate").asString()).isEqualTo("1958-03");
        assertThat(mistakes("created", created.json())).isEmpty();
        assertThat(doctor.post("/api/v1/patients", Map.of("familyName", "Schreibweise", "birthDate", "12.03.1958"))
                        .status())
                .isEqualTo(400);
    }

    /** Negative control. */
    @Test
    void aNullAWordInCapitalsAndABareIdAreFound() {
        JsonNode bad = JsonMapper.shared()
                .readTree(
                        "{\"id\":1,\"danger\":\"CRITICAL\",\"list\":[{\"flag\":\"STRONGLY_HIGH\"}],\"at\":null,\"code\":\"TSH\"}");
        assertThat(mistakes("x", bad))
                .containsExactlyInAnyOrder(
                        "x: id", "x: danger is CRITICAL", "x: list[].flag is STRONGLY_HIGH", "x: at is null");
    }

    private static List<String> mistakes(String where, JsonNode json) {
        List<String> mistakes = new ArrayList<>();
        look(where + ": ", "", json, mistakes);
        return mistakes;
    }

    private static void look(String where, String name, JsonNode json, List<String> mistakes) {
        String key = name.substring(name.lastIndexOf('.') + 1).replace("[]", "");
        if (json.isNull()) {
            mistakes.add(where + name + " is null");
        } else if (json.isObject()) {
            json.properties().forEach(entry -> {
                if (entry.getKey().equals("id")) {
                    mistakes.add(where + (name.isEmpty() ? "id" : name + ".id"));
                }
                look(where, name.isEmpty() ? entry.getKey() : name + "." + entry.getKey(), entry.getValue(), mistakes);
            });
        } else if (json.isArray()) {
            json.forEach(item -> look(where, name + "[]", item, mistakes));
        } else if (json.isString()
                && !FREE.contains(key)
                && CAPITALS.matcher(json.asString()).matches()) {
            mistakes.add(where + name + " is " + json.asString());
        }
    }

    /** Every address that is read under /api. What stands under /.well-known is spelled by its own standards. */
    private Set<String> paths() {
        Set<String> paths = new TreeSet<>();
        server.bean(RequestMappingHandlerMapping.class).getHandlerMethods().keySet().stream()
                .filter(mapping -> mapping.getMethodsCondition().getMethods().contains(RequestMethod.GET))
                .flatMap(mapping -> mapping.getPatternValues().stream())
                // The gate's own tests bring the probe.
                .filter(path -> path.startsWith("/api/") && !path.startsWith("/api/probe/"))
                .forEach(paths::add);
        return paths;
    }

    /** One for every id the path could mean. */
    private static List<String> addresses(String path, Map<String, List<String>> ids) {
        if (!path.contains("{")) {
            return List.of(path);
        }
        String about = path.contains("{resultId}")
                ? "results"
                : path.replaceAll("/\\{.*", "").replaceAll(".*/", "");
        assertThat(ids).as("no sample for " + path).containsKey(about);
        return ids.getOrDefault(about, List.of()).stream()
                .map(id -> path.replaceAll("\\{[^}]*}", id))
                .toList();
    }

    private List<String> all(String path, String plural, String id) {
        List<String> found = new ArrayList<>();
        doctor.get(path + "?limit=100")
                .json()
                .path(plural)
                .forEach(item -> found.add(item.path(id).asString()));
        assertThat(found).isNotEmpty().doesNotContain("");
        return found;
    }

    private static List<String> strings(UUID... ids) {
        return List.of(ids).stream().map(UUID::toString).toList();
    }
}
