package health.careloop.access;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.AriaRole;
import health.careloop.Browsers;
import health.careloop.Client;
import health.careloop.TestServer;
import health.careloop.tenancy.Tenant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** From the link in the mail to the work of those who run the installation, in a real browser. */
class SecondFactorJourneyTest {
    private static final Path PICTURES = Path.of("target", "screens", "second-factor");
    private static final String PASSWORD = "violet lantern under the quay";
    private static Playwright playwright;
    private static Browser browser;

    private final TestServer server = TestServer.shared();
    private final Tenant tenant = server.createTenant();
    private final String email = UUID.randomUUID().toString().substring(0, 12) + "@example.org";

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
    void whoRunsTheInstallationSetsUpTheFactorWithTheAccountAndSignsInWithIt() {
        try (BrowserContext context = browser.newContext(
                new Browser.NewContextOptions().setLocale("en-GB").setViewportSize(1280, 900))) {
            List<String> complaints = new CopyOnWriteArrayList<>();
            context.onConsoleMessage(message -> {
                if (message.type().equals("error")) {
                    complaints.add(message.text());
                }
            });
            Page page = context.newPage();
            activate(page, Role.PLATFORM_OPERATOR);
            page.waitForURL("**/account/second-factor");
            picture(page, "1-set-up");
            assertThat(page.locator("svg.qr")).isVisible();
            Totp totp = Totp.ofBase32(page.locator(".secret").innerText());

            type(page, "000000", "Set up");
            assertThat(page.locator("#code-error")).isVisible();
            assertThat(Totp.ofBase32(page.locator(".secret").innerText()).base32())
                    .as("the app that scanned it need not scan again")
                    .isEqualTo(totp.base32());
            picture(page, "2-wrong");
            Instant now = Instant.now();
            type(page, totp.codeAt(now), "Set up");
            page.waitForURL("**/messages");
            assertThat(page.navigate(server.url() + "/admin/tenants").status()).isEqualTo(200);

            page.navigate(server.url() + "/people");
            page.locator(".me summary").click();
            picture(page, "3-menu");
            button(page, "Sign out");
            signIn(page);
            page.waitForURL("**/login/code");
            picture(page, "4-code");
            type(page, totp.codeAt(now), "Sign in");
            assertThat(page.locator("#code-error")).containsText("used already");
            picture(page, "5-used");
            type(page, totp.codeAt(now.plusSeconds(30)), "Sign in");
            page.waitForURL("**/messages");
            assertThat(page.navigate(server.url() + "/admin/tenants").status()).isEqualTo(200);
            page.navigate(server.url() + "/account/second-factor");
            picture(page, "6-present");

            assertThat(server.anonymous()
                            .post(
                                    "/api/v1/auth/login",
                                    Map.of(
                                            "email",
                                            email,
                                            "password",
                                            PASSWORD,
                                            "code",
                                            totp.codeAt(now.plusSeconds(30))))
                            .problem())
                    .isEqualTo("second-factor-wrong");
            complaints.removeIf(text -> text.contains("401") || text.contains("422"));
            assertThat(complaints).isEmpty();
        }
    }

    @Test
    void whoAdministersAPracticeMayDoItLater() {
        try (BrowserContext context = browser.newContext(
                new Browser.NewContextOptions().setLocale("de-DE").setViewportSize(390, 844))) {
            Page page = context.newPage();
            activate(page, Role.ADMIN);
            page.waitForURL("**/account/second-factor");
            picture(page, "7-offered");

            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Später"))
                    .click();

            page.waitForURL("**/messages");
            Client.Answer login =
                    server.anonymous().post("/api/v1/auth/login", Map.of("email", email, "password", PASSWORD));
            assertThat(login.status()).isEqualTo(200);
        }
    }

    private void activate(Page page, Role role) {
        String token = server.bean(Activations.class).invite(email, tenant.id(), role);
        page.navigate(server.url() + "/activate?token=" + token);
        page.locator("#name").fill("Olga Obhut");
        page.locator("#password").fill(PASSWORD);
        page.locator("#repeated").fill(PASSWORD);
        page.locator("button.primary").click();
    }

    private void signIn(Page page) {
        page.waitForURL("**/login**");
        page.locator("#email").fill(email);
        page.locator("#password").fill(PASSWORD);
        button(page, "Sign in");
    }

    private static void type(Page page, String code, String button) {
        page.locator("#code").fill(code);
        button(page, button);
    }

    private static void button(Page page, String name) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(name).setExact(true))
                .click();
    }

    private static void picture(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(PICTURES.resolve(name + ".png"))
                .setFullPage(true));
    }
}
