package health.careloop.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.AriaRole;
import health.careloop.Browsers;
import health.careloop.TestServer;
import health.careloop.TestServer.Somebody;
import health.careloop.access.OldFactors;
import health.careloop.access.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** From the form for a new tenant to its administrator's first sign-in, its end and its return, in a real browser. */
class OperatorJourneyTest {
    private static final Path PICTURES = Path.of("target", "screens", "console");
    private static final String PASSWORD = "violet lantern under the quay";
    private static Playwright playwright;
    private static Browser browser;

    private final TestServer server = TestServer.shared();
    private final Somebody operator = server.person(server.createTenant(), Role.PLATFORM_OPERATOR);
    private final String random = UUID.randomUUID().toString().substring(0, 8);
    private final String name = "Praxis Quitte " + random;
    private final String slug = "praxis-quitte-" + random;
    private final String admin = "clara-" + random + "@example.org";

    @BeforeAll
    static void open() throws IOException {
        Files.createDirectories(PICTURES);
        playwright = Browsers.playwright();
        browser = Browsers.launch(playwright);
    }

    @AfterAll
    static void close() {
        playwright.close();
    }

    @Test
    void anOperatorMakesATenantWhoseAdministratorSignsInAndEndsItAndTakesItUpAgain() {
        try (BrowserContext operators = context();
                BrowserContext members = context()) {
            List<String> complaints = complaints(operators);
            Page page = operators.newPage();
            signIn(page);
            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Tenants"))
                    .click();
            page.waitForURL("**/console/tenants");

            String address = makes(page);
            Page member = members.newPage();
            member.navigate(link(page));
            activates(member);

            page.navigate(address);
            archives(page);
            assertThat(member.navigate(server.url() + "/people").url())
                    .as("the member is out at once")
                    .contains("/login");

            button(page, "Restore …");
            page.locator("#typed").fill(slug);
            button(page, "Restore");
            assertThat(page.locator(".tenant-active")).isVisible();
            member.locator("#email").fill(admin);
            member.locator("#password").fill(PASSWORD);
            button(member, "Sign in");
            member.waitForURL("**/messages");
            complaints.removeIf(text -> text.contains("422"));
            assertThat(complaints).isEmpty();
        }
    }

    /** @return where the tenant's page is */
    private String makes(Page page) {
        page.getByRole(
                        AriaRole.LINK,
                        new Page.GetByRoleOptions().setName("New tenant").setExact(true))
                .first()
                .click();
        page.locator("#name").fill(name);
        page.locator("#adminFirstName").fill("Clara");
        page.locator("#adminLastName").fill(" ");
        page.locator("#adminEmail").fill(admin);
        page.locator("input[name=tier][value=schema]").check();
        button(page, "Show first what would be made");
        assertThat(page.locator("#adminLastName-error")).isVisible();
        assertThat(page.locator("#name")).hasValue(name);
        picture(page, "1-fault");

        page.locator("#adminLastName").fill("Muster");
        page.locator("#language").selectOption("en");
        button(page, "Show first what would be made");
        assertThat(page.locator(".plan")).containsText(slug);
        assertThat(page.locator(".plan")).containsText(admin);
        assertThat(page.locator("input[name=tier][value=schema]")).isChecked();
        picture(page, "2-plan");

        button(page, "Create");
        page.waitForURL(url -> url.matches(".*/console/tenants/[0-9a-f-]{36}"));
        assertThat(page.locator(".step")).hasCount(7);
        // Without a word to the page: it follows the run by itself, and stops.
        assertThat(page.locator(".step-done")).hasCount(5);
        assertThat(page.locator(".step-aside")).hasCount(2);
        assertThat(page.locator(".tenant-active")).isVisible();
        assertThat(page.locator("#live[hx-trigger]")).hasCount(0);
        picture(page, "3-done");
        return page.url();
    }

    /** The activation link, as the mailbox has it. */
    private String link(Page page) {
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Open the mailbox"))
                .click();
        page.locator("tr", new Page.LocatorOptions().setHasText(admin))
                .getByRole(AriaRole.LINK)
                .click();
        assertThat(page.locator(".letter")).containsText(admin);
        picture(page, "4-letter");
        String link = page.locator(".letter-link").getAttribute("href");
        return server.url() + link.substring(link.indexOf("/activate"));
    }

    private void activates(Page member) {
        member.locator("#name").fill("Clara Muster");
        member.locator("#password").fill(PASSWORD);
        member.locator("#repeated").fill(PASSWORD);
        member.locator("button.primary").click();
        member.waitForURL("**/account/second-factor");
        member.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Later"))
                .click();
        member.waitForURL("**/messages");
        assertThat(member.locator(".tenant-name")).hasText(name);
        assertThat(member.locator(".nav")).not().containsText("Tenants");
    }

    private void archives(Page page) {
        OldFactors.age(server, operator);
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Archive …"))
                .click();
        page.waitForURL("**/account/second-factor/confirm**");
        picture(page, "5-confirm");
        page.locator("#code").fill(server.code(operator));
        button(page, "Confirm");
        page.waitForURL("**/archive");

        page.locator("#typed").fill("praxis-quitte");
        button(page, "Archive");
        assertThat(page.locator("#typed-error")).containsText("Nothing was changed");
        picture(page, "6-refused");

        page.locator("#typed").fill(slug);
        button(page, "Archive");
        page.waitForURL(url -> url.matches(".*/console/tenants/[0-9a-f-]{36}"));
        assertThat(page.locator(".tenant-archived")).isVisible();
        picture(page, "7-archived");
    }

    private static BrowserContext context() {
        return browser.newContext(
                new Browser.NewContextOptions().setLocale("en-GB").setViewportSize(1280, 900));
    }

    private static List<String> complaints(BrowserContext context) {
        List<String> complaints = new CopyOnWriteArrayList<>();
        context.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                complaints.add(message.text());
            }
        });
        return complaints;
    }

    private void signIn(Page page) {
        page.navigate(server.url() + "/login");
        page.locator("#email").fill(operator.email());
        page.locator("#password").fill(operator.password());
        button(page, "Sign in");
        page.waitForURL("**/login/code");
        page.locator("#code").fill(server.code(operator));
        button(page, "Sign in");
        page.waitForURL("**/messages");
    }

    /** Also where it is a link that looks like one. */
    private static void button(Page page, String name) {
        page.locator("button, a.button", new Page.LocatorOptions().setHasText(name))
                .first()
                .click();
    }

    private static void picture(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(PICTURES.resolve(name + ".png"))
                .setFullPage(true));
    }
}
