package health.careloop.mail;

import health.careloop.keys.PlatformSecrets;
import health.careloop.pages.Pages;
import health.careloop.pages.Texts;
import health.careloop.tenancy.ControlDatabase;
import health.careloop.tenancy.TenantDatabase;
import health.careloop.tenancy.UuidV7;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Mails to be sent. What is posted in a transaction of the control plane leaves if and only if that commits. */
@Component
public final class Mailbox {
    /** @param state WAITING, SENT, KEPT where no SMTP server is configured, or FAILED */
    public record Mail(UUID id, String to, String subject, String text, String state, Instant at) {}

    /** As it lies in the table. */
    record Content(String to, String subject, String text, String html) {}

    record Due(UUID id, String kind, int attempts, Content content) {}

    /** Something waits; whoever sends looks. */
    record Posted() {}

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

    private final ControlDatabase control;
    private final PlatformSecrets secrets;
    private final Pages pages;
    private final Clock clock;
    private final MailSettings settings;
    private final ApplicationEventPublisher events;

    Mailbox(
            ControlDatabase control,
            PlatformSecrets secrets,
            Pages pages,
            Clock clock,
            MailSettings settings,
            ApplicationEventPublisher events) {
        this.control = control;
        this.secrets = secrets;
        this.pages = pages;
        this.clock = clock;
        this.settings = settings;
        this.events = events;
    }

    /** The words of a letter in this language. */
    public Texts texts(Locale language) {
        return Texts.of(language, ZONE, clock);
    }

    public void post(Letter letter) {
        UUID id = UuidV7.next();
        Content content = new Content(
                letter.to(),
                letter.subject(),
                letter.text(),
                pages.document("mail/letter", texts(letter.language()), letter));
        control.sql()
                .sql("insert into control.mails (id, kind, sealed, state) values (?, ?, ?, ?)")
                .params(
                        id,
                        letter.kind(),
                        secrets.seal(JSON.writeValueAsString(content).getBytes(StandardCharsets.UTF_8), purpose(id)),
                        settings.sends() ? "WAITING" : "KEPT")
                .update();
        if (settings.sends()) {
            TenantDatabase.afterCommit(() -> events.publishEvent(new Posted()));
        }
    }

    /** The newest first; what has left is no longer there to be read. */
    public List<Mail> newest(int most) {
        return control.sql()
                .sql("""
                        select id, sealed, state, created_at from control.mails where sealed is not null
                        order by created_at desc, id desc limit ?
                        """)
                .param(most)
                .query((row, number) -> read(row))
                .list();
    }

    /** Whether nothing is sent, so that what is posted lies here to be read. */
    /** The server that takes them; none while they are kept. */
    public Optional<String> sentBy() {
        return settings.sends() ? Optional.of(settings.host()) : Optional.empty();
    }

    public boolean keeps() {
        return !settings.sends();
    }

    /** What was kept, the newest first. */
    public List<Mail> kept(int most) {
        return control.sql()
                .sql("""
                        select id, sealed, state, created_at from control.mails
                        where state = 'KEPT' and sealed is not null order by created_at desc, id desc limit ?
                        """)
                .param(most)
                .query((row, number) -> read(row))
                .list();
    }

    /** One of those that were kept. */
    public Optional<Mail> findKept(UUID id) {
        return control.sql()
                .sql("""
                        select id, sealed, state, created_at from control.mails
                        where id = ? and state = 'KEPT' and sealed is not null
                        """)
                .param(id)
                .query((row, number) -> read(row))
                .optional();
    }

    private Mail read(ResultSet row) throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        Content content = open(id, row.getBytes("sealed"));
        return new Mail(
                id,
                content.to(),
                content.subject(),
                content.text(),
                row.getString("state"),
                row.getTimestamp("created_at").toInstant());
    }

    /** Takes the next one that is due for two minutes, in which nobody else sends it. */
    Optional<Due> take() {
        return control.sql()
                .sql("""
                        update control.mails set attempts = attempts + 1, next_at = now() + interval '2 minutes'
                        where id = (select id from control.mails where state = 'WAITING' and next_at <= now()
                                    order by next_at limit 1 for update skip locked)
                        returning id, kind, attempts, sealed
                        """)
                .query((row, number) -> {
                    UUID id = row.getObject("id", UUID.class);
                    return new Due(id, row.getString("kind"), row.getInt("attempts"), open(id, row.getBytes("sealed")));
                })
                .optional();
    }

    void sent(UUID id) {
        control.sql()
                .sql(
                        "update control.mails set state = 'SENT', sent_at = now(), sealed = null, error = null where id = ?")
                .param(id)
                .update();
    }

    /** @param again in how many seconds it is tried again; null: never */
    void failed(UUID id, String error, @Nullable Long again) {
        control.sql()
                .sql("""
                        update control.mails set error = ?, state = case when ?::bigint is null then 'FAILED' else state end,
                            next_at = now() + make_interval(secs => coalesce(?::bigint, 0))
                        where id = ?
                        """)
                .params(java.util.Arrays.asList(error, again, again, id))
                .update();
    }

    /** The links in them are good for a day. */
    int prune() {
        return control.sql()
                .sql("delete from control.mails where created_at < now() - interval '14 days'")
                .update();
    }

    private Content open(UUID id, byte[] sealed) {
        return JSON.readValue(new String(secrets.open(sealed, purpose(id)), StandardCharsets.UTF_8), Content.class);
    }

    private static String purpose(UUID id) {
        return "mail|" + id;
    }
}
