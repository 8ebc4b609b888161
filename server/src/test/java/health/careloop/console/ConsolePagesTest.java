package health.careloop.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import health.careloop.Client;
import health.careloop.TestServer;
import health.careloop.access.Role;
import health.careloop.mail.Mailbox;
import health.careloop.tenancy.Tenant;
import health.careloop.tenancy.Tenants;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ConsolePagesTest {
    private static final TestServer SERVER = TestServer.shared();
    private static final String LIST = "/console/tenants";

    private final Client browser = SERVER.signIn(SERVER.person(SERVER.createTenant(), Role.PLATFORM_OPERATOR))
            .with("Accept", "text/html")
            .with("Accept-Language", "en");
    private final String random = UUID.randomUUID().toString().substring(0, 12);

    private Map<String, String> fields() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("name", "Praxis " + random);
        fields.put("adminEmail", "chef-" + random + "@example.org");
        fields.put("adminFirstName", "Clara");
        fields.put("adminLastName", "Muster");
        fields.put("tier", "pooled");
        fields.put("cell", "local");
        return fields;
    }

    private Client.Answer make(Map<String, String> fields) {
        return browser.submit(LIST + "/new", fields);
    }

    private static String entry(String action, String id) {
        return SERVER.database()
                .sql("select count(*) from control.audit_stage where action = ? and resource_id = ?")
                .params(action, id)
                .query(String.class)
                .single();
    }

    @Test
    void aTenantIsFoundByNameShortNameBsnrAndId() {
        String bsnr = String.format("%09d", System.nanoTime() % 1_000_000_000L);
        Tenant tenant = SERVER.bean(Tenants.class).create("k-" + random, "Ärztehaus % " + random + "_", bsnr);
        for (String text : List.of(
                "ÄRZTEHAUS %25 " + random,
                "K-" + random.toUpperCase(Locale.ROOT),
                bsnr.substring(0, 8),
                tenant.id().toString())) {
            assertThat(browser.get(LIST + "?q=" + text.replace(" ", "+")).text())
                    .as(text)
                    .contains(tenant.id().toString());
        }
        assertThat(browser.get(LIST + "?q=" + random + "%25").text())
                .as("what is searched for is no pattern")
                .doesNotContain(tenant.id().toString());
        assertThat(browser.get(LIST + "?filter=archived&q=" + random).text())
                .doesNotContain(tenant.id().toString());
        assertThat(browser.get(LIST + "?filter=nonsense&page=99999&q=" + random).text())
                .as("beyond the end is the end")
                .contains(tenant.id().toString());
    }

    @Test
    void whatIsWrongStandsBesideItsField() {
        Map<String, String> fields = fields();
        fields.put("adminEmail", "nobody");
        fields.put("slug", "www");
        fields.put("cell", "nowhere");

        Client.Answer answer = make(fields);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.text())
                .contains("id=\"adminEmail-error\"", "id=\"slug-error\"", "Praxis " + random)
                .doesNotContain("id=\"name-error\"");
        fields.put("adminEmail", "chef-" + random + "@example.org");
        fields.put("slug", "");
        assertThat(make(fields).text()).contains("id=\"cell-error\"");
    }

    @Test
    void aNameThatIsTakenIsSaidBesideIt() {
        assertThat(make(fields()).status()).isEqualTo(303);

        Client.Answer again = make(fields());

        assertThat(again.status()).isEqualTo(422);
        assertThat(again.text()).contains("Another tenant has this short name", "id=\"slug-error\"");
    }

    @Test
    void aDryRunMakesNothing() {
        Map<String, String> fields = fields();
        fields.put("tier", "database");

        Client.Answer answer = browser.submit(LIST + "/plan", fields);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text())
                .contains("This would be made", "praxis-" + random)
                .containsPattern("d_[0-9a-f]{16}");
        assertThat(SERVER.bean(Tenants.class).findBySlug("praxis-" + random)).isEmpty();
    }

    @Test
    void thePageFollowsTheRunUntilItIsOverAndTheLetterLiesInTheMailbox() {
        String page = make(fields()).header("location").orElseThrow();

        String over =
                await().until(() -> browser.get(page + "/run").text(), text -> !text.contains("hx-trigger=\"every"));

        assertThat(over).startsWith("<div id=\"live\"").contains("7 of 7 steps", "/console/mails");
        String mails = browser.get("/console/mails").text();
        Matcher mail = Pattern.compile("(/console/mails/([0-9a-f-]{36}))\"[^>]*><b[^>]*>Praxis " + random)
                .matcher(mails);
        assertThat(mail.find()).isTrue();
        assertThat(browser.get(mail.group(1)).text())
                .contains("chef-" + random + "@example.org")
                .containsPattern("<a class=\"letter-link\" href=\"http://[^\"]*/activate\\?token=");
        assertThat(entry("mail_viewed", mail.group(2))).isEqualTo("1");
    }

    @Test
    void whatWasNotKeptIsNoMail() {
        UUID waiting = UUID.randomUUID();
        SERVER.database()
                .sql("insert into control.mails (id, kind, state) values (?, 'test', 'SENT')")
                .param(waiting)
                .update();

        assertThat(browser.get("/console/mails/" + waiting).status()).isEqualTo(404);
        assertThat(browser.get("/console/mails/" + UUID.randomUUID()).status()).isEqualTo(404);
        assertThat(SERVER.bean(Mailbox.class).keeps()).isTrue();
    }

    @Test
    void onlyTheShortNameEndsATenant() {
        Tenant tenant = SERVER.createTenant();
        String page = LIST + "/" + tenant.id();
        for (String typed : List.of("", tenant.name(), "x" + tenant.slug())) {
            Client.Answer answer = browser.submit(page + "/archive", Map.of("typed", typed));
            assertThat(answer.status()).as(typed).isEqualTo(422);
            assertThat(answer.text()).contains("id=\"typed-error\"");
        }
        assertThat(status(tenant)).isEqualTo(Tenant.Status.ACTIVE);

        assertThat(browser.submit(page + "/archive", Map.of("typed", " " + tenant.slug()))
                        .status())
                .isEqualTo(303);

        assertThat(status(tenant)).isEqualTo(Tenant.Status.ARCHIVED);
        assertThat(browser.get(page).text()).contains("tenant-archived", page + "/restore");
        assertThat(browser.submit(page + "/restore", Map.of("typed", "no")).status())
                .isEqualTo(422);
        assertThat(browser.submit(page + "/restore", Map.of("typed", tenant.slug()))
                        .status())
                .isEqualTo(303);
        assertThat(status(tenant)).isEqualTo(Tenant.Status.ACTIVE);
        Client.Answer again = browser.submit(page + "/restore", Map.of("typed", tenant.slug()));
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.text()).contains("Nothing was changed");
        assertThat(entry("tenant_archived", tenant.id().toString())).isEqualTo("1");
    }

    private static Tenant.Status status(Tenant tenant) {
        return SERVER.bean(Tenants.class).find(tenant.id()).orElseThrow().status();
    }

    /** As if a step had failed with {@code on-failure=stand}. */
    private String standing(Map<String, String> fields) {
        String page = make(fields).header("location").orElseThrow();
        UUID tenant = UUID.fromString(page.substring(page.lastIndexOf('/') + 1));
        await().until(() -> browser.get(page + "/run").text(), text -> text.contains("7 of 7 steps"));
        SERVER.database().sql("""
                        update control.provisioning_runs
                        set state = 'STANDING', completed = 6, error = 'SEND_WELCOME_EMAIL: <b>x', finished_at = null
                        where tenant_id = ?
                        """).param(tenant).update();
        SERVER.database()
                .sql("update control.tenants set status = 'PROVISIONING' where id = ?")
                .param(tenant)
                .update();
        return page;
    }

    @Test
    void aStandingRunIsResumedOnItsPage() {
        String page = standing(fields());
        assertThat(browser.get(page).text())
                .contains("SEND_WELCOME_EMAIL: &lt;b&gt;x", page + "/resume", page + "/rollback", "Waits for you")
                .doesNotContain("hx-trigger=\"every", page + "/archive");
        assertThat(browser.get(LIST + "?filter=underway&q=" + random).text()).contains("tenant-standing");

        assertThat(browser.submit(page + "/resume", Map.of()).status()).isEqualTo(303);

        await().until(() -> browser.get(page + "/run").text(), text -> text.contains("tenant-active"));
        Client.Answer again = browser.submit(page + "/rollback", Map.of());
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.text()).contains("Nothing was changed");
    }

    @Test
    void aStandingRunIsRolledBackOnItsPage() {
        String page = standing(fields());

        assertThat(browser.submit(page + "/rollback", Map.of()).status()).isEqualTo(303);

        String over = await().until(
                        () -> browser.get(page + "/run").text(),
                        text -> text.contains("tenant-failed") && !text.contains("hx-trigger=\"every"));
        assertThat(over).contains("rolled back", page + "/resume").doesNotContain(page + "/rollback");
    }
}
