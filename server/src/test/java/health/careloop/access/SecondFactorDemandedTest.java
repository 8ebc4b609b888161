package health.careloop.access;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.Client;
import health.careloop.TestServer.Somebody;
import health.careloop.tenancy.Tenant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** For which work it is asked for, and how fresh it must be. */
class SecondFactorDemandedTest extends AnOperatorsFactor {
    /** Somebody who runs the installation and has not set one up. */
    private Somebody unenrolled() {
        Somebody somebody = server.person(server.createTenant(), Role.PLATFORM_OPERATOR);
        server.bean(SecondFactors.class).remove(somebody.id());
        server.forgetFactor(somebody);
        return somebody;
    }

    private Stream<Map.Entry<RequestMappingInfo, HandlerMethod>> handlersOfOperators() {
        return server.bean(RequestMappingHandlerMapping.class).getHandlerMethods().entrySet().stream()
                .filter(each -> {
                    Requires requires = Gatekeeper.find(each.getValue(), Requires.class);
                    return requires != null && Stream.of(requires.value()).anyMatch(Role.PLATFORM_OPERATOR::may);
                });
    }

    @Test
    void noHandlerOfThoseWhoRunTheInstallationOpensToThePasswordAlone() {
        Somebody somebody = unenrolled();
        // Pages lead a browser on; a program is told why.
        Client token = server.withToken(somebody).with("Accept", "application/json");
        Client session = server.signIn(somebody).with("Accept", "application/json");
        int asked = 0;
        for (var each : handlersOfOperators().toList()) {
            for (String pattern : each.getKey().getPatternValues()) {
                String path = pattern.replaceAll("\\{[^}]*}", UUID.randomUUID().toString());
                String method = each.getKey()
                        .getMethodsCondition()
                        .getMethods()
                        .iterator()
                        .next()
                        .name();
                String type = each.getKey().getConsumesCondition().getConsumableMediaTypes().stream()
                        .map(Object::toString)
                        .findFirst()
                        .orElse(null);
                for (Client client : List.of(token, session)) {
                    Client.Answer answer =
                            client.send(method, path, java.net.http.HttpRequest.BodyPublishers.ofString("{}"), type);
                    assertThat(answer.status()).as(method + " " + path).isEqualTo(403);
                    assertThat(answer.problem()).as(method + " " + path).isEqualTo("second-factor-required");
                    asked++;
                }
            }
        }

        assertThat(asked).isGreaterThanOrEqualTo(20);
        assertThat(server.withToken(operator).get("/admin/tenants").status())
                .as("the control: with the factor it opens")
                .isEqualTo(200);
    }

    @Test
    void whatLiesUnderAdminAndInTheConsoleBelongsToThoseWhoRunTheInstallation() {
        List<HandlerMethod> operators =
                handlersOfOperators().map(Map.Entry::getValue).toList();

        assertThat(server.bean(RequestMappingHandlerMapping.class).getHandlerMethods().entrySet().stream()
                        .filter(each -> each.getKey().getPatternValues().stream()
                                .anyMatch(pattern -> pattern.startsWith("/admin/") || pattern.startsWith("/console/")))
                        .map(Map.Entry::getValue))
                .isNotEmpty()
                .allMatch(operators::contains);
    }

    @Test
    void theOtherWorkOfAnOperatorGoesOnWithoutIt() {
        Client session = server.signIn(unenrolled());

        assertThat(session.get("/people").status()).isEqualTo(200);
    }

    @Test
    void inABrowserTheyAreLedToWhereItIsSetUp() {
        Client browser = server.signIn(unenrolled()).with("Accept", "text/html,*/*;q=0.8");

        Client.Answer answer = browser.get("/admin/tenants?page=2");

        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.header("location")).hasValue("/account/second-factor?next=%2Fadmin%2Ftenants%3Fpage%3D2");
        browser.with("HX-Request", "true");
        assertThat(browser.get("/admin/tenants").header("hx-redirect")).hasValue("/account/second-factor");
    }

    @Test
    void aCodeOfTenMinutesAgoIsNotEnoughToArchiveATenant() {
        Tenant victim = server.createTenant();
        Client session = server.signIn(operator);
        String path = "/admin/tenants/" + victim.id();
        assertThat(session.delete(path).status()).as("fresh").isEqualTo(200);
        assertThat(session.post(path + "/restore", Map.of()).status()).isEqualTo(200);
        age(session);

        Client.Answer archive = session.delete(path);
        Client.Answer restore = session.post(path + "/restore", Map.of());

        assertThat(archive.status()).isEqualTo(403);
        assertThat(archive.problem()).isEqualTo("second-factor-stale");
        assertThat(restore.problem()).isEqualTo("second-factor-stale");
        assertThat(session.get(path).status()).as("reading goes on").isEqualTo(200);

        String before = session.session();
        Client.Answer proved =
                session.put("/api/v1/auth/sessions/current/second-factor", Map.of("code", server.code(operator)));
        session.with("X-CSRF-Token", proved.json().path("csrfToken").asString());

        assertThat(proved.status()).isEqualTo(200);
        assertThat(session.session()).isNotEqualTo(before);
        assertThat(session.delete(path).status()).isEqualTo(200);
        assertThat(session.post(path + "/restore", Map.of()).status()).isEqualTo(200);
        Client old = server.anonymous();
        old.cookies().put(SessionCookie.NAME, before);
        assertThat(old.get("/api/v1/auth/me").status()).isEqualTo(401);
    }

    @Test
    void provingItAgainTakesTheRightCode() {
        Client session = server.signIn(operator);
        String path = "/api/v1/auth/sessions/current/second-factor";

        assertThat(session.put(path, Map.of("code", "000000")).problem()).isEqualTo("second-factor-wrong");
        assertThat(session.put(path, Map.of()).status()).isEqualTo(400);
        assertThat(server.withToken(operator)
                        .put(path, Map.of("code", server.code(operator)))
                        .status())
                .as("a token is got anew instead")
                .isEqualTo(401);
    }
}
