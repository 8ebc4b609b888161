package health.careloop.postgres;

import java.util.Map;

/** Somebody else's PostgreSQL, named by {@code CARELOOP_DATABASE_URL}; closing it changes nothing there. */
public final class ExternalPostgres implements DatabaseServer {
    /** The variable, and the name platforms give it; ours wins. */
    private static final String VARIABLE = "CARELOOP_DATABASE_URL";

    private static final String ALIAS = "DATABASE_URL";

    private final DatabaseUrl url;
    private final String version;

    private ExternalPostgres(DatabaseUrl url) {
        this.url = url;
        // Statement logging is the owner's decision there; surviving a crash is not.
        this.version = CrashSafety.require(jdbcUrl(url.database()), url.user(), url.password());
        requireKnown(version);
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
