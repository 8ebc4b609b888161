package health.careloop.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import health.careloop.TestServer;
import health.careloop.keys.PlatformSecrets;
import health.careloop.pages.Pages;
import health.careloop.tenancy.ControlDatabase;
import jakarta.mail.internet.MimeMessage;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ApplicationEventPublisher;

/** Against a mail server. */
class MailTest {
    private static final TestServer SERVER = TestServer.shared();

    private final GreenMail server = new GreenMail(ServerSetup.SMTP.dynamicPort());
    private final ControlDatabase control = SERVER.bean(ControlDatabase.class);

    @BeforeEach
    void start() {
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    private MailSettings settings() {
        return new MailSettings(
                "localhost", server.getSmtp().getPort(), "", "", "careloop@example.org", MailSettings.Tls.NONE);
    }

    private Mailbox mailbox(ApplicationEventPublisher events) {
        return new Mailbox(
                control,
                SERVER.bean(PlatformSecrets.class),
                SERVER.bean(Pages.class),
                SERVER.bean(Clock.class),
                settings(),
                events);
    }

    private static Letter letter(String to) {
        return new Letter(
                "test",
                to,
                Locale.GERMAN,
                "Praxis Müller & Söhne",
                List.of("Guten Tag Änne <b>Müller</b>,"),
                new Letter.Link("Zugang einrichten", "https://careloop.example/activate?token=abc_-1"),
                List.of("Der Link gilt einmal."));
    }

    private static String somebody() {
        return UUID.randomUUID() + "@example.org";
    }

    @Test
    void aLetterArrivesAsTextAndAsHtmlAndIsWipedHere() throws Exception {
        Mailbox mailbox = mailbox(event -> {});
        String to = somebody();
        mailbox.post(letter(to));

        new Postman(mailbox, settings()).deliver();

        MimeMessage arrived = server.getReceivedMessages()[0];
        assertThat(arrived.getSubject()).isEqualTo("Praxis Müller & Söhne");
        assertThat(arrived.getAllRecipients())
                .hasSize(1)
                .allMatch(one -> one.toString().equals(to));
        assertThat(arrived.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        String whole = decoded(arrived);
        assertThat(whole)
                .contains("Guten Tag Änne <b>Müller</b>,")
                .contains("Änne &lt;b")
                .contains("https://careloop.example/activate?token=abc_-1");
        assertThat(SERVER.database()
                        .sql("select count(*) from control.mails where state = 'SENT' and sealed is not null")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    private static String decoded(MimeMessage message) throws Exception {
        StringBuilder text = new StringBuilder();
        collect(message.getContent(), text);
        return text.toString();
    }

    private static void collect(Object content, StringBuilder text) throws Exception {
        if (content instanceof jakarta.mail.Multipart parts) {
            for (int i = 0; i < parts.getCount(); i++) {
                collect(parts.getBodyPart(i).getContent(), text);
            }
        } else {
            text.append(content);
        }
    }

    @Test
    void whoPostsDoesNotWaitForTheServer() {
        Mailbox[] self = new Mailbox[1];
        self[0] = mailbox(event -> new Postman(self[0], settings()).posted((Mailbox.Posted) event));

        control.inTransaction(() -> {
            self[0].post(letter(somebody()));
            assertThat(server.getReceivedMessages()).isEmpty();
        });

        await().untilAsserted(() -> assertThat(server.getReceivedMessages()).hasSize(1));
    }

    @Test
    void whatIsRolledBackIsNeverSent() {
        Mailbox mailbox = mailbox(event -> {});
        String to = somebody();

        assertThatThrownBy(() -> control.inTransaction(() -> {
                    mailbox.post(letter(to));
                    throw new IllegalStateException("back");
                }))
                .hasMessage("back");
        new Postman(mailbox, settings()).deliver();

        assertThat(server.getReceivedMessages())
                .noneMatch(mail -> GreenMailUtil.getHeaders(mail).contains(to));
    }

    @Test
    void aServerThatDoesNotAnswerIsAskedAgainLaterAndTheErrorNamesNobody() {
        Mailbox mailbox = mailbox(event -> {});
        String to = somebody();
        mailbox.post(letter(to));
        MailSettings nobody = new MailSettings("localhost", 1, "", "", "careloop@example.org", MailSettings.Tls.NONE);

        new Postman(mailbox, nobody).deliver();

        String error = SERVER.database()
                .sql(
                        "select error from control.mails where state = 'WAITING' and attempts = 1 order by created_at desc limit 1")
                .query(String.class)
                .single();
        assertThat(error).startsWith("The mail server did not take it").doesNotContain(to);
        SERVER.database()
                .sql("update control.mails set next_at = now() where state = 'WAITING'")
                .update();
        new Postman(mailbox, settings()).deliver();
        assertThat(server.getReceivedMessages())
                .anyMatch(mail -> GreenMailUtil.getHeaders(mail).contains(to));
    }

    @Test
    void withoutAServerLettersAreKept() {
        String to = somebody();

        SERVER.bean(Mailbox.class).post(letter(to));

        assertThat(SERVER.bean(Mailbox.class).newest(100))
                .filteredOn(mail -> mail.to().equals(to))
                .singleElement()
                .satisfies(mail -> assertThat(mail.state()).isEqualTo("KEPT"));
    }

    @Test
    void lettersDoNotTravelInTheOpen() {
        assertThatThrownBy(
                        () -> new MailSettings("mail.example.org", 25, "", "", "a@example.org", MailSettings.Tls.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("starttls");
    }
}
