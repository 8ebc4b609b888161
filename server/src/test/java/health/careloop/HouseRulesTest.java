package health.careloop;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import health.careloop.tenancy.Tenants;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RestController;

/** The house's style, kept by a test and not by memory (docs: CONTRIBUTING, "Names" and "Habits"). */
class HouseRulesTest {
    private static final int LONGEST_FILE = 500;
    private static final int LONGEST_PACKAGE_INFO = 10;

    /** Where the time may be read without a {@code Clock}, and why. */
    private static final Map<String, String> OWN_TIME = Map.of(
            "tenancy/UuidV7.java", "an id's time prefix only keeps an index in order; no decision rests on it",
            "postgres/Cluster.java", "waits for a process of the operating system",
            "postgres/EmbeddedPostgres.java", "waits for a process of the operating system",
            "web/TimeConfiguration.java", "makes the clock",
            "demo/SimulatedLab.java", "stands for another company's computer, with a clock of its own",
            "demo/PracticeClient.java", "stands for a person at a screen",
            "demo/Story.java", "stands for people, who live by the wall clock",
            "demo/Demo.java", "begins that story",
            "Command.java", "names a backup after the moment it is asked for");

    /** Where text may go to the terminal. */
    private static final Set<String> SPEAKS_TO_THE_TERMINAL =
            Set.of("Careloop.java", "StartupFailure.java", "access/FirstAdministrator.java");

    /** Where waiting without a condition is the work. */
    private static final Set<String> WAITS = Set.of(
            "queue/QueueRunners.java",
            "queue/Rounds.java",
            "tenancy/Upgrades.java",
            "postgres/Cluster.java",
            "demo/PracticeClient.java");

