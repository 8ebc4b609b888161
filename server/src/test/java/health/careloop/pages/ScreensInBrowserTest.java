package health.careloop.pages;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import health.careloop.web.ContentSecurity;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Every screen in a real browser under the real content security policy: no violation of it, none of accessibility, no
 * sideways scrolling at 320 pixels. Pictures go to {@code target/screens/pictures}; {@code -Dpictures=all} takes every
 * language, theme and width, {@code -Dscreens=console} the screens whose names begin so.
 */
@NullUnmarked
class ScreensInBrowserTest {
    private static final String POLICY = ContentSecurity.policy(Screen.NONCE);
    private static final Path PICTURES = Path.of("target/screens/pictures");

    private static HttpServer server;
    private static Playwright playwright;
    private static Browser browser;
    private static String origin;
    private static final List<String> requests = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void open() throws IOException {
        Path chromium = Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
        assumeThat(chromium).as("a Chromium on this machine").isNotNull();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", ScreensInBrowserTest::answer);
        server.start();
        origin = "http://127.0.0.1:" + server.getAddress().getPort();
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new LaunchOptions()
                        .setExecutablePath(chromium)
                        .setHeadless(true)
                        .setArgs(List.of(
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-quic",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync",
                                "--disable-dev-shm-usage")));
        Files.createDirectories(PICTURES);
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.close();
        }
        if (playwright != null) {
            playwright.close();
        }
        if (server != null) {
            server.stop(0);
        }
    }

    @BeforeEach
    void forget() {
        requests.clear();
    }

    private static void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
        exchange.getRequestBody().readAllBytes();
        boolean htmx = exchange.getRequestHeaders().getFirst("HX-Request") != null;
        byte[] body;
        String type = "text/html;charset=UTF-8";
        if (path.endsWith(".css") || path.endsWith(".js") || path.endsWith(".svg")) {
            body = resource(path.startsWith("/webjars") ? "/META-INF/resources" + path : "/static" + path);
            type = path.endsWith(".css") ? "text/css" : path.endsWith(".js") ? "text/javascript" : "image/svg+xml";
        } else if (path.startsWith("/screens/")) {
            String[] parts = path.substring("/screens/".length()).split("\\.", -1);
            body = screen(parts[0]).render(Locale.forLanguageTag(parts[1]));
        } else if (path.equals("/pierced")) {
            body =
                    "<!DOCTYPE html><title>x</title><b style='color:red'>x</b><img src='/none.svg' onerror='alert(1)'><script>alert(2)</script>"
                            .getBytes(UTF_8);
        } else if (htmx) {
            PageFrame frame = Screen.frame(Locale.GERMAN, true, PageFrame.Nav.INBOX, "/inbox");
            body = new Pages()
                    .render(
                            "results/inbox-list",
                            frame,
                            path.endsWith("/read") ? InboxSamples.inboxTooMany() : InboxSamples.inbox());
        } else {
            body = "<!DOCTYPE html><title>elsewhere</title>".getBytes(UTF_8);
        }
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.getResponseHeaders().set("Content-Security-Policy", POLICY);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = ScreensInBrowserTest.class.getResourceAsStream(name)) {
            return in == null ? new byte[0] : in.readAllBytes();
        }
    }

    private static Screen screen(String name) {
        return Screen.all().stream()
                .filter(s -> s.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private record Look(String language, ColorScheme scheme, int width, int height) {
        BrowserContext open() {
            return browser.newContext(new Browser.NewContextOptions()
                    .setViewportSize(width, height)
                    .setColorScheme(scheme)
                    .setLocale(language));
        }

        String name() {
            return language + "-" + scheme.name().toLowerCase(Locale.ROOT) + "-" + width;
        }
    }

    private static List<String> faultsOf(Page page) {
        List<String> faults = new CopyOnWriteArrayList<>();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.type().equals("warning")) {
                faults.add(message.text());
            }
        });
        page.onPageError(faults::add);
        page.onDialog(dialog -> {
            faults.add("a script of somebody else ran: " + dialog.message());
            dialog.dismiss();
        });
        return faults;
    }

    @Test
    void everyScreenIsAccessibleAndKeepsThePolicy() {
        List<String> wrong = new ArrayList<>();
        boolean everything = "all".equals(System.getProperty("pictures"));
        List<Look> looks = new ArrayList<>(
                List.of(new Look("de", ColorScheme.LIGHT, 1280, 900), new Look("en", ColorScheme.DARK, 390, 844)));
        if (everything) {
            looks.addAll(List.of(
                    new Look("en", ColorScheme.LIGHT, 1280, 900),
                    new Look("de", ColorScheme.DARK, 1280, 900),
                    new Look("de", ColorScheme.LIGHT, 390, 844),
                    new Look("de", ColorScheme.LIGHT, 900, 900)));
        }
        for (Look look : looks) {
            try (BrowserContext context = look.open()) {
                Page page = context.newPage();
                List<String> faults = faultsOf(page);
                for (Screen screen : Screen.all()) {
                    if (!screen.name().startsWith(System.getProperty("screens", ""))) {
                        continue;
                    }
                    if (!everything && (screen.isOneOfMany() || (look.width() == 390 && !screen.isMain()))) {
                        continue;
                    }
                    page.navigate(origin + "/screens/" + screen.name() + "." + look.language());
                    String where = screen.name() + " " + look.name() + ": ";
                    page.screenshot(new Page.ScreenshotOptions()
                            .setPath(PICTURES.resolve(screen.name() + "-" + look.name() + ".png"))
                            .setFullPage(true));
                    for (Rule violation : new AxeBuilder(page).analyze().getViolations()) {
                        wrong.add(where + violation.getId() + " "
                                + violation.getNodes().stream()
                                        .map(node -> node.getTarget() + " " + node.getFailureSummary())
                                        .limit(3)
                                        .collect(Collectors.joining("; ")));
                    }
                    faults.forEach(fault -> wrong.add(where + fault));
                    faults.clear();
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void thePolicyWouldStopAScriptThatGotThrough() {
        try (BrowserContext context = new Look("de", ColorScheme.LIGHT, 1280, 900).open()) {
            Page page = context.newPage();
            List<String> faults = faultsOf(page);
            page.navigate(origin + "/pierced");
            page.waitForCondition(() -> faults.size() >= 3);
            assertThat(faults).allMatch(fault -> fault.contains("Content Security Policy"));
        }
    }

    @Test
    void nothingScrollsSidewaysAt320Pixels() {
        List<String> wrong = new ArrayList<>();
        try (BrowserContext context = new Look("de", ColorScheme.LIGHT, 320, 640).open()) {
            Page page = context.newPage();
            for (Screen screen : Screen.all()) {
                page.navigate(origin + "/screens/" + screen.name() + ".de");
                Object width = page.evaluate("document.documentElement.scrollWidth");
                if (!width.equals(320)) {
                    wrong.add(
                            screen.name() + " is " + width + " wide: "
                                    + page.evaluate(
                                            "[...document.querySelectorAll('main *')].filter(e => e.getBoundingClientRect().right > 321).slice(0, 4).map(e => e.tagName + '.' + e.getAttribute('class'))"));
                    page.screenshot(new Page.ScreenshotOptions()
                            .setPath(PICTURES.resolve(screen.name() + "-320.png"))
                            .setFullPage(true));
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void theInboxIsWorkedByKeysAlone() {
        try (BrowserContext context = new Look("de", ColorScheme.LIGHT, 1280, 900).open()) {
            Page page = context.newPage();
            List<String> faults = faultsOf(page);
            page.navigate(origin + "/screens/inbox.de");
            page.keyboard().press("e");
            assertThat(page.locator("#said").textContent()).contains("Wählen Sie erst eine Zeile");
            page.keyboard().press("z");
            assertThat(page.locator("#said").textContent()).contains("keine Markierung");
            page.keyboard().press("j");
            assertThat(page.locator("#said").isVisible())
                    .as("until the next key")
                    .isFalse();
            assertThat(focused(page)).isEqualTo("row-" + Samples.id(1));
            page.keyboard().press("j");
            page.keyboard().press("j");
            assertThat(focused(page)).isEqualTo("row-" + Samples.id(3));
            page.keyboard().press("k");
            assertThat(focused(page)).isEqualTo("row-" + Samples.id(2));
            page.keyboard().press("e");
            assertThat(page.locator("#said").textContent()).contains("schon als gelesen");
            page.keyboard().press("k");
            page.keyboard().press("e");
            assertThat(requests).as("a critical result is not marked by a key").noneMatch(r -> r.startsWith("POST"));
            assertThat(page.locator("#said").textContent()).contains("kritischer Befund", "Enter");
            assertThat(page.locator("#said").isVisible()).isTrue();
            assertThat(page.locator("#announcer").textContent())
                    .isEqualTo(page.locator("#said").textContent());
            assertThat(danger(page))
                    .as("the focus leaves the danger its colour")
                    .isEqualTo("rgb(253, 238, 240)");
            picture(page, "critical-focused");
            page.keyboard().press("j");

            page.keyboard().press("?");
            assertThat(page.locator("#shortcuts").isVisible()).isTrue();
            picture(page, "shortcuts");
            page.keyboard().press("Escape");
            assertThat(page.locator("#shortcuts").isVisible()).isFalse();

            page.keyboard().press("j");
            page.keyboard().press("e");
            page.waitForSelector(".toast");
            assertThat(requests).anyMatch(r -> r.equals("POST /results/" + Samples.id(3) + "/read"));
            page.waitForCondition(() -> focused(page).equals("row-" + Samples.id(3)));
            assertThat(page.locator("#announcer").textContent()).contains("als gelesen markiert");

            page.keyboard().press("z");
            page.waitForCondition(() -> requests.stream().anyMatch(r -> r.endsWith("/unread")));
            page.waitForCondition(() -> page.locator(".toast").count() == 0);

            page.keyboard().press("/");
            assertThat(focused(page)).isEqualTo("q");
            page.keyboard().type("Bei");
            page.waitForCondition(() -> requests.stream().anyMatch(r -> r.contains("q=Bei")));
            assertThat(focused(page)).isEqualTo("q");
            page.locator(".me summary").click();
            picture(page, "menu");
            page.keyboard().press("Escape");
            assertThat(page.locator(".me-panel").isVisible()).isFalse();
            assertThat(faults).isEmpty();
        }
    }

    private static void picture(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve(name + ".png")));
    }

    @Test
    void aLostConnectionIsSaid() {
        try (BrowserContext context = new Look("de", ColorScheme.LIGHT, 1280, 900).open()) {
            Page page = context.newPage();
            page.navigate(origin + "/screens/inbox.de");
            assertThat(page.locator("#connection").isVisible()).isFalse();
            context.setOffline(true);
            page.waitForCondition(() -> page.locator("#connection").isVisible());
            page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve("connection-lost.png")));
            context.setOffline(false);
            page.waitForCondition(() -> !page.locator("#connection").isVisible());
        }
    }

    @Test
    void theInboxWorksWithoutScript() {
        try (BrowserContext context = browser.newContext(new Browser.NewContextOptions().setJavaScriptEnabled(false))) {
            Page page = context.newPage();
            page.navigate(origin + "/screens/inbox.de");
            page.locator("#q").fill("Muster");
            page.locator(".search button").click();
            assertThat(requests).anyMatch(r -> r.equals("GET /inbox?filter=all&q=Muster"));
            page.navigate(origin + "/screens/inbox.de");
            page.locator("[data-read]").first().click();
            assertThat(requests).anyMatch(r -> r.equals("POST /results/" + Samples.id(3) + "/read"));
        }
    }

    /** Who is called at night opens the bytes on a telephone: the button stands there without scrolling. */
    @Test
    void theOriginalIsInReachOnAPhone() {
        try (BrowserContext context = new Look("de", ColorScheme.LIGHT, 390, 844).open()) {
            Page page = context.newPage();
            page.navigate(origin + "/screens/message.de");
            Locator original = page.locator("a.button[href$='/original']");
            assertThat(original.isVisible()).isTrue();
            BoundingBox box = original.boundingBox();
            assertThat(box.y + box.height).isLessThan(844);
            assertThat(box.height).isGreaterThanOrEqualTo(44);
            original.click();
            page.waitForURL("**/original");
            assertThat(requests).anyMatch(r -> r.endsWith("/original"));
        }
    }

    @Test
    void enterOpensAndUGoesBackToTheList() {
        try (BrowserContext context = new Look("de", ColorScheme.LIGHT, 1280, 900).open()) {
            Page page = context.newPage();
            page.navigate(origin + "/screens/inbox.de");
            page.keyboard().press("j");
            page.keyboard().press("Enter");
            page.waitForURL("**/results/" + Samples.id(1));
            for (String below : List.of("report", "patient", "message")) {
                page.navigate(origin + "/screens/" + below + ".de");
                page.keyboard().press("u");
                page.waitForURL(below.equals("message") ? "**/messages" : "**/inbox");
            }
        }
    }

    private static String danger(Page page) {
        return String.valueOf(
                page.evaluate("getComputedStyle(document.activeElement.closest('.row-critical')).backgroundColor"));
    }

    private static String focused(Page page) {
        return String.valueOf(page.evaluate("document.activeElement.id"));
    }
}
