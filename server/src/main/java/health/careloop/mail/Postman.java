package health.careloop.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.mail.MailException;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.mail.javamail.MimeMessageHelper;
import org.springframework.stereotype.Component;

/** Sends what waits, on a thread of its own: nobody who posts waits for a mail server. */
@Component
final class Postman {
    private static final Logger LOG = LoggerFactory.getLogger(Postman.class);
    private static final int MOST_ATTEMPTS = 5;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Mailbox mailbox;
    private final MailSettings settings;

    Postman(Mailbox mailbox, MailSettings settings) {
        this.mailbox = mailbox;
        this.settings = settings;
    }

    @EventListener
    void posted(Mailbox.Posted ignored) {
        Thread.ofVirtual().name("postman").start(() -> {
            try {
                deliver();
            } catch (RuntimeException e) {
                LOG.warn("Mails wait for the next round: {}", e.getClass().getSimpleName());
            }
        });
    }

    /** Everything that is due. */
    void deliver() {
        if (!settings.sends()) {
            return;
        }
        JavaMailSenderImpl server = server();
        for (Optional<Mailbox.Due> due = mailbox.take(); due.isPresent(); due = mailbox.take()) {
            deliver(server, due.get());
        }
    }

    private void deliver(JavaMailSenderImpl server, Mailbox.Due due) {
        try {
            server.send(message(server, due.content()));
            mailbox.sent(due.id());
        } catch (MailException | MessagingException e) {
            boolean last = due.attempts() >= MOST_ATTEMPTS;
            String error = "The mail server did not take it: " + e.getClass().getSimpleName();
            // What it answered may hold the address.
            LOG.warn("The mail {} ({}) was not sent, try {}: {}", due.id(), due.kind(), due.attempts(), error);
            mailbox.failed(due.id(), error, last ? null : 30L << due.attempts());
        }
    }

    private MimeMessage message(JavaMailSenderImpl server, Mailbox.Content content) throws MessagingException {
        MimeMessage message = server.createMimeMessage();
        MimeMessageHelper helper = new MimeMessageHelper(message, true, StandardCharsets.UTF_8.name());
        helper.setFrom(settings.from());
        helper.setTo(content.to());
        helper.setSubject(content.subject());
        helper.setText(content.text(), content.html());
        message.setHeader("Auto-Submitted", "auto-generated");
        return message;
    }

    private JavaMailSenderImpl server() {
        JavaMailSenderImpl server = new JavaMailSenderImpl();
        server.setHost(settings.host());
        server.setPort(settings.port());
        boolean signsIn = !settings.username().isEmpty();
        if (signsIn) {
            server.setUsername(settings.username());
            server.setPassword(settings.password());
        }
        Properties properties = server.getJavaMailProperties();
        String patience = Long.toString(PATIENCE.toMillis());
        properties.setProperty("mail.smtp.connectiontimeout", patience);
        properties.setProperty("mail.smtp.timeout", patience);
        properties.setProperty("mail.smtp.writetimeout", patience);
        properties.setProperty("mail.smtp.auth", Boolean.toString(signsIn));
        properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        switch (settings.tls()) {
            case STARTTLS -> {
                properties.setProperty("mail.smtp.starttls.enable", "true");
                properties.setProperty("mail.smtp.starttls.required", "true");
            }
            case IMPLICIT -> properties.setProperty("mail.smtp.ssl.enable", "true");
            case NONE -> {}
        }
        return server;
    }
}
