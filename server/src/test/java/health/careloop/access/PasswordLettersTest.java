package health.careloop.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import health.careloop.Client;
import health.careloop.TestServer;
import health.careloop.TestServer.Somebody;
import health.careloop.audit.Caller;
import health.careloop.mail.Mailbox;
import health.careloop.tenancy.ControlDatabase;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.mock.web.MockHttpServletRequest;

/** Whoever forgot the password is sent a link, and nobody learns from it who has an account. */
class PasswordLettersTest {
    private static final String NEW = "amber ferry beyond the harbour";

    private final TestServer server = TestServer.shared();
    private final PasswordLetters letters = server.bean(PasswordLetters.class);
    private final PasswordResets resets = server.bean(PasswordResets.class);
    private final Somebody nurse = server.person(server.createTenant(), Role.NURSE);

    @BeforeEach
    @AfterEach
    void nobodyAskedFromHere() {
        server.database()
                .sql("delete from control.sign_in_failures where account_hash = ?")
                .param(Digests.hash("password letters"))
                .update();
    }

    @Test
    void whoForgotThePasswordIsSentALinkThatSetsANewOneOnce() {
        Client person = server.anonymous();
        Client.Answer login = person.get("/login");
        assertThat(login.text()).contains("href=\"/forgotten\"");
        assertThat(person.get("/forgotten").status()).isEqualTo(200);

        assertThat(person.submit(
                                "/forgotten",
                                Map.of("email", " " + nurse.email().toUpperCase(Locale.ROOT) + " "))
                        .status())
                .isEqualTo(200);

        Mailbox.Mail letter = letterTo(nurse.email());
        assertThat(letter.text()).doesNotContain(nurse.password());
        String token = token(letter);
        assertThat(resets.find(token).orElseThrow().person()).isEqualTo(nurse.id());
        assertThat(person.submit("/reset", Map.of("token", token, "password", NEW, "repeated", NEW))
                        .header("location"))
                .hasValueSatisfying(location -> assertThat(location).contains("password-set"));
        assertThat(person.get("/reset?token=" + token).status()).isEqualTo(410);
        assertThat(server.anonymous()
                        .post("/api/v1/auth/sessions", Map.of("email", nurse.email(), "password", NEW))
                        .status())
                .isEqualTo(200);
        assertThat(server.database()
                        .sql("""
                                select count(*) from loop.audit_stage
                                where tenant_id = ? and action = 'password_link_issued' and resource_id = ? and actor is null
                                  and metadata ->> 'by' = 'mail'
                                """)
                        .params(nurse.tenant().id().value(), nurse.id().toString())
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void theAnswerIsTheSameWhetherSomebodyHasTheAddressOrNobody() {
        String nobody = UUID.randomUUID().toString().substring(0, 12) + "@example.org";
        Somebody gone = server.person(nurse.tenant(), Role.NURSE);
        server.database()
                .sql("update control.people set is_active = false where id = ?")
                .param(gone.id().value())
                .update();

        Client.Answer known = asked(nurse.email());

        assertThat(known.status()).isEqualTo(200);
        for (String other : List.of(nobody, gone.email())) {
            Client.Answer unknown = asked(other);
            assertThat(unknown.status()).isEqualTo(known.status());
            assertThat(unknown.headers().keySet()).isEqualTo(known.headers().keySet());
            assertThat(bare(unknown, other)).isEqualTo(bare(known, nurse.email()));
        }
        letterTo(nurse.email()); // the others were asked for after it, and are written in the same way
        letters.write(nobody, Locale.GERMAN, Caller.PLATFORM);
        letters.write(gone.email(), Locale.GERMAN, Caller.PLATFORM);
        assertThat(lettersTo(nobody)).isEmpty();
        assertThat(lettersTo(gone.email())).isEmpty();
    }

    @Test
    void oneAccountIsSentThreeLettersADayHoweverManyAskAtOnce() throws Exception {
        Callable<Optional<PasswordResets.Issue.Issued>> ask =
                () -> resets.issueByMail(nurse.email(), PasswordLetters.MOST_IN_A_DAY, Caller.PLATFORM);
        long issued = 0;
        try (var strangers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var each :
                    strangers.invokeAll(IntStream.range(0, 8).mapToObj(i -> ask).toList())) {
                issued += each.get().isPresent() ? 1 : 0;
            }
        }
        assertThat(issued).isEqualTo(PasswordLetters.MOST_IN_A_DAY);

        server.database()
                .sql("update control.password_resets set created_at = now() - interval '25 hours' where person_id = ?")
                .param(nurse.id().value())
                .update();
        assertThat(ask.call()).isPresent();
    }

    @Test
    void aStrangerWhoTypesAnAddressEndsNobodysLinkAndANewPasswordEndsThemAll() {
        String operators = resets.issueByOperator(nurse.email()).orElseThrow().token();
        String one = byMail();
        String two = byMail();
        assertThat(List.of(operators, one, two))
                .allSatisfy(token -> assertThat(resets.find(token)).isPresent());

        assertThat(resets.accept(one, NEW)).isEqualTo(new PasswordResets.Outcome.Done(nurse.id()));

        assertThat(List.of(operators, one, two))
                .allSatisfy(token -> assertThat(resets.find(token)).isEmpty());
    }

    @Test
    void aLetterIsGoodForADay() {
        String token = byMail();
        server.database()
                .sql("update control.password_resets set expires_at = now() - interval '1 second' where person_id = ?")
                .param(nurse.id().value())
                .update();

        assertThat(resets.accept(token, NEW)).isEqualTo(new PasswordResets.Outcome.LinkInvalid());
    }

    @Test
    void whoAsksForManyFromOneNetworkWaits() {
        for (int i = 0; i < 6; i++) {
            asked("n" + i + "@example.org");
        }

        Client.Answer answer = asked("n6@example.org");

        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.header("retry-after")).isPresent();
        assertThat(answer.text()).contains("Too many", "name=\"back\" value=\"/forgotten\"");
    }

