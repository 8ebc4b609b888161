package health.careloop.access;

import health.careloop.audit.Caller;
import health.careloop.mail.Letter;
import health.careloop.mail.Mailbox;
import health.careloop.pages.Texts;
import health.careloop.tenancy.ControlDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The link for a new password, sent to whoever forgot theirs (decision 0030). What is answered, and how long that takes,
 * is the same for every address: whether somebody has it is found out afterwards.
 */
@Component
class PasswordLetters {
    private static final Logger LOG = LoggerFactory.getLogger(PasswordLetters.class);

    /** To one person: nobody's mailbox is filled through us. */
    static final int MOST_IN_A_DAY = 3;

    private final PasswordResets resets;
    private final Mailbox mailbox;
    private final Throttle throttle;
    private final ControlDatabase control;
    private final AccessSettings settings;

    PasswordLetters(
            PasswordResets resets,
            Mailbox mailbox,
            Throttle throttle,
            ControlDatabase control,
            AccessSettings settings) {
        this.resets = resets;
        this.mailbox = mailbox;
        this.throttle = throttle;
        this.control = control;
        this.settings = settings;
    }

    /**
     * Whether a letter would reach anybody. One that is kept is read by whoever runs the installation, who must not come
     * to anybody's account by it.
     */
    boolean areSent() {
        return !mailbox.keeps() || settings.keptPasswordLetters();
    }

    /** @return how long to wait, when too many letters were asked for from there */
    Optional<Duration> ask(String email, Locale language, @Nullable String ip) {
        Optional<Duration> tooEarly = throttle.tryFrom("password letters", Throttle.network(ip));
        if (tooEarly.isEmpty()) {
            Caller caller = Caller.current();
            Thread.ofVirtual().name("password-letter").start(() -> {
                try {
                    write(email, language, caller);
                } catch (RuntimeException e) {
                    LOG.warn("A letter with the link for a new password was not written", e);
                }
            });
        }
        return tooEarly;
    }

    void write(String email, Locale language, Caller caller) {
        control.inTransaction(() -> resets.issueByMail(email, MOST_IN_A_DAY, caller)
                .ifPresent(issued -> mailbox.post(letter(People.normal(email), language, issued))));
    }

    private Letter letter(String email, Locale language, PasswordResets.Issue.Issued issued) {
        Texts texts = mailbox.texts(language);
        return new Letter(
                "password-link",
                email,
                language,
                texts.get("letter.forgottenSubject"),
                List.of(texts.get("letter.greeting", issued.name()), texts.get("letter.forgottenWhat")),
                new Letter.Link(texts.get("letter.forgottenLink"), resets.link(issued.token())),
                List.of(texts.get("letter.forgottenOnce"), texts.get("letter.forgottenNotYou")));
    }
}
