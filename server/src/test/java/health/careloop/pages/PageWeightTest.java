package health.careloop.pages;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.Client;
import health.careloop.TestServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** What a first visit costs on a slow line. The figures stand in docs/performance.md. */
class PageWeightTest {
    private static final int MOST = 50_000;
    private static final List<String> FILES =
            List.of("/careloop.css", "/careloop.js", "/webjars/htmx.org/2.0.10/dist/htmx.min.js", "/icon.svg");

    private final Client browser =
            TestServer.shared().anonymous().with("Accept-Encoding", "gzip").with("Sec-Fetch-Site", "same-origin");

    @Test
    void aFirstVisitWeighsLessThanFiftyKilobytesOnTheWire() throws IOException {
        Map<String, Integer> files = new LinkedHashMap<>();
        for (String path : FILES) {
            Client.Answer answer = browser.get(path);
            assertThat(answer.status()).isEqualTo(200);
            files.put(path, answer.bytes().length);
        }
        int shared = files.values().stream().mapToInt(Integer::intValue).sum();
        Map<String, Integer> visits = new TreeMap<>();
        for (Screen screen : Screen.all()) {
            visits.put(screen.name(), shared + zipped(screen.render(Locale.GERMAN)));
        }

        assertThat(visits)
                .as("of that " + files)
                .allSatisfy((screen, bytes) -> assertThat(bytes).isLessThan(MOST));
    }

    private static int zipped(byte[] plain) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
            zip.write(plain);
        }
        return out.size();
    }
}
