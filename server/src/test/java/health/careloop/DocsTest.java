package health.careloop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Parameter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** Every page says what is there: its links, the classes and tests it names, the commands it shows. */
class DocsTest {
    private static final Path ROOT = Path.of("").toAbsolutePath().resolve("..").normalize();
    private static final Set<String> SKIPPED_FOLDERS = Set.of("target", ".git", "data", "demo-data", ".idea");

    private static final Pattern LINK = Pattern.compile("\\[[^\\]\\n]*]\\(([^)\\s]+)\\)");
    private static final Pattern IN_BACKTICKS = Pattern.compile("`([^`\\n]+)`");
    /** {@code Gate}, {@code People.Person}, {@code GateTest.aTest}, {@code Disclosure.of(who)}. */
    private static final Pattern TYPE = Pattern.compile("[A-Z][a-z]\\w*(?:\\.[A-Za-z]\\w*)*(?:\\([^)]*\\))?");
    /** Look like types of ours, and are of others or no types. */
    private static final Set<String> FOREIGN = Set.of(
            "Duration", "HeadDoctor", "Instant", "JdbcClient", "LabTechnician", "Optional", "RecurringTask", "Secure");

    private static final Pattern COMMAND = Pattern.compile("\\./careloop ([a-z]+)");
    private static final Pattern PRAISE = Pattern.compile(
            "\\b(best|excellent|robust|seamless(ly)?|cutting[- ]edge|state[- ]of[- ]the[- ]art|world[- ]class|"
                    + "powerful|amazing|awesome|blazing(ly)?|elegant(ly)?|effortless(ly)?|beautiful(ly)?|"
                    + "enterprise[- ]grade|military[- ]grade|bank[- ]grade|battle[- ]tested|revolutionary|game[- ]changing|"
                    + "unparalleled|superior|outstanding|leverage[sd]?|rock[- ]solid|next[- ]generation|"
                    + "hochmodern|erstklassig)\\b",
            Pattern.CASE_INSENSITIVE);

    private final Map<Path, String> pages = read(".md");

    @Test
    void everyRelativeLinkLeadsSomewhere() {
        List<String> broken = new ArrayList<>();
        pages.forEach((page, text) -> found(LINK, withoutCode(text), match -> match.group(1)).stream()
                .filter(target -> !target.matches("[a-z]+:.*|#.*"))
                .filter(target -> !Files.exists(folderOf(page).resolve(target.replaceFirst("#.*", ""))))
                .forEach(target -> broken.add(page + ": " + target)));
        assertThat(broken).isEmpty();
    }

    @Test
    void everyClassAndTestThatIsNamedExists() {
        Map<String, String> sources = new TreeMap<>();
        read(".java").forEach((file, source) -> sources.merge(nameOf(file), source, String::concat));
        String everything = String.join("\n", sources.values());
        Set<String> declared = found(
                        Pattern.compile("\\b(?:class|record|interface|enum)\\s+([A-Z]\\w*)"),
                        everything,
                        match -> match.group(1))
                .stream()
                .collect(Collectors.toCollection(TreeSet::new));
        List<String> invented = new ArrayList<>();
        pages.forEach((page, text) -> {
            for (String named : found(IN_BACKTICKS, text, match -> match.group(1))) {
                if (!TYPE.matcher(named).matches()) {
                    continue;
                }
                String[] parts = named.replaceFirst("\\(.*", "").split("\\.");
                if (FOREIGN.contains(parts[0])) {
                    continue;
                }
                boolean known = declared.contains(parts[0]);
                for (int i = 1; known && i < parts.length; i++) {
                    String source = sources.getOrDefault(parts[0], everything);
                    known = Pattern.compile("\\b" + parts[i] + "\\b")
                            .matcher(source)
                            .find();
                }
                if (!known) {
                    invented.add(page + ": " + named);
                }
            }
        });
        assertThat(declared).contains("DocsTest", "TenantScope", "LdtReader");
        assertThat(invented).isEmpty();
    }

    @Test
    void everyCommandThatIsShownIsInTheHelp() throws IOException {
        String launcher = Files.readString(ROOT.resolve("careloop"));
        Set<String> helped = Set.copyOf(
                found(Pattern.compile("(?m)^  ([a-z]+)(?: .*)?  +\\S.*$"), launcher, match -> match.group(1)));
        assertThat(helped).contains("demo", "start", "test", "help");
        List<String> unknown = new ArrayList<>();
        pages.forEach((page, text) -> found(COMMAND, text, match -> match.group(1)).stream()
                .filter(command -> !helped.contains(command))
                .forEach(command -> unknown.add(page + ": ./careloop " + command)));
        assertThat(unknown).isEmpty();
    }

