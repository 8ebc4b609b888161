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
 */
@ConfigurationProperties("careloop.intake")
public record IntakeSettings(
        @DefaultValue("10MB") DataSize largestMessage,
        @DefaultValue("50") int together,
        @DefaultValue("true") boolean groupCommit,
        @DefaultValue("15s") Duration longestWait) {
    public IntakeSettings {
        if (largestMessage.toBytes() < 1 || largestMessage.toBytes() > 12_000_000 || together < 1) {
            throw new IllegalArgumentException(
                    "Messages may be from 1 byte to 12 MB, and at least one is filed at a time");
        }
        if (longestWait.isNegative() || longestWait.isZero()) {
            throw new IllegalArgumentException("A message must be given some time to be stored");
        }
    }
}
