package health.careloop.console;

import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Before a tenant ends, or begins again: the short name is typed, so that it is the right one.
 *
 * @param typed what was typed instead; absent when nothing was typed yet
 */
public record ConfirmationView(
        Act act,
        UUID id,
        String name,
        String slug,
        @Nullable String typed) {

    public enum Act {
        ARCHIVE,
        RESTORE
    }

    public String path() {
        return "/console/tenants/" + id;
    }

    public String action() {
        return path() + "/" + act.name().toLowerCase(Locale.ROOT);
    }
}
