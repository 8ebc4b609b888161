package health.careloop.web;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * @param bodyWait how long any body may keep the server waiting, however short it is
 * @param bodyPerSecond what has to have arrived for each second more
 */
@ConfigurationProperties("careloop.web")
record WebSettings(
        @DefaultValue("30s") Duration bodyWait,
        @DefaultValue("64KB") DataSize bodyPerSecond) {
    WebSettings {
        if (bodyWait.isNegative() || bodyWait.isZero() || bodyPerSecond.toBytes() < 1) {
            throw new IllegalArgumentException("A body must be given some time, and a second for at least one byte");
        }
    }

    boolean tooSlow(long received, Duration waited) {
        return waited.compareTo(bodyWait.plusSeconds(received / bodyPerSecond.toBytes())) > 0;
    }
}