    /** An operator looks there and nowhere else. */
    @Test
    void theTableOfSettingsIsCompleteAndItsDefaultsAreTheCodes() throws IOException {
        Map<String, String> rows = new TreeMap<>();
        pages.get(Path.of("docs/operations.md"))
                .lines()
                .filter(line -> line.startsWith("| `CARELOOP_") || line.startsWith("| `--careloop."))
                .forEach(line -> found(
                                Pattern.compile("`(CARELOOP_[A-Z_]+|--careloop\\.[a-z.-]+)"),
                                line.split("\\|")[1],
                                match -> match.group(1))
                        .forEach(name -> rows.put(name.replaceFirst("\\.$", ""), line.split("\\|")[3].strip())));
        List<String> missing = new ArrayList<>();
        Set<String> known = new TreeSet<>();
        for (Class<?> type : KnownSettings.records()) {
            for (Parameter component : type.getDeclaredConstructors()[0].getParameters()) {
                String name = KnownSettings.nameOf(type, component.getName());
                String variable = variable(name);
                known.addAll(List.of(variable, "--" + name));
                String said = rows.getOrDefault(variable, rows.get("--" + name));
                DefaultValue value = component.getAnnotation(DefaultValue.class);
                if (said == null) {
                    missing.add(name + " is not there");
                } else if (value != null && !name.equals("careloop.access.base-url")) {
                    String expected = String.join(", ", value.value());
                    if (!said.equals(expected)) {
                        missing.add(name + " is " + expected + " and not " + said);
                    }
                }
            }
        }
        List<Path> sources = new ArrayList<>(files(ROOT.resolve("server/src/main/java"), ".java"));
        sources.add(ROOT.resolve("server/src/main/resources/application.yaml"));
        sources.add(ROOT.resolve("careloop"));
        for (Path source : sources) {
            for (String name :
                    found(Pattern.compile("CARELOOP_[A-Z_]*[A-Z]"), Files.readString(source), MatchResult::group)) {
                known.add(name);
                if (!rows.containsKey(name)) {
                    missing.add(name + " of " + ROOT.relativize(source) + " is not there");
                }
            }
        }
        rows.keySet().stream()
                .filter(name -> known.stream().noneMatch(name::equals))
                .forEach(name -> missing.add(name + " is nowhere in the code"));
        assertThat(missing).isEmpty();
    }

    private static String variable(String name) {
        return name.equals("careloop.access.base-url")
                ? "CARELOOP_BASE_URL"
                : name.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_");
    }

    @Test
    void nobodyPraises() {
        List<String> praise = new ArrayList<>();
        pages.forEach((page, text) -> found(PRAISE, text, MatchResult::group)
                .forEach(word -> praise.add(page + ": " + word.toLowerCase(Locale.ROOT))));
        assertThat(praise).isEmpty();
    }

    /** Each check is red for a page that breaks it. */
    @Test
    void aPageThatLiesIsFound() {
        assertThat(found(LINK, "[a](b/c.md)", match -> match.group(1))).containsExactly("b/c.md");
        assertThat("TenantManager").matches(TYPE);
        assertThat("GateTest.nobodyWroteThis").matches(TYPE);
        assertThat("People.Person").matches(TYPE);
        assertThat("Gate").matches(TYPE);
        assertThat("X-Careloop-Key").doesNotMatch(TYPE);
        assertThat(found(COMMAND, "./careloop fly --high", match -> match.group(1)))
                .containsExactly("fly");
        assertThat(found(PRAISE, "a State of the Art product", MatchResult::group))
                .hasSize(1);
    }

    private static <T> List<T> found(Pattern pattern, String text, Function<MatchResult, T> what) {
        return pattern.matcher(text).results().map(what).toList();
    }

    private static String withoutCode(String text) {
        return text.replaceAll("(?s)```.*?```", "").replaceAll("`[^`\\n]*`", "`");
    }

    private static Path folderOf(Path page) {
        Path folder = ROOT.resolve(page).getParent();
        return folder == null ? ROOT : folder;
    }

    private static String nameOf(Path file) {
        return file.getFileName().toString().replaceFirst("\\.java$", "");
    }

    private static Map<Path, String> read(String ending) {
        try {
            Map<Path, String> found = new TreeMap<>();
            for (Path file : files(ROOT, ending)) {
                found.put(ROOT.relativize(file), Files.readString(file));
            }
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Build output is not walked: it is large, and a copy. */
    private static List<Path> files(Path folder, String ending) throws IOException {
        List<Path> found = new ArrayList<>();
        try (Stream<Path> inside = Files.list(folder)) {
            for (Path path : inside.sorted().toList()) {
                if (Files.isDirectory(path)) {
                    if (!SKIPPED_FOLDERS.contains(path.getFileName().toString())) {
                        found.addAll(files(path, ending));
                    }
                } else if (path.toString().endsWith(ending)) {
                    found.add(path);
                }
            }
        }
        return found;
    }
}
