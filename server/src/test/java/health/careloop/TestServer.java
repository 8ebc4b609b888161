package health.careloop;

import health.careloop.access.Activations;
import health.careloop.access.PersonId;
import health.careloop.access.Role;
import health.careloop.access.SecondFactors;
import health.careloop.access.Totp;
import health.careloop.postgres.EmbeddedPostgres;
import health.careloop.senders.NewSender;
import health.careloop.senders.Senders;
import health.careloop.tenancy.DataFolder;
import health.careloop.tenancy.Databases;
import health.careloop.tenancy.TenancySettings;
import health.careloop.tenancy.Tenant;
import health.careloop.tenancy.Tenants;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.FileSystemUtils;

/**
 * The whole application on random ports, on its own PostgreSQL in a temporary data folder: started by the first test of
 * a JVM that asks, stopped when the JVM ends. Tests share it, so each makes its own tenants and people.
 */
public final class TestServer implements AutoCloseable {
    private static final String PASSWORD = "violet lantern under the quay";

    private static final class Shared {
        static final TestServer SERVER = start();
    }

    private final Path home;
    private final EmbeddedPostgres postgres;
    private final Databases databases;
    private final ConfigurableApplicationContext context;
    private final Map<PersonId, Totp> factors = new ConcurrentHashMap<>();

    private TestServer(
            Path home, EmbeddedPostgres postgres, Databases databases, ConfigurableApplicationContext context) {
        this.home = home;
        this.postgres = postgres;
        this.databases = databases;
        this.context = context;
    }

    public static TestServer shared() {
        return Shared.SERVER;
    }

    private static TestServer start() {
        TestServer server = with();
        Runtime.getRuntime().addShutdownHook(new Thread(server::close, "test-server-stop"));
        return server;
    }

    /** One of the test's own, with other settings; the test closes it. */
    public static TestServer with(String... settings) {
        try {
            Path home = Files.createTempDirectory("careloop-test");
            EmbeddedPostgres postgres = EmbeddedPostgres.start(home, line -> {});
            Files.createDirectories(home.resolve("secrets"));
            Files.writeString(
                    home.resolve("secrets/cells.properties"),
                    "down=jdbc:postgresql://127.0.0.1:1/postgres?user=nobody&password=nothing\n"
                            + "spare=jdbc:postgresql://127.0.0.1:1/postgres?user=nobody&password=nothing\n");
            Databases databases = Databases.open(() -> postgres, home, TenancySettings.of(6, 4, 6, 4));
            ConfigurableApplicationContext context = new SpringApplicationBuilder(Careloop.class)
                    .profiles("test")
                    .initializers(starting -> {
                        starting.getBeanFactory().registerSingleton("databases", databases);
                        starting.getBeanFactory().registerSingleton("dataFolder", new DataFolder(home));
                    })
                    .run(Stream.concat(
                                    Stream.of(
                                            "--server.port=0",
                                            "--management.server.port=0",
                                            "--careloop.provisioning.self-service=true",
                                            "--careloop.access.kept-password-letters=true"),
                                    Stream.of(settings))
                            .toArray(String[]::new));
            return new TestServer(home, postgres, databases, context);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        context.close();
        databases.close();
        postgres.close();
        try {
            FileSystemUtils.deleteRecursively(home);
        } catch (IOException e) {
            // A temporary folder left behind.
        }
    }

    /** Where the application answers, without a slash at the end. */
    public String url() {
        return "http://localhost:" + context.getEnvironment().getRequiredProperty("local.server.port");
    }

    /** Where metrics and health answer. */
    public String metricsUrl() {
        return "http://localhost:" + context.getEnvironment().getRequiredProperty("local.management.port");
    }

    public Path home() {
        return home;
    }

    public EmbeddedPostgres postgres() {
        return postgres;
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** Somebody with a login, and with this password; whoever runs the installation has a second factor as well. */
    public record Somebody(PersonId id, String email, String password, Tenant tenant, Role role) {}

    /** A new member of the tenant, invited and activated as anybody is. */
    public Somebody person(Tenant tenant, Role role) {
        Activations activations = bean(Activations.class);
        String email = UUID.randomUUID().toString().substring(0, 12) + "@example.org";
        String token = activations.invite(email, tenant.id(), role);
        String name = "Dr. " + email.substring(0, 8);
        return switch (activations.accept(token, name, PASSWORD)) {
            case Activations.Outcome.Accepted accepted -> {
                Somebody somebody = new Somebody(accepted.person(), email, PASSWORD, tenant, role);
                if (role == Role.PLATFORM_OPERATOR) {
                    enrol(somebody);
                }
                yield somebody;
            }
            case Activations.Outcome refused -> throw new IllegalStateException(refused.toString());
        };
    }

    /** Gives somebody a second factor, whose codes {@link #signIn} and {@link #withToken} then send. */
    public void enrol(Somebody who) {
        bean(SecondFactors.class).give(who.id(), factors.computeIfAbsent(who.id(), id -> Totp.random()));
    }

    /** Signs in with the password alone again. */
    public void forgetFactor(Somebody who) {
        factors.remove(who.id());
    }

    /** A code that will be taken: for the test no time has passed since the one before, and each is good once. */
    public String code(Somebody who) {
        database()
                .sql("update control.second_factors set last_step = 0 where person_id = ?")
                .param(who.id().value())
                .update();
        return Objects.requireNonNull(factors.get(who.id())).codeAt(Instant.now());
    }

    private Map<String, String> credentials(Somebody who) {
        Map<String, String> credentials = new HashMap<>(Map.of("email", who.email(), "password", who.password()));
        if (factors.containsKey(who.id())) {
            credentials.put("code", code(who));
        }
        return credentials;
    }

    /** Nobody. */
    public Client anonymous() {
        return new Client(url());
    }

    /** With a browser's session. */
    public Client signIn(Somebody who) {
        Client client = anonymous();
        Client.Answer answer = client.post("/api/v1/auth/sessions", credentials(who));
        if (answer.status() != 200) {
            throw new IllegalStateException(answer.text());
        }
        return client.with("X-CSRF-Token", answer.json().path("csrfToken").asString());
    }

    /** With an access token. */
    public Client withToken(Somebody who) {
        Client client = anonymous();
        Client.Answer answer = client.post("/api/v1/auth/login", credentials(who));
        if (answer.status() != 200) {
            throw new IllegalStateException(answer.text());
        }
        return client.withBearer(answer.json().path("accessToken").asString());
    }

    /** As the superuser: what a test must see that no role of the application may. */
    public JdbcClient database() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(postgres.jdbcUrl("careloop"));
        source.setUser(postgres.administrator());
        source.setPassword(postgres.administratorPassword());
        return JdbcClient.create(source);
    }

    public ApplicationContext context() {
        return context;
    }

    /** As the superuser, on a connection of the test's own. */
    public Connection administrator() throws SQLException {
        return DriverManager.getConnection(
                postgres.jdbcUrl("careloop"), postgres.administrator(), postgres.administratorPassword());
    }

    /** A laboratory that may post for the tenant. */
    public Lab lab(Tenant tenant) {
        NewSender sender = bean(Senders.class).create(tenant.id(), "Labor Testberg");
        return new Lab(this, sender);
    }

    /** A tenant nobody else knows. */
    public Tenant createTenant() {
        String random = UUID.randomUUID().toString().substring(0, 12);
        return bean(Tenants.class).create("t-" + random, "Practice " + random, null);
    }
}
