package health.careloop.postgres;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Somebody else's PostgreSQL, named by {@code CARELOOP_DATABASE_URL}; closing it changes nothing there. */
public final class ExternalPostgres implements DatabaseServer {

    private static final String PREFIX = "jdbc:postgresql://";

    private final String authority;
    private final List<String> parameters;
    private final String administrator;
    private final String administratorPassword;
    private final String version;

    private ExternalPostgres(
            String authority, List<String> parameters, String administrator, String administratorPassword) {
        this.authority = authority;
        this.parameters = List.copyOf(parameters);
        this.administrator = administrator;
        this.administratorPassword = administratorPassword;
        // Statement logging is the owner's decision there; surviving a crash is not.
        this.version = CrashSafety.require(jdbcUrl("postgres"), administrator, administratorPassword);
    }

    /** From {@code jdbc:postgresql://host:port/database?user=…&password=…}; other parameters are kept. */
    public static ExternalPostgres at(String url) {
        Parts parts = Parts.of(url);
        return new ExternalPostgres(parts.authority(), parts.parameters(), parts.user(), parts.password());
    }

    private record Parts(String authority, List<String> parameters, String user, String password) {
        static Parts of(String url) {
            if (!url.startsWith(PREFIX)) {
                throw malformed();
            }
            var query = url.indexOf('?');
            var address = url.substring(PREFIX.length(), query < 0 ? url.length() : query);
            var slash = address.indexOf('/');
            var user = "";
            var password = "";
            var others = new ArrayList<String>();
            for (var parameter :
                    query < 0 ? new String[0] : url.substring(query + 1).split("&", -1)) {
                if (parameter.startsWith("user=")) {
                    user = URLDecoder.decode(parameter.substring("user=".length()), StandardCharsets.UTF_8);
                } else if (parameter.startsWith("password=")) {
                    password = URLDecoder.decode(parameter.substring("password=".length()), StandardCharsets.UTF_8);
                } else if (!parameter.isEmpty()) {
                    others.add(parameter);
                }
            }
            if (user.isEmpty() || address.isEmpty() || slash == 0) {
                throw malformed();
            }
            return new Parts(slash < 0 ? address : address.substring(0, slash), others, user, password);
        }
    }

    /** Another database of the server that {@code url} leads to, without who signs in. Asks nobody. */
    public static String jdbcUrl(String url, String database) {
        Parts parts = Parts.of(url);
        return url(parts.authority(), database, parts.parameters());
    }

    private static String url(String authority, String database, List<String> parameters) {
        return PREFIX + authority + "/" + database + (parameters.isEmpty() ? "" : "?" + String.join("&", parameters));
    }

    private static DatabaseServerException malformed() {
        return new DatabaseServerException("CARELOOP_DATABASE_URL must look like "
                + "jdbc:postgresql://host:5432/postgres?user=NAME&password=SECRET.");
    }

    @Override
    public String jdbcUrl(String database) {
        return url(authority, database, parameters);
    }

    @Override
    public String administrator() {
        return administrator;
    }

    @Override
    public String administratorPassword() {
        return administratorPassword;
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public void close() {}
}
