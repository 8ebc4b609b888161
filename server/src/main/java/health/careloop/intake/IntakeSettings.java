package health.careloop.intake;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * @param largestMessage what is longer is refused while it streams in (A31)
 * @param together how many messages of one tenant share a filing transaction
 * @param groupCommit whether messages that come at the same time are made durable together; for comparing
 * @param longestWait how long one waits for that at most, before its sender is told to come again
 * @param replayRetention how long a {@code webhook-id} is remembered (W-05)
 * @param trailRetention how long the steps and faults of a message are kept; the message itself stays
 */
@ConfigurationProperties("careloop.intake")
public record IntakeSettings(
        @DefaultValue("10MB") DataSize largestMessage,
        @DefaultValue("50") int together,
        @DefaultValue("true") boolean groupCommit,
        @DefaultValue("15s") Duration longestWait,
        @DefaultValue("90d") Duration replayRetention,
        @DefaultValue("400d") Duration trailRetention) {
    /** A sender that was cut off for three weeks repeats what it has, and a week more. */
    private static final Duration SHORTEST_REPLAY_RETENTION = Duration.ofDays(28);

    public IntakeSettings {
        if (largestMessage.toBytes() < 1 || largestMessage.toBytes() > 12_000_000 || together < 1) {
            throw new IllegalArgumentException(
                    "Messages may be from 1 byte to 12 MB, and at least one is filed at a time");
        }
        if (longestWait.isNegative() || longestWait.isZero()) {
            throw new IllegalArgumentException("A message must be given some time to be stored");
        }
        if (replayRetention.compareTo(SHORTEST_REPLAY_RETENTION) < 0) {
            throw new IllegalArgumentException(
                    "A webhook-id is remembered for at least 28 days, so that a late repetition is no new message");
        }
        if (trailRetention.compareTo(replayRetention) < 0) {
            throw new IllegalArgumentException("A trail is kept for at least as long as its webhook-id is remembered");
        }
    }
}
