package health.careloop.access;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.TestServer;
import health.careloop.access.ClinicalRead.Confidentiality;
import health.careloop.access.ClinicalRead.Kind;
import health.careloop.tenancy.TenantId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

class RolesTest {
    @Test
    void theReadmesTableIsWhatTheCodeDoes() throws IOException {
        List<String> table = Files.readAllLines(Path.of("src/main/java/health/careloop/access/README.md")).stream()
                .filter(line -> line.startsWith("| "))
                .dropWhile(line -> !line.startsWith("| permission"))
                .limit(Permission.values().length + 1L)
                .toList();
        List<String> roles = cells(table.getFirst());
        for (Permission permission : Permission.values()) {
            List<String> row = table.stream()
                    .map(RolesTest::cells)
                    .filter(cells -> cells.getFirst().equals(permission.wire()))
                    .findFirst()
                    .orElseThrow();
            for (Role role : Role.values()) {
                assertThat(row.get(roles.indexOf(role.wire())).equals("x"))
                        .as(role + " " + permission)
                        .isEqualTo(role.may(permission));
            }
        }
    }

    @Test
    void everyPermissionIsAskedForByAHandlerOrADecision() {
        Set<Permission> asked = EnumSet.noneOf(Permission.class);
        var mapping = TestServer.shared().bean(RequestMappingHandlerMapping.class);
        for (HandlerMethod handler : mapping.getHandlerMethods().values()) {
            Requires requires = Gatekeeper.find(handler, Requires.class);
            if (requires != null && !handler.getBeanType().equals(ProbeController.class)) {
                asked.addAll(List.of(requires.value()));
            }
        }
        for (Kind kind : Kind.values()) {
            asked.add(kind.permission());
        }

        assertThat(asked).containsExactlyInAnyOrder(Permission.values());
    }

    @Test
    void aPermissionHasOneSpelling() throws IOException {
        Set<String> wire = Stream.of(Permission.values()).map(Permission::wire).collect(Collectors.toSet());
        Path readme = Path.of("src/main/java/health/careloop/access/README.md");
        List<List<String>> requirements = Files.readAllLines(readme).stream()
                .filter(line -> line.startsWith("| "))
                .dropWhile(line -> !line.startsWith("| requirement"))
                .skip(1)
                .takeWhile(line -> line.matches("\\| [A-E][0-9]+.*"))
                .map(RolesTest::cells)
                .toList();
        assertThat(requirements.stream()
                        .map(row -> row.get(2))
                        .filter(here -> !here.startsWith("not yet"))
                        .flatMap(here -> Stream.of(here.split(", "))))
                .as("every permission stands in the table of requirements, and nothing else does")
                .containsExactlyInAnyOrderElementsOf(wire);
        try (Stream<Path> files = Files.walk(Path.of("src/main"))) {
            for (Path file : files.filter(each -> each.toString().matches(".*\\.(jte|java|md)"))
                    .filter(each -> !each.equals(readme))
                    .toList()) {
                assertThat(Files.readString(file)).as(file.toString()).doesNotContain("canDownloadReports");
            }
        }
    }

    private static List<String> cells(String line) {
        return Arrays.stream(line.substring(1).split("\\|", -1))
                .map(String::strip)
                .toList();
    }

    @Test
    void otherSpellingsAreUnderstood() {
        assertThat(Role.parse("head_doctor")).contains(Role.HEAD_DOCTOR);
        assertThat(Role.parse("HeadDoctor")).contains(Role.HEAD_DOCTOR);
        assertThat(Role.parse("LabTechnician")).contains(Role.LAB_TECHNICIAN);
        assertThat(Role.parse("lab technician")).contains(Role.LAB_TECHNICIAN);
        assertThat(Role.parse("Admin")).contains(Role.ADMIN);
        assertThat(Role.parse("user")).contains(Role.VIEWER);
        assertThat(Role.parse("king")).isEmpty();
    }

    @Test
    void anAdministratorReadsNothingClinical() {
        for (Kind kind : Kind.values()) {
            assertThat(decide(Role.ADMIN, kind, Confidentiality.NORMAL)).isInstanceOf(Decision.Deny.class);
            assertThat(decide(Role.DOCTOR, kind, Confidentiality.NORMAL)).isEqualTo(new Decision.Allow());
            assertThat(decide(Role.PATIENT, kind, Confidentiality.NORMAL)).isInstanceOf(Decision.Deny.class);
        }
    }

    @Test
    void aFlaggedPatientIsNamedToTheHeadDoctorOnly() {
        for (Confidentiality flag : List.of(Confidentiality.VIP, Confidentiality.OWN_STAFF)) {
            assertThat(decide(Role.HEAD_DOCTOR, Kind.RESULT, flag)).isEqualTo(new Decision.Allow());
            assertThat(decide(Role.DOCTOR, Kind.RESULT, flag)).isInstanceOf(Decision.Mask.class);
            assertThat(decide(Role.DOCTOR, Kind.REPORT_DOCUMENT, flag)).isInstanceOf(Decision.Deny.class);
            assertThat(decide(Role.ADMIN, Kind.PATIENT, flag)).isInstanceOf(Decision.Deny.class);
            assertThat(Decisions.decide(
                            who(Role.HEAD_DOCTOR), new ClinicalRead(Kind.RESULT, flag), PurposeOfUse.OPERATIONS))
                    .isEqualTo(new Decision.Deny(Decision.Reason.PURPOSE_NOT_COVERED));
        }
    }

    private static Decision decide(Role role, Kind kind, Confidentiality flag) {
        return Decisions.decide(who(role), new ClinicalRead(kind, flag), PurposeOfUse.TREATMENT);
    }

    private static SignedIn who(Role role) {
        return new SignedIn(
                new PersonId(UUID.randomUUID()),
                new TenantId(UUID.randomUUID()),
                "Practice",
                role,
                "Somebody",
                "somebody@example.org",
                SignedIn.How.SESSION,
                "",
                false,
                null);
    }
}