    private static final Path MAIN = Path.of("src/main/java/health/careloop");
    private static final Path TESTS = Path.of("src/test/java/health/careloop");
    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("/test/") && !location.contains("test-classes"))
            .importPackages("health.careloop");

    @Test
    void namesSayWhatAThingIs() {
        noClasses()
                .that()
                .areTopLevelClasses()
                .should()
                .haveNameMatching(
                        ".*(Manager|Helper|Utils?|Impl|Base|Data|Info|DTO|Dto|Common|Processor|Handler|Service|Repository|Entity)$")
                .check(OURS);
    }

    @Test
    void storesControllersAndConfigurationsAreTheModulesOwn() {
        classes()
                .that(areStoresControllersOrConfigurations())
                .should()
                .notBePublic()
                .check(OURS);
    }

    /** Without a run there is no log of what was made, and nobody who takes it back. */
    @Test
    void everyTenantOfTheProductIsMadeByARun() {
        noClasses()
                .that()
                .areNotAssignableTo(Tenants.class)
                .should()
                .callMethodWhere(target(owner(type(Tenants.class))).and(target(name("create"))))
                .check(OURS);
    }

    @Test
    void nothingIsInjectedIntoFieldsAndNothingHangsOnAThread() {
        fields().should()
                .notBeAnnotatedWith("org.springframework.beans.factory.annotation.Autowired")
                .check(OURS);
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.lang.ThreadLocal")
                .check(OURS);
    }

    @Test
    void noOldDatesNoLombokNoMappersNoEntities() {
        noClasses()
                .that(notNamed("AccessTokens", "a JWT library speaks in java.util.Date"))
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.Date")
                .check(OURS);
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "lombok..", "org.mapstruct..", "jakarta.persistence..", "org.hibernate..", "org.mockito..")
                .check(OURS);
    }

    @Test
    void aClassWithoutSubclassesIsFinalOrItsModulesOwn() {
        classes()
                .that()
                .areTopLevelClasses()
                .and()
                .arePublic()
                .and()
                .areNotInterfaces()
                .and()
                .areNotRecords()
                .and()
                .areNotEnums()
                .and()
                .resideOutsideOfPackage("health.careloop.ldt..")
                .and()
                .doNotHaveSimpleName("Careloop") // Spring Boot's main class: configuration is proxied
                .should()
                .haveModifier(JavaModifier.FINAL)
                .check(OURS);
    }

    @Test
    void everyPackageIsNullMarkedAndIntroducesItselfBriefly() throws ClassNotFoundException {
        List<String> wrong = new ArrayList<>();
        for (Path folder : folders()) {
            Path info = folder.resolve("package-info.java");
            String name = "health.careloop" + (folder.equals(MAIN) ? "" : "." + MAIN.relativize(folder));
            if (!Files.exists(info) || !Class.forName(name + ".package-info").isAnnotationPresent(NullMarked.class)) {
                wrong.add(name + " is not null-marked");
                continue;
            }
            String text = read(info);
            if (!text.startsWith("/**")) {
                wrong.add(name + " does not introduce itself");
            }
            long lines = text.substring(0, text.indexOf("*/"))
                    .lines()
                    .filter(line -> !line.strip().equals("*") && !line.strip().equals("/**"))
                    .count();
            if (lines > LONGEST_PACKAGE_INFO) {
                wrong.add(name + " introduces itself in " + lines + " lines");
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(Files.exists(TESTS.resolve("tenancy/package-info.java")))
                .as("a test's package-info would hide the module's own")
                .isFalse();
    }

    @Test
    void filesAreShortEnoughToBeRead() {
        assertThat(sources(MAIN).entrySet().stream()
                        .filter(file -> file.getValue().lines().count() > LONGEST_FILE)
                        .map(Map.Entry::getKey))
                .isEmpty();
    }

    @Test
    void nobodyPrintsExceptToATerminal() {
        assertThat(filesWith(MAIN, Pattern.compile("System\\.(out|err)|printStackTrace\\(\\)")))
                .isSubsetOf(SPEAKS_TO_THE_TERMINAL);
    }

    @Test
    void timeComesFromTheClock() {
        Set<String> found = filesWith(
                MAIN,
                Pattern.compile(
                        "(Instant|LocalDate|LocalDateTime|LocalTime|ZonedDateTime|OffsetDateTime|Year)\\.now\\((?!clock)"
                                + "|System\\.currentTimeMillis|Clock\\.system|new Date\\("));

        assertThat(found).isSubsetOf(OWN_TIME.keySet());
    }

    @Test
    void nobodySleeps() {
        Pattern sleep = Pattern.compile("Thread\\.sleep|TimeUnit\\.[A-Z]+\\.sleep");

        assertThat(filesWith(MAIN, sleep)).isSubsetOf(WAITS);
        assertThat(filesWith(TESTS, sleep)).isSubsetOf("HouseRulesTest.java");
    }

    @Test
    void testsFakeNothingOfOurs() {
        assertThat(filesWith(TESTS, Pattern.compile("org\\.mockito|@MockBean|@MockitoBean")))
                .isSubsetOf("HouseRulesTest.java");
    }

    /** The policies are the wall: a predicate beside them would hide that one was missing. */
    @Test
    void theSqlOfTenantsCarriesNoTenantPredicate() {
        List<String> found = new ArrayList<>();
        Pattern predicate = Pattern.compile("tenant_id\\s*(=|in\\b|is\\b|<>|!=)", Pattern.CASE_INSENSITIVE);
        sources(MAIN).forEach((file, text) -> {
            for (String statement : statements(text)) {
                // The control plane's role stands behind no policy, and gates are all it sees of tenants' tables.
                if (predicate.matcher(statement).find()
                        && !statement.contains("control.")
                        && !statement.contains("loop.gates")) {
                    found.add(file + ": " + statement);
                }
            }
        });
        assertThat(found).isEmpty();
        assertThat(statements("x = \"select a from b where tenant_id = ?\";"))
                .as("the reader of statements reads")
                .anyMatch(statement -> predicate.matcher(statement).find());
    }

    /** A plan made for one role must not serve another (T-15), and a channel is read by everybody (T-16). */
    @Test
    void noConnectionChangesItsRoleAndNothingIsSaidOnAChannel() {
        Pattern change = Pattern.compile(
                "\\bset (local |session )?role (?!=)|\\bset session authorization|\\breset role",
                Pattern.CASE_INSENSITIVE);
        Pattern channel = Pattern.compile("\\bpg_notify\\(|\"\\s*(notify|listen) ", Pattern.CASE_INSENSITIVE);

        assertThat(filesWith(MAIN, change))
                .as("a migration, as the role that owns, in a transaction of its own")
                .containsExactly("tenancy/SchemaScript.java");
        assertThat(filesWith(MAIN, channel)).isEmpty();
        assertThat(change.matcher("set local role careloop_app").find())
                .as("the control")
                .isTrue();
        assertThat(channel.matcher("select pg_notify('jobs', '')").find()).isTrue();
    }

    /** A value in a statement's text would be an injection; names of tables and columns of our own are not. */
    @Test
    void noValueIsWrittenIntoAStatement() {
        Pattern quoted = Pattern.compile("'\"\\s*\\+|'%s'|= ?\"\\s*\\+\\s*[a-z]");
        List<String> found = new ArrayList<>();
        sources(MAIN).forEach((file, text) -> {
            Matcher matcher = quoted.matcher(text);
            while (matcher.find()) {
                int from = text.lastIndexOf(';', matcher.start()) + 1;
                String before = text.substring(from, matcher.end());
                if (Pattern.compile(
                                "\"\\s*(select|insert|update|delete|alter|create|drop|with) ", Pattern.CASE_INSENSITIVE)
                        .matcher(before)
                        .find()) {
                    found.add(file + ": " + before.strip().lines().reduce("", (a, b) -> b));
                }
            }
        });
        // Roles, databases and schemas cannot be parameters of DDL; their names are ours and their passwords base64.
        assertThat(found)
                .allMatch(line ->
                        line.startsWith("tenancy/Bootstrap.java") || line.startsWith("tenancy/SchemaScript.java"));
    }

    private static DescribedPredicate<JavaClass> areStoresControllersOrConfigurations() {
        return DescribedPredicate.describe(
                "are stores, controllers or configurations",
                type -> !type.isInterface()
                                && Stream.of("Store", "Controller", "Configuration")
                                        .anyMatch(type.getSimpleName()::endsWith)
                        || type.isAnnotatedWith(Controller.class)
                        || type.isAnnotatedWith(RestController.class));
    }

    private static DescribedPredicate<JavaClass> notNamed(String name, String why) {
        return DescribedPredicate.describe(
                "are not " + name + " (" + why + ")",
                type -> !type.getFullName().contains("." + name));
    }

    /** String literals and text blocks, joined where they are added up. */
    private static List<String> statements(String text) {
        List<String> statements = new ArrayList<>();
        Matcher block = Pattern.compile("\"\"\"(.*?)\"\"\"", Pattern.DOTALL).matcher(text);
        while (block.find()) {
            statements.add(block.group(1));
        }
        String rest = block.replaceAll("");
        Matcher line = Pattern.compile("\"((?:[^\"\\\\\n]|\\\\.)*)\"(?:\\s*\\+\\s*\"((?:[^\"\\\\\n]|\\\\.)*)\")*")
                .matcher(rest);
        while (line.find()) {
            statements.add(line.group());
        }
        return statements;
    }

    private static Set<String> filesWith(Path root, Pattern pattern) {
        Set<String> found = new TreeSet<>();
        sources(root).forEach((file, text) -> {
            if (pattern.matcher(text).find()) {
                found.add(file);
            }
        });
        return found;
    }

    private static List<Path> folders() {
        try (Stream<Path> all = Files.walk(MAIN)) {
            return all.filter(Files::isDirectory)
                    .filter(folder -> Arrays.stream(folder.toFile().listFiles())
                            .anyMatch(file -> file.getName().endsWith(".java")))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> sources(Path root) {
        Map<String, String> sources = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            files.filter(file -> file.toString().endsWith(".java"))
                    .forEach(file -> sources.put(root.relativize(file).toString(), read(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sources;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