    @Test
    void whatIsNoAddressIsSaid() {
        Client.Answer answer = asked("nobody");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.text()).contains("id=\"email-error\"", "value=\"nobody\"");
    }

    @Test
    void aLetterIsInTheLanguageOfThePage() {
        server.anonymous().with("Accept-Language", "de").submit("/forgotten", Map.of("email", nurse.email()));

        assertThat(letterTo(nurse.email()).text()).contains("Guten Tag", "neues Passwort");
    }

    /** Letters nobody sends are read by whoever runs the installation, who would come to every account by them. */
    @Test
    void whereNoLetterLeavesNoneIsOffered() {
        AccessSettings settings = new AccessSettings(
                URI.create("http://localhost:5000"),
                Duration.ofMinutes(30),
                Duration.ofHours(12),
                Duration.ofMinutes(15),
                Duration.ofHours(24),
                Duration.ofSeconds(5),
                false,
                "admin@localhost");
        PasswordLetters nowhere = new PasswordLetters(
                resets,
                server.bean(Mailbox.class),
                server.bean(Throttle.class),
                server.bean(ControlDatabase.class),
                settings);
        var page = new PasswordPages(resets, nowhere, server.bean(Frames.class))
                .forgotten(new MockHttpServletRequest("GET", "/forgotten"));

        assertThat(nowhere.areSent()).isFalse();
        assertThat(page.getStatusCode()).isEqualTo(HttpStatus.SEE_OTHER);
        assertThat(page.getHeaders().getLocation()).hasToString("/login");
        assertThat(letters.areSent()).as("the control: in a demonstration").isTrue();
    }

    private Client.Answer asked(String email) {
        return server.anonymous().submit("/forgotten", Map.of("email", email));
    }

    private String byMail() {
        return resets.issueByMail(nurse.email(), PasswordLetters.MOST_IN_A_DAY, Caller.PLATFORM)
                .orElseThrow()
                .token();
    }

    private Mailbox.Mail letterTo(String email) {
        return await().until(() -> lettersTo(email), found -> !found.isEmpty()).getFirst();
    }

    private List<Mailbox.Mail> lettersTo(String email) {
        return server.bean(Mailbox.class).newest(500).stream()
                .filter(mail -> mail.to().equals(email))
                .toList();
    }

    private static String token(Mailbox.Mail letter) {
        return letter.text().replaceAll("(?s).*/reset\\?token=([\\w-]+).*", "$1");
    }

    private static String bare(Client.Answer answer, String email) {
        return answer.text().replaceAll("nonce=\"[^\"]*\"", "").replace(email, "ADDRESS");
    }
}
