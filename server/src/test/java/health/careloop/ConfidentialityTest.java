package health.careloop;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import health.careloop.access.Role;
import health.careloop.tenancy.Tenant;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** After a message full of canaries has gone its way, none of them is found where it does not belong (C-03, L-03). */
class ConfidentialityTest {
    private static final Queue<String> LOGGED = watchTheLog();

    private static final TestServer SERVER = TestServer.shared();
    private static final Canaries CANARIES = new Canaries();
    private static final Tenant PRACTICE = SERVER.createTenant();

    @BeforeAll
    static void fileReadAndFail() {
        Lab lab = SERVER.lab(PRACTICE);
        UUID message = lab.sends(CANARIES.message());
        assertThat(lab.stateOf(message)).isEqualTo("filed");
        // The same again, and again cut off in the middle, with a word nobody expects, and held for a person.
        byte[] bytes = CANARIES.message();
        lab.sends(bytes);
        lab.sends(java.util.Arrays.copyOf(bytes, bytes.length / 2));
        lab.sends(("0238000" + CANARIES.familyName() + "\r\n").getBytes(StandardCharsets.US_ASCII));
        lab.sends((CANARIES.familyName() + " is no LDT\r\n").getBytes(StandardCharsets.US_ASCII));
        lab.sends(new String(bytes, StandardCharsets.ISO_8859_1)
                .replace("0188410", "xx" + CANARIES.familyName())
                .getBytes(StandardCharsets.ISO_8859_1));

        Client doctor = SERVER.signIn(SERVER.person(PRACTICE, Role.DOCTOR));
        UUID result = result(message);
        assertThat(doctor.get("/results/" + result).text()).contains(CANARIES.familyName());
        assertThat(doctor.get("/results/" + result + "/report.pdf").status()).isEqualTo(200);
        doctor.get("/api/v1/patients?search=" + CANARIES.familyName());
        doctor.get("/inbox?q=" + CANARIES.familyName());
        doctor.get("/messages/" + message);
    }

    @Test
    void noneLiesInTheFilesOfTheDatabaseOrAmongTheObjects() throws IOException {
        SERVER.database().sql("checkpoint").update();

        assertThat(foundIn(SERVER.home())).isEmpty();
    }

    /** Negative control: written plainly, the same word is found by the same search. */
    @Test
    void theSearchFindsWhatIsWrittenPlainly() throws IOException {
        String plain = "planted" + UUID.randomUUID().toString().replace("-", "");
        SERVER.database()
                .sql("update control.tenants set name = ? where id = ?")
                .params(plain, PRACTICE.id().value())
                .update();
        SERVER.database().sql("checkpoint").update();

        assertThat(filesWith(SERVER.home(), List.of(plain)).get(plain)).isNotEmpty();
    }

    @Test
    void noneStandsInAnyTextOfAnyTable() {
        String[] words = CANARIES.words().values().stream()
                .map(word -> word.toLowerCase(java.util.Locale.ROOT))
                .toArray(String[]::new);
        List<@Nullable String> tables =
                SERVER.database().sql("""
                        select c.oid::regclass::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
                        where n.nspname in ('control', 'loop', 'pooled') and c.relkind = 'r'
                        """).query(String.class).list();
        assertThat(tables).hasSizeGreaterThan(30);
        List<String> found = new ArrayList<>();
        for (@Nullable String table : tables) {
            SERVER.database()
                    .sql("select distinct w from " + table
                            + " t cross join unnest(?::text[]) w where position(w in lower(t::text)) > 0")
                    .params(new Object[] {words})
                    .query(String.class)
                    .list()
                    .forEach(word -> found.add(word + " in " + table));
        }
        assertThat(found).isEmpty();
    }

    @Test
    void noneWasLogged() {
        LoggerFactory.getLogger(ConfidentialityTest.class).info("the watch is on");
        assertThat(LOGGED).anyMatch(line -> line.contains("the watch is on"));

        for (Map.Entry<String, String> canary : CANARIES.words().entrySet()) {
            assertThat(LOGGED).as(canary.getKey()).noneMatch(line -> line.contains(canary.getValue()));
        }
    }

    private static UUID result(UUID message) {
        return SERVER.database()
                .sql("select id from pooled.results where message_id = ?")
                .param(message)
                .query(UUID.class)
                .single();
    }

    private static List<String> foundIn(Path folder) throws IOException {
        List<String> found = new ArrayList<>();
        Map<String, TreeSet<String>> files =
                filesWith(folder, List.copyOf(CANARIES.words().values()));
        CANARIES.words().forEach((what, word) -> {
            if (files.containsKey(word)) {
                found.add(what + " in " + files.get(word));
            }
        });
        return found;
    }

    private static Map<String, TreeSet<String>> filesWith(Path folder, List<String> words) throws IOException {
        Map<String, TreeSet<String>> found = new java.util.TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                // Template databases and the programs themselves hold nothing of ours, and are most of the bytes.
                if (file.toString().contains("/bin/") || file.toString().contains("/share/")) {
                    continue;
                }
                String content;
                try {
                    content = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                } catch (IOException e) {
                    continue; // a file the server deleted meanwhile
                }
                for (String word : words) {
                    if (content.contains(word)) {
                        found.computeIfAbsent(word, key -> new TreeSet<>())
                                .add(folder.relativize(file).toString());
                    }
                }
            }
        }
        return found;
    }

    private static Queue<String> watchTheLog() {
        Queue<String> lines = new ConcurrentLinkedQueue<>();
        TestServer.shared();
        AppenderBase<ILoggingEvent> watch = new AppenderBase<>() {
            @Override
            protected void append(ILoggingEvent event) {
                lines.add(event.getFormattedMessage() + " " + event.getMDCPropertyMap());
                for (var cause = event.getThrowableProxy(); cause != null; cause = cause.getCause()) {
                    lines.add(String.valueOf(cause.getMessage()));
                }
            }
        };
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        watch.setContext(root.getLoggerContext());
        watch.start();
        root.addAppender(watch);
        return lines;
    }
}
