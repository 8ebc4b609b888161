package health.careloop.postgres;

/** A PostgreSQL server the application may use as administrator; embedded, or somebody else's. */
public sealed interface DatabaseServer extends AutoCloseable permits EmbeddedPostgres, ExternalPostgres {

    String jdbcUrl(String database);

    /** Where the administrator signs in to do what concerns the whole server. */
    String maintenanceDatabase();

    /** The superuser of the embedded server; the user of {@code CARELOOP_DATABASE_URL} otherwise. */
    String administrator();

    String administratorPassword();

    /** As the server says it, for instance {@code 18.6}. */
    String version();

    @Override
    void close();
}
