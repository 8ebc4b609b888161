package health.careloop.access;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.Client;
import health.careloop.TestServer;
import health.careloop.TestServer.Somebody;
import health.careloop.tenancy.Tenant;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Somebody who runs the installation, with a second factor, and what of it lies in pages, trail and mailbox. */
abstract class AnOperatorsFactor {
    static final String LOGIN = "/api/v1/auth/login";

    final TestServer server = TestServer.shared();
    final Tenant tenant = server.createTenant();
    final Somebody operator = server.person(tenant, Role.PLATFORM_OPERATOR);

    Map<String, String> credentials() {
        return Map.of("email", operator.email(), "password", operator.password());
    }

    Map<String, String> credentials(String code) {
        return Map.of("email", operator.email(), "password", operator.password(), "code", code);
    }

    Client.Answer enrol(Client browser, String offer, String code, String next) {
        return browser.submit(
                "/account/second-factor", csrf(browser, Map.of("offer", offer, "code", code, "next", next)));
    }

    static Map<String, String> csrf(Client browser, Map<String, String> fields) {
        Map<String, String> all = new java.util.HashMap<>(fields);
        all.put("_csrf", browser.header("X-CSRF-Token"));
        return all;
    }

    static String secretOn(String page) {
        Matcher secret = Pattern.compile("class=\"secret\"[^>]*>(.*?)</p>", Pattern.DOTALL)
                .matcher(page);
        assertThat(secret.find()).isTrue();
        return secret.group(1).replaceAll("<[^>]*>", "");
    }

    static String field(String page, String name) {
        Matcher field =
                Pattern.compile("name=\"" + name + "\" value=\"([^\"]*)\"").matcher(page);
        assertThat(field.find()).as(name).isTrue();
        return field.group(1);
    }

    List<String> trail(Somebody who) {
        return server.database()
                .sql("select action from loop.audit_stage where tenant_id = ? and resource_id = ? order by at")
                .params(who.tenant().id().value(), who.id().toString())
                .query(String.class)
                .list();
    }

    List<String> mailsTo(Somebody who) {
        return server.bean(health.careloop.mail.Mailbox.class).newest(200).stream()
                .filter(mail -> mail.to().equals(who.email()))
                .map(health.careloop.mail.Mailbox.Mail::text)
                .toList();
    }

    /** Ten minutes pass for this session. */
    void age(Client session) {
        server.database()
                .sql(
                        "update control.sessions set second_factor_at = second_factor_at - interval '10 minutes' where token_hash = ?")
                .param(Digests.hash(session.session()))
                .update();
        server.bean(Rights.class).forgetAll();
    }
}
