package health.careloop.mail;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param host of the SMTP server; empty: mails are kept and not sent
 * @param from who the mails come from
 */
@ConfigurationProperties("careloop.mail")
public record MailSettings(
        @DefaultValue("") String host,
        @DefaultValue("587") int port,
        @DefaultValue("") String username,
        @DefaultValue("") String password,
        @DefaultValue("careloop@localhost") String from,
        @DefaultValue("starttls") Tls tls) {

    /** How the way to the SMTP server is protected: the mails carry links that open something. */
    public enum Tls {
        STARTTLS,
        IMPLICIT,
        /** On this machine alone. */
        NONE
    }

    public MailSettings {
        if (tls == Tls.NONE && !host.isEmpty() && !host.matches("localhost|127\\.[0-9.]+|\\[?::1]?")) {
            throw new IllegalArgumentException(
                    "careloop.mail.tls=none is for an SMTP server on this machine; say starttls or implicit");
        }
    }

    boolean sends() {
        return !host.isEmpty();
    }
}
