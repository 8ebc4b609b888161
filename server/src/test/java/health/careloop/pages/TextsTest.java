package health.careloop.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.careloop.access.Permission;
import health.careloop.access.Role;
import health.careloop.console.ConfirmationView;
import health.careloop.console.NewTenantView;
import health.careloop.console.RunView;
import health.careloop.console.TenantFilter;
import health.careloop.console.TenantView;
import health.careloop.intake.Hindrance;
import health.careloop.intake.MessageState;
import health.careloop.intake.MessageTrailView;
import health.careloop.patients.Sex;
import health.careloop.provisioning.ProvisioningStep;
import health.careloop.provisioning.RegisterView;
import health.careloop.provisioning.Run;
import health.careloop.results.Danger;
import health.careloop.results.Flag;
import health.careloop.results.InboxFilter;
import health.careloop.results.ObservationStatus;
import health.careloop.results.Outside;
import health.careloop.results.RangeRemark;
import health.careloop.results.ReportStatus;
import health.careloop.results.TimeOf;
import health.careloop.results.WhyFlagged;
import health.careloop.senders.Dialect;
import health.careloop.senders.SenderDraft;
import health.careloop.senders.SenderView;
import health.careloop.tenancy.Tenant;
import health.careloop.tenancy.Tier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TextsTest {
    private static final Texts GERMAN = Texts.of(Locale.GERMANY, ZoneId.of("Europe/Berlin"), Samples.NOW);
    private static final Texts ENGLISH = Texts.of(Locale.UK, ZoneId.of("Europe/Berlin"), Samples.NOW);

    /** An enum that screens put into words, and its aspects; null stands for the plain word. */
    private record Worded(Class<? extends Enum<?>> type, List<@Nullable String> aspects, Set<String> without) {
        static Worded of(Class<? extends Enum<?>> type, @Nullable String... aspects) {
            return new Worded(type, java.util.Arrays.asList(aspects), Set.of());
        }

        Stream<String> keys() {
            return Stream.of(type.getEnumConstants())
                    .filter(constant -> !without.contains(constant.name()))
                    .flatMap(constant -> aspects.stream()
                            .map(aspect -> type.getSimpleName() + "." + constant.name()
                                    + (aspect == null ? "" : "." + aspect)));
        }
    }

    private static final List<Worded> WORDED = List.of(
            Worded.of(Danger.class, null, "group", "values"),
            new Worded(Flag.class, java.util.Collections.singletonList(null), Set.of("NONE")),
            Worded.of(RangeBar.Position.class, "sentence"),
            new Worded(Outside.class, List.of("unflagged"), Set.of("NO")),
            Worded.of(RangeRemark.class, "sentence"),
            Worded.of(WhyFlagged.Rule.class, "sentence"),
            Worded.of(InboxFilter.class, (String) null),
            Worded.of(ReportStatus.class, (String) null),
            new Worded(ObservationStatus.class, java.util.Collections.singletonList(null), Set.of("FINAL")),
            Worded.of(TimeOf.class, (String) null),
            Worded.of(Sex.class, (String) null),
            Worded.of(PageFrame.Theme.class, (String) null),
            Worded.of(LoginView.LoginProblem.class, (String) null),
            Worded.of(LoginView.LoginNotice.class, (String) null),
            Worded.of(ForgottenView.ForgottenProblem.class, "sentence"),
            Worded.of(ActivationView.ActivationProblem.class, "sentence"),
            Worded.of(CodeView.Occasion.class, "title", "lead", "submit"),
            Worded.of(CodeView.CodeProblem.class, "sentence"),
            Worded.of(PeopleView.Refusal.class, (String) null),
            Worded.of(Dialect.class, null, "hint", "headers"),
            Worded.of(SenderDraft.Mistake.class, "sentence"),
            Worded.of(SenderView.Said.class, (String) null),
            Worded.of(Permission.class, (String) null),
            Worded.of(RegisterView.RegisterState.class, "title", "lead"),
            Worded.of(ErrorView.ErrorReason.class, "title", "happened", "kept", "todo"),
            Worded.of(MessageState.class, null, "lead", "none"),
            Worded.of(TenantFilter.class, (String) null),
            new Worded(TenantFilter.class, List.of("none"), Set.of("ALL")),
            Worded.of(Tenant.Status.class, null, "lead"),
            Worded.of(Tier.class, null, "hint"),
            Worded.of(TenantView.NotDone.class, (String) null),
            Worded.of(ConfirmationView.Act.class, "title", "lead", "submit"),
            Worded.of(NewTenantView.TenantProblem.class, "sentence"),
            Worded.of(Run.State.class, null, "todo"),
            Worded.of(ProvisioningStep.class, (String) null),
            Worded.of(RunView.StepState.class, (String) null),
            Worded.of(RunView.Outcome.class, (String) null),
            Worded.of(Hindrance.class, null, "todo"),
            Worded.of(MessageTrailView.StepKind.class, (String) null),
            Worded.of(MessageTrailView.Ground.class, (String) null),
            Worded.of(MessageTrailView.StepOutcome.class, (String) null),
            Worded.of(MessageTrailView.FaultWeight.class, (String) null));

    @Test
    void everyTextThatIsUsedExistsAndEveryTextIsUsedInBothLanguages() {
        Set<String> used = new TreeSet<>();
        Set<String> counted = new TreeSet<>(Set.of("texts.messages"));
        for (String source : sources()) {
            literals("\"([a-z]+\\.[A-Za-z]+)\"", source).forEach(used::add);
            literals("\\bcount\\(\\s*\"([A-Za-z.]+)\"", source).forEach(key -> {
                counted.add(key);
                used.add(key + ".one");
                used.add(key + ".many");
            });
        }
        used.removeAll(counted);
        WORDED.forEach(worded -> worded.keys().forEach(used::add));
        used.add("LoginProblem.LOCKED.until");
        Stream.of(Role.values()).map(role -> "role." + role.wire()).forEach(used::add);
        for (Locale locale : List.of(Locale.GERMAN, Locale.ENGLISH)) {
            Set<String> written = new TreeSet<>(
                    ResourceBundle.getBundle("texts.messages", locale).keySet());
            Set<String> missing = new TreeSet<>(used);
            missing.removeAll(written);
            written.removeAll(used);
            assertThat(missing).as("used, but not written in " + locale).isEmpty();
            assertThat(written).as("written in " + locale + ", but never used").isEmpty();
        }
        assertThat(ResourceBundle.getBundle("texts.messages", Locale.GERMAN).keySet())
                .isEqualTo(ResourceBundle.getBundle("texts.messages", Locale.ENGLISH)
                        .keySet());
    }

    @Test
    void everyAspectOfAWordedValueIsAskedFor() {
        String sources = String.join("", sources());
        for (Worded worded : WORDED) {
            worded.aspects().stream()
                    .filter(aspect -> aspect != null)
                    .forEach(aspect -> assertThat(sources)
                            .as(worded.type().getSimpleName())
                            .contains("\"" + aspect + "\""));
        }
    }

    @Test
    void bothLanguagesFillTheSamePlaces() {
        ResourceBundle german = ResourceBundle.getBundle("texts.messages", Locale.GERMAN);
        ResourceBundle english = ResourceBundle.getBundle("texts.messages", Locale.ENGLISH);
        for (String key : german.keySet()) {
            assertThat(places(german.getString(key))).as(key).isEqualTo(places(english.getString(key)));
            assertThat(german.getString(key)).as(key).isNotBlank();
            assertThat(english.getString(key)).as(key).isNotBlank();
        }
    }

    private static Stream<String> literals(String pattern, String source) {
        return Pattern.compile(pattern).matcher(source).results().map(found -> found.group(1));
    }

    private static Set<String> places(String text) {
        Set<String> places = new TreeSet<>();
        Matcher place = Pattern.compile("\\{\\d}").matcher(text);
        while (place.find()) {
            places.add(place.group());
        }
        return places;
    }

    private static List<String> sources() {
        return Stream.of(
                        "src/main/jte",
                        "src/main/java/health/careloop/pages",
                        "src/main/java/health/careloop/access/Enrolments.java",
                        "src/main/java/health/careloop/access/PasswordLetters.java",
                        "src/main/java/health/careloop/provisioning/Letters.java")
                .flatMap(TextsTest::filesUnder)
                .map(TextsTest::read)
                .toList();
    }

    private static Stream<Path> filesUnder(String folder) {
        try (Stream<Path> files = Files.walk(Path.of(folder))) {
            return files.filter(Files::isRegularFile).toList().stream();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    @Test
    void writesDatesAndTimesOfTheTenantsZone() {
        Instant at = Instant.parse("2026-11-20T18:40:07Z");
        assertThat(GERMAN.dateTime(at)).isEqualTo("20.11.2026 19:40");
        assertThat(ENGLISH.dateTime(at)).isEqualTo("20 Nov 2026, 19:40");
        assertThat(ENGLISH.date(LocalDate.of(2026, 9, 1))).isEqualTo("1 Sep 2026");
        assertThat(GERMAN.time(at)).isEqualTo("19:40:07");
        assertThat(GERMAN.zone()).isEqualTo("Europe/Berlin");
    }

    @Test
    void writesNumbersWithAllTheirDigits() {
        assertThat(GERMAN.number(new BigDecimal("7.10"))).isEqualTo("7,10");
        assertThat(ENGLISH.number(new BigDecimal("7.10"))).isEqualTo("7.10");
        assertThat(GERMAN.number(new BigDecimal("-0.5"))).isEqualTo("\u22120,5");
        assertThat(GERMAN.number(new BigDecimal("1E+3"))).isEqualTo("1000");
        assertThat(GERMAN.number(new BigDecimal("-9999.55555"))).isEqualTo("\u22129999,55555");
        assertThat(GERMAN.number(new BigDecimal("12480"))).isEqualTo("12\u00a0480");
        assertThat(GERMAN.number(new BigDecimal("1000000"))).isEqualTo("1\u00a0000\u00a0000");
        assertThat(ENGLISH.number(new BigDecimal("-1234567.8901"))).isEqualTo("\u22121\u00a0234\u00a0567.8901");
        assertThat(GERMAN.number(12_480)).isEqualTo("12.480");
        assertThat(ENGLISH.number(12_480)).isEqualTo("12,480");
        assertThat(GERMAN.limits(new BigDecimal("3.5"), new BigDecimal("5.1"))).isEqualTo("3,5\u2009–\u20095,1");
        assertThat(GERMAN.limits(null, new BigDecimal("5.0"))).isEqualTo("bis 5,0");
        assertThat(ENGLISH.limits(new BigDecimal("60"), null)).isEqualTo("from 60");
        assertThat(ENGLISH.limits(null, null)).isNull();
        assertThat(GERMAN.quantity("7,1", "mmol/l")).isEqualTo("7,1\u00a0mmol/l");
        assertThat(GERMAN.quantity("positiv", null)).isEqualTo("positiv");
    }

    @Test
    void writesSpansOfTimeAndSizes() {
        assertThat(GERMAN.relative(Samples.NOW.minusSeconds(20))).isEqualTo("gerade eben");
        assertThat(GERMAN.relative(Samples.NOW.plusSeconds(20))).isEqualTo("gerade eben");
        assertThat(GERMAN.relative(Samples.NOW.minusSeconds(300))).isEqualTo("vor 5 Min.");
        assertThat(ENGLISH.relative(Samples.NOW.minus(Duration.ofHours(5)))).isEqualTo("5 h ago");
        assertThat(ENGLISH.relative(Samples.NOW.minus(Duration.ofDays(1)))).isEqualTo("a day ago");
        assertThat(ENGLISH.relative(Samples.NOW.minus(Duration.ofDays(8)))).isEqualTo("12 Nov 2026");
        assertThat(GERMAN.age(LocalDate.of(2026, 11, 17))).isEqualTo("3 Tage");
        assertThat(GERMAN.age(LocalDate.of(2026, 11, 30))).isEqualTo("0 Tage");
        assertThat(GERMAN.age(LocalDate.of(2025, 11, 17))).isEqualTo("12 Monate");
        assertThat(ENGLISH.age(LocalDate.of(1958, 3, 12))).isEqualTo("68 years");
        assertThat(GERMAN.duration(Duration.ofNanos(999_999))).isEqualTo("<\u00a01\u00a0ms");
        assertThat(GERMAN.duration(Duration.ofMillis(840))).isEqualTo("840\u00a0ms");
        assertThat(GERMAN.duration(Duration.ofSeconds(16))).isEqualTo("16\u00a0s");
        assertThat(GERMAN.duration(Duration.ofMillis(1240))).isEqualTo("1,2\u00a0s");
        assertThat(ENGLISH.duration(Duration.ofSeconds(190))).isEqualTo("3\u00a0min");
        assertThat(ENGLISH.duration(Duration.ofHours(7))).isEqualTo("7\u00a0h");
        assertThat(GERMAN.size(512)).isEqualTo("512 Byte");
        assertThat(GERMAN.size(9_132)).isEqualTo("9,1\u00a0kB");
        assertThat(ENGLISH.size(2_048_000)).isEqualTo("2.0\u00a0MB");
    }

    @Test
    void fallsBackToEnglishAndToTheRoleAsWritten() {
        assertThat(Texts.of(Locale.FRENCH, ZoneId.of("UTC"), Samples.NOW).language())
                .isEqualTo("en");
        assertThat(GERMAN.role("nurse")).isEqualTo("Pflege");
        assertThat(GERMAN.role("janitor")).isEqualTo("janitor");
        assertThatThrownBy(() -> GERMAN.get("no.such.key")).isInstanceOf(MissingResourceException.class);
    }
}
