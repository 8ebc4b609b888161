package health.careloop.postgres;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Somebody else's PostgreSQL, named by {@code CARELOOP_DATABASE_URL}; closing it changes nothing there. */
public final class ExternalPostgres implements DatabaseServer {
    /** The variable, and the name platforms give it; ours wins. */
    private static final String VARIABLE = "CARELOOP_DATABASE_URL";

    private static final String ALIAS = "DATABASE_URL";

    private static final Pattern RELEASE = Pattern.compile("^[0-9]+\\.([0-9]{1,4})");
    private static final Logger LOG = LoggerFactory.getLogger(ExternalPostgres.class);

    private final DatabaseUrl url;
    private final String version;

    private ExternalPostgres(DatabaseUrl url) {
        this.url = url;
        // Statement logging is the owner's decision there; surviving a crash is not.
        this.version = CrashSafety.require(jdbcUrl(url.database()), url.user(), url.password());
        requireKnown(version);
        outdated(version).ifPresent(sentence -> LOG.warn("{}", sentence));
    }

    /**
     * From {@code postgresql://user:password@host:port/database} or {@code
     * jdbc:postgresql://host:port/database?user=…&password=…}; other parameters are kept.
     */
    public static ExternalPostgres at(String url) {
        return new ExternalPostgres(DatabaseUrl.of(url));
    }

    /** What the operator named; empty when Careloop is to start its own. */
    public static String urlIn(Map<String, String> environment) {
        String ours = environment.getOrDefault(VARIABLE, "");
        return ours.isBlank() ? environment.getOrDefault(ALIAS, "") : ours;
    }

    /** Another database of the server that {@code url} leads to, without who signs in. Asks nobody. */
    public static String jdbcUrl(String url, String database) {
        return DatabaseUrl.of(url).jdbc(database);
    }

    /** A minor release of PostgreSQL is fixes only, of leaks past row security among them (T-12). */
    static Optional<String> outdated(String version) {
        Matcher release = RELEASE.matcher(version);
        return release.find() && Integer.parseInt(release.group(1)) < PostgresBinaries.MINOR
                ? Optional.of("PostgreSQL " + version + " lacks the fixes of " + PostgresBinaries.MAJOR + "."
                        + PostgresBinaries.MINOR + ": update it.")
                : Optional.empty();
    }

    /** Every test runs on the version this build carries, and on no other. */
    static void requireKnown(String version) {
        if (!version.matches(PostgresBinaries.MAJOR + "\\.[0-9].*")) {
            throw new DatabaseServerException("PostgreSQL " + version + " is another one than Careloop was tested on: "
                    + "name a PostgreSQL " + PostgresBinaries.MAJOR + " in " + VARIABLE + ".");
        }
    }

    @Override
    public String jdbcUrl(String database) {
        return url.jdbc(database);
    }

    @Override
    public String maintenanceDatabase() {
        return url.database();
    }

    @Override
    public String administrator() {
        return url.user();
    }

    @Override
    public String administratorPassword() {
        return url.password();
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public void close() {}
}
