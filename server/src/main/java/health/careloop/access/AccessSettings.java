package health.careloop.access;

import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param baseUrl where people reach this installation; links and tokens carry it
 * @param sessionIdle a session ends after so long without a request
 * @param sessionLength and after so long in any case
 * @param tokenLength how long an API token is good for (A48)
 * @param linkLength how long an activation link is good for
 * @param cache the longest a removed right may still work
 * @param keptPasswordLetters whether letters with a link for a new password are written although no mail server takes
 *     them, and whoever runs the installation reads them: for a demonstration
 * @param firstAdministrator the address the first link is made out to, when nobody is there yet
 */
@ConfigurationProperties("careloop.access")
public record AccessSettings(
        @DefaultValue("http://localhost:5000") URI baseUrl,
        @DefaultValue("30m") Duration sessionIdle,
        @DefaultValue("12h") Duration sessionLength,
        @DefaultValue("15m") Duration tokenLength,
        @DefaultValue("24h") Duration linkLength,
        @DefaultValue("5s") Duration cache,
        @DefaultValue("false") boolean keptPasswordLetters,
        @DefaultValue("admin@localhost") String firstAdministrator) {

    public AccessSettings {
        between("session-idle", sessionIdle, Duration.ofMinutes(5), Duration.ofHours(1));
        between("session-length", sessionLength, sessionIdle, Duration.ofHours(24));
        between("token-length", tokenLength, Duration.ofMinutes(1), Duration.ofMinutes(15));
        between("link-length", linkLength, Duration.ofMinutes(5), Duration.ofHours(72));
        between("cache", cache, Duration.ZERO, Duration.ofSeconds(5));
        if (baseUrl.getHost() == null) {
            throw new IllegalArgumentException("careloop.access.base-url must be like https://careloop.example.org");
        }
    }

    private static void between(String name, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(
                    "careloop.access." + name + " must lie between " + least + " and " + most + ", not " + value);
        }
    }
}
