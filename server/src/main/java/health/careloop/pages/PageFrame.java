package health.careloop.pages;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What surrounds every screen. {@code person} and {@code tenantName} are absent before sign-in; {@code path} is the path
 * and query of this very page, to which the preference form returns.
 */
public record PageFrame(
        Texts texts,
        Preferences preferences,
        Csrf csrf,
        String cspNonce,
        @Nullable SignedIn person,
        @Nullable String tenantName,
        int unreadCount,
        Waiting waiting,
        Nav nav,
        String path) {

    /** Whether the person has a permission, spelt as on the wire: a link that would be refused is not shown. */
    public boolean may(String permission) {
        return person != null && person.permissions().contains(permission);
    }

    /** Messages that wait for a person: held for a decision, how many of those are critical, and failed for good. */
    public record Waiting(int held, int critical, int dead) {
        public static final Waiting NOTHING = new Waiting(0, 0, 0);

        public int total() {
            return held + dead;
        }
    }

    /** The cross-site request token, as the framework names it. */
    public record Csrf(String parameterName, String headerName, String token) {
        /** The value of {@code hx-headers}. */
        public String asHeaders() {
            return "{\"" + headerName + "\":\"" + token + "\"}";
        }
    }

    /**
     * Who looks; {@code role} as on the wire ({@code head_doctor}), put into words by {@link Texts#role}. Only {@code
     * reachable} entries of the navigation are shown, a change of tenant only to whoever works {@code elsewhere} as
     * well, and other links by {@code permissions}, as on the wire.
     */
    public record SignedIn(String name, String role, Set<Nav> reachable, boolean elsewhere, Set<String> permissions) {}

    /** How this person wants to see it; kept in a cookie, changed by a POST to {@code /preferences}. */
    public record Preferences(Theme theme, boolean shortcuts) {
        public static final Preferences DEFAULT = new Preferences(Theme.SYSTEM, true);
    }

    /** Which colours; {@code SYSTEM} follows the device. */
    public enum Theme {
        SYSTEM,
        LIGHT,
        DARK
    }

    /** Which entry of the navigation is current. */
    public enum Nav {
        INBOX("/inbox"),
        MESSAGES("/messages"),
        SENDERS("/senders"),
        PEOPLE("/people"),
        /** Of those who run the installation. */
        TENANTS("/console/tenants"),
        /** A page beside them; the start page sends each person to the first of theirs. */
        NONE("/");

        private final String path;

        Nav(String path) {
            this.path = path;
        }

        public String path() {
            return path;
        }
    }
}
