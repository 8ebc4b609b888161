package health.careloop.pages;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.results.Danger;
import health.careloop.results.InboxFilter;
import health.careloop.results.InboxRow;
import health.careloop.results.InboxView;
import health.careloop.results.ReportStatus;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Renders every screen in every state and both languages to {@code target/screens}, and holds them to the rules. */
class ScreensTest {
    static final Path OUT = Path.of("target/screens");
    static final List<Locale> LANGUAGES = List.of(Locale.GERMAN, Locale.ENGLISH);

    @BeforeAll
    static void layStylesBeside() throws IOException {
        Files.createDirectories(OUT);
        for (String asset : List.of("careloop.css", "careloop.js", "icon.svg")) {
            try (InputStream in = ScreensTest.class.getResourceAsStream("/static/" + asset)) {
                assertThat(in).as(asset).isNotNull();
                Files.copy(in, OUT.resolve(asset), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    static Stream<Screen> screens() {
        return Screen.all().stream();
    }

    static Path fileOf(Screen screen, Locale locale) {
        return OUT.resolve(screen.name() + "." + locale.getLanguage() + ".html");
    }

    @ParameterizedTest
    @MethodSource("screens")
    void hasNeitherScriptNorStyleOfItsOwn(Screen screen) throws IOException {
        for (Locale locale : LANGUAGES) {
            byte[] bytes = screen.render(locale);
            String html = new String(bytes, UTF_8);
            // Beside their stylesheet the files open from the disk too.
            Files.writeString(
                    fileOf(screen, locale),
                    html.replace("href=\"/careloop.css\"", "href=\"careloop.css\"")
                            .replace("href=\"/icon.svg\"", "href=\"icon.svg\""));
            assertThat(html).contains("<html lang=\"" + locale.getLanguage() + "\"");
            assertThat(html).doesNotContainPattern("<style");
            assertThat(html).doesNotContainPattern("<[^>]+\\sstyle\\s*=");
            assertThat(html)
                    .doesNotContainPattern(
                            "<[^>]*[\\s\"']on[a-z]+\\s*=\\s*[\"'][^>]*>(?<!&gt;)".replace("(?<!&gt;)", ""));
            assertThat(Pattern.compile("<script(?![^>]*nonce=\"" + Screen.NONCE + "\"[^>]*src=)")
                            .matcher(html)
                            .find())
                    .as("a script without nonce and src")
                    .isFalse();
            assertThat(html)
                    .doesNotContain("hx-on")
                    .doesNotContain("javascript:")
                    .doesNotContain("http://www");
            assertThat(html).as("a text with an unfilled place").doesNotContainPattern(">[^<]*\\{\\d\\}");
        }
    }

    @ParameterizedTest
    @MethodSource("screens")
    void escapesWhatOthersWrote(Screen screen) {
        String html = new String(screen.render(Locale.GERMAN), UTF_8);
        assertThat(html)
                .doesNotContain("<script>alert")
                .doesNotContain("<img src=x")
                .doesNotContain("Zyx \"<b>")
                .doesNotContain("<b>x");
        if (screen.name().endsWith("hostile")) {
            assertThat(html).contains("&lt;script&gt;alert").contains("Ümläut");
        }
    }

    @Test
    void everyFormThatChangesSomethingCarriesTheToken() {
        for (Screen screen : Screen.all()) {
            String html = new String(screen.render(Locale.GERMAN), UTF_8);
            for (String form : html.split("<form", -1)) {
                if (form.stripLeading().startsWith("class=\"preferences\"") || form.contains("method=\"post\"")) {
                    assertThat(form.substring(0, form.indexOf("</form>")))
                            .as(screen.name())
                            .contains("name=\"_csrf\"");
                }
            }
        }
    }

    @Test
    void theFragmentOfTheInboxIsWhatThePageHolds() {
        PageFrame frame = Screen.frame(Locale.GERMAN, true, PageFrame.Nav.INBOX, "/inbox");
        String page = new String(new Pages().render("results/inbox", frame, InboxSamples.inbox()), UTF_8);
        String fragment = new String(new Pages().render("results/inbox-list", frame, InboxSamples.inbox()), UTF_8);
        assertThat(fragment.strip()).startsWith("<div id=\"inbox\"");
        assertThat(page).contains(fragment.strip());
    }

    @Test
    void aCriticalResultIsNotMarkedReadFromTheList() {
        PageFrame frame = Screen.frame(Locale.GERMAN, true, PageFrame.Nav.INBOX, "/inbox");
        String fragment = new String(new Pages().render("results/inbox-list", frame, InboxSamples.inbox()), UTF_8);
        assertThat(fragment)
                .doesNotContain("/results/" + Samples.id(1) + "/read")
                .contains("/results/" + Samples.id(3) + "/read");
    }

    @Test
    void aDangerousResultWithoutHeadlineIsNeverCalledNormal() {
        InboxRow first = InboxSamples.rows().getFirst();
        InboxRow bare = new InboxRow(
                first.resultId(),
                Danger.CRITICAL,
                first.patientName(),
                null,
                null,
                0,
                24,
                first.labName(),
                first.orderNumber(),
                first.reportedAt(),
                first.receivedAt(),
                true,
                1,
                false,
                ReportStatus.FINAL,
                false,
                0,
                false,
                false);
        InboxView view = new InboxView(
                InboxFilter.ALL,
                "",
                List.of(bare),
                new InboxView.Counts(1, 1, 1),
                new Paging(1, 1, 1),
                Samples.NOW,
                null);
        PageFrame frame = Screen.frame(Locale.ENGLISH, true, PageFrame.Nav.INBOX, "/inbox");
        assertThat(new String(new Pages().render("results/inbox-list", frame, view), UTF_8))
                .contains("24 values")
                .doesNotContain("none flagged");
    }

    @Test
    void aValueOutsideItsRangeThatNobodyFlaggedSaysSo() {
        String html = new String(
                new Pages()
                        .render(
                                "results/report",
                                Screen.frame(Locale.ENGLISH, true, PageFrame.Nav.INBOX, "/"),
                                ReportSamples.report()),
                UTF_8);
        assertThat(html).containsOnlyOnce("Above the reference range, not flagged by the laboratory");
    }
}
