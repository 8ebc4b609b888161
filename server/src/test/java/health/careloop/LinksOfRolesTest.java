package health.careloop;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.access.Open;
import health.careloop.access.Permission;
import health.careloop.access.Requires;
import health.careloop.access.Role;
import health.careloop.tenancy.Tenant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerExecutionChain;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;

/** Each role goes wherever its pages lead. Nobody is shown a door that is closed to them. */
class LinksOfRolesTest {
    private static final Pattern LINK = Pattern.compile("(?:href|hx-get)=\"(/[^\"#]*)");
    private static final Pattern FORM = Pattern.compile("<form[^>]*method=\"post\"[^>]*action=\"(/[^\"]*)\"");
    private static final int ENOUGH = 100;

    private final TestServer server = TestServer.shared();

    @ParameterizedTest
    @EnumSource
    void noLinkAndNoButtonThatIsShownIsRefused(Role role) throws Exception {
        Tenant practice = server.createTenant();
        Lab lab = server.lab(practice);
        lab.sends(Samples.read("Z01_SYN_kalium_kritisch.ldt"));
        lab.sends(Samples.read("Z01L2SYN_iso-8859-15.LDT"));
        lab.sends(Samples.read("BAD_truncated.LDT"));
        server.person(practice, Role.ADMIN);
        Client browser = server.signIn(server.person(practice, role)).with("Accept", "text/html");

        // A platform operator who joins a tenant becomes its administrator.
        Set<Permission> may = EnumSet.noneOf(Permission.class);
        may.addAll(role.permissions());
        if (role == Role.PLATFORM_OPERATOR) {
            may.addAll(Role.ADMIN.permissions());
        }
        Set<String> seen = new LinkedHashSet<>(List.of("/"));
        Deque<String> open = new ArrayDeque<>(seen);
        Set<String> refused = new TreeSet<>();
        while (!open.isEmpty() && seen.size() < ENOUGH) {
            String path = open.poll();
            Client.Answer answer = browser.get(path);
            if (answer.status() == 403) {
                refused.add("GET " + path);
            }
            answer.header("location").filter(to -> seen.add(to)).ifPresent(open::add);
            if (!answer.header("content-type").orElse("").startsWith("text/html")) {
                continue;
            }
            Matcher link = LINK.matcher(answer.text());
            while (link.find()) {
                String to = link.group(1).replace("&amp;", "&");
                if (seen.add(to)) {
                    open.add(to);
                }
            }
            Matcher form = FORM.matcher(answer.text());
            while (form.find()) {
                if (!mayPost(may, form.group(1))) {
                    refused.add("POST " + form.group(1) + " on " + path);
                }
            }
        }

        assertThat(refused).as(role.wire()).isEmpty();
        assertThat(seen).as("it reached a page").contains("/careloop.css");
        // The control: what nobody showed is refused, so a link to it would have been noticed.
        if (!role.may(Permission.VIEW_MESSAGES) && role != Role.PLATFORM_OPERATOR) {
            assertThat(browser.get("/messages").status()).isEqualTo(403);
        }
        assertThat(seen.contains("/console/tenants")).isEqualTo(role == Role.PLATFORM_OPERATOR);
        if (role == Role.HEAD_DOCTOR) {
            assertThat(seen)
                    .anyMatch(path -> path.endsWith("/report.pdf"))
                    .anyMatch(path -> path.endsWith("/original"))
                    .anyMatch(path -> path.startsWith("/patients/"))
                    .contains("/people");
        }
    }

    private boolean mayPost(Set<Permission> may, String path) throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", path);
        ServletRequestPathUtils.parseAndCache(request);
        HandlerExecutionChain chain =
                server.bean(RequestMappingHandlerMapping.class).getHandler(request);
        assertThat(chain).as("POST " + path).isNotNull();
        HandlerMethod handler = (HandlerMethod) chain.getHandler();
        Requires own = handler.getMethodAnnotation(Requires.class);
        Requires requires = own == null && !handler.hasMethodAnnotation(Open.class)
                ? AnnotatedElementUtils.findMergedAnnotation(handler.getBeanType(), Requires.class)
                : own;
        return requires == null || may.containsAll(List.of(requires.value()));
    }

    @ParameterizedTest
    @EnumSource
    void everyRoleStartsOnAPageOfItsOwn(Role role) {
        Tenant practice = server.createTenant();
        TestServer.Somebody administrator = server.person(practice, Role.ADMIN);
        Client browser = server.signIn(server.person(practice, role)).with("Accept", "text/html");

        Client.Answer answer = browser.get("/");

        String expected = switch (role) {
            case HEAD_DOCTOR, DOCTOR, NURSE, LAB_TECHNICIAN, VIEWER -> "/inbox";
            case ADMIN, OPERATOR, PLATFORM_OPERATOR -> "/messages";
            case AUDITOR -> "/people";
            case RECEPTION, PATIENT -> "";
        };
        if (!expected.isEmpty()) {
            assertThat(answer.header("location")).contains(expected);
            assertThat(browser.get(expected).status()).isEqualTo(200);
            return;
        }
        assertThat(answer.status()).isEqualTo(200);
        String name = "Dr. " + administrator.email().substring(0, 8);
        assertThat(answer.text().contains(name)).as("whom to ask").isEqualTo(role != Role.PATIENT);
    }

    @Test
    void pagesAskForPermissionsThatExist() throws IOException {
        Set<String> asked = new TreeSet<>();
        try (Stream<Path> templates = Files.walk(Path.of("src/main/jte"))) {
            for (Path template : templates.filter(Files::isRegularFile).toList()) {
                Matcher may = Pattern.compile("frame\\.may\\(\"([^\"]*)\"\\)").matcher(Files.readString(template));
                while (may.find()) {
                    asked.add(may.group(1));
                }
            }
        }

        assertThat(asked)
                .isNotEmpty()
                .allMatch(wire -> Stream.of(Permission.values())
                        .anyMatch(permission -> permission.wire().equals(wire)));
    }
}
