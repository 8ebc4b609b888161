package health.careloop;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.AriaRole;
import health.careloop.access.Role;
import health.careloop.tenancy.Tenant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A message is posted, the result appears, the doctor opens it and takes both files along. In a real browser. */
class JourneyTest {
    private static final Path PICTURES = Path.of("target", "screens", "journey");
    private static Playwright playwright;
    private static Browser browser;

    private final TestServer server = TestServer.shared();

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
    void aLabMessageBecomesAResultADoctorReads() throws IOException {
        Tenant practice = server.createTenant();
        TestServer.Somebody doctor = server.person(practice, Role.DOCTOR);
        Lab lab = server.lab(practice);
        byte[] ordinary = Samples.read("Z01L2SYN_iso-8859-15.LDT");
        byte[] critical = Samples.read("Z01_SYN_kalium_kritisch.ldt");

        try (BrowserContext context = browser.newContext(new Browser.NewContextOptions()
                .setLocale("de-DE")
                .setViewportSize(1280, 900)
                .setAcceptDownloads(true))) {
            List<String> complaints = new CopyOnWriteArrayList<>();
            context.onConsoleMessage(message -> {
                if (message.type().equals("error")) {
                    complaints.add(message.text());
                }
            });
            Page page = context.newPage();
            page.navigate(server.url() + "/");
            page.getByLabel("E-Mail").fill(doctor.email());
            page.getByLabel("Passwort", new Page.GetByLabelOptions().setExact(true))
                    .fill(doctor.password());
            picture(page, "1-login");
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Anmelden"))
                    .click();
            page.waitForURL("**/inbox");
            picture(page, "2-empty-inbox");

            UUID first = lab.sends(ordinary);
            UUID second = lab.sends(critical);
            assertThat(lab.stateOf(first)).isEqualTo("filed");
            assertThat(lab.stateOf(second)).isEqualTo("filed");

            page.navigate(server.url() + "/inbox");
            assertThat(page.locator("[data-row]")).hasCount(4);
            picture(page, "3-inbox");
            // By keyboard alone: the first row is the critical one.
            page.keyboard().press("j");
            page.keyboard().press("Enter");
            page.waitForURL("**/results/**");
            assertThat(page.locator("main")).containsText("7,1");
            assertThat(page.locator("main")).containsText("Kalium");
            picture(page, "4-report");

            Download pdf = page.waitForDownload(
                    () -> page.locator("a[href$='/report.pdf']").first().click());
            assertThat(Files.readAllBytes(pdf.path()))
                    .startsWith("%PDF-".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            Download original = page.waitForDownload(
                    () -> page.locator("a[href$='/original']").first().click());
            assertThat(Files.readAllBytes(original.path())).isEqualTo(critical);

            page.navigate(server.url() + "/messages/" + second);
            picture(page, "5-trail");
            assertThat(page.locator("main")).containsText("LDT3.2");
            page.navigate(server.url() + "/messages");
            picture(page, "6-messages");
            page.navigate(server.url() + "/results/" + UUID.randomUUID());
            picture(page, "7-not-found");
            assertThat(page.locator("main")).containsText("nicht");
            complaints.removeIf(text -> text.contains("404"));
            assertThat(complaints).isEmpty();
        }
    }

    private static void picture(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(PICTURES.resolve(name + ".png"))
                .setFullPage(true));
    }
}
