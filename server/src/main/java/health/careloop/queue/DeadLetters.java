package health.careloop.queue;

import health.careloop.audit.Retention;
import health.careloop.tenancy.TenantDatabase;
import java.sql.Timestamp;
import java.time.Clock;
import org.springframework.stereotype.Component;

/** What failed for good, for as long as it is kept. */
@Component
class DeadLetters {
    private final TenantDatabase database;
    private final Retention retention;
    private final QueueSettings settings;
    private final Clock clock;

    DeadLetters(TenantDatabase database, Retention retention, QueueSettings settings, Clock clock) {
        this.database = database;
        this.retention = retention;
        this.settings = settings;
        this.clock = clock;
    }

    long prune() {
        Timestamp before = Timestamp.from(clock.instant().minus(settings.deadLetterRetention()));
        return retention.prune(
                "dead_letter",
                atMost -> database.sql().sql("""
                        delete from loop.dead_letters where id in (
                            select id from loop.dead_letters where failed_at < ? order by failed_at limit ?)
                        """).params(before, atMost).update());
    }
}
