package health.careloop.intake;

import health.careloop.audit.Retention;
import health.careloop.tenancy.TenantDatabase;
import health.careloop.tenancy.UuidV7;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** What is kept beside a message, for as long as it is kept. Messages themselves stay. */
@Component
class MessageRetention {
    private final TenantDatabase database;
    private final Retention retention;
    private final IntakeSettings settings;
    private final Clock clock;

    MessageRetention(TenantDatabase database, Retention retention, IntakeSettings settings, Clock clock) {
        this.database = database;
        this.retention = retention;
        this.settings = settings;
        this.clock = clock;
    }

    long pruneReplays() {
        Timestamp before = Timestamp.from(clock.instant().minus(settings.replayRetention()));
        return retention.prune(
                "replay",
                atMost -> database.sql().sql("""
                        delete from loop.replays where (sender_id, webhook_id) in (
                            select sender_id, webhook_id from loop.replays
                            where received_at < ? order by received_at limit ?)
                        """).params(before, atMost).update());
    }

    /** By the moment in the message's id, which leads the key: another index would be paid for by every message. */
    long pruneSteps() {
        UUID before = UuidV7.firstOf(clock.instant().minus(settings.trailRetention()));
        return retention.prune(
                "message_step",
                atMost -> database.sql().sql("""
                        delete from loop.message_steps where (message_id, id) in (
                            select s.message_id, s.id from loop.message_steps s
                            where s.message_id < ? order by s.message_id, s.id limit ?)
                        """).params(before, atMost).update());
    }
}
