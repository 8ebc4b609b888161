package health.careloop.bench;

import health.careloop.tenancy.Tier;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;

/** Somebody who runs the installation and asks for tenants over HTTP. */
final class Operator implements AutoCloseable {
    /** How long one tenant took, by the server's own clock, in milliseconds. */
    record Made(double place, double saga) {}

    /** @param claim the step in which the run got its place from the stock */
    record Given(double claim, double saga) {}

    private static final Duration MADE_WITHIN = Duration.ofMinutes(5);
    private static final String SESSION = "0123456789abcdef0123456789abcdef";

    private final int port;
    private final ServerDatabase database;

    Operator(int port, ServerDatabase database) {
        this.port = port;
        this.database = database;
    }

    /** Signed in already, with a second factor: that is not what is measured. */
    void moveIn() {
        database.execute("""
                insert into control.tenants (id, slug, name, status) values ('%1$s', 'operator', 'Operator', 'ACTIVE');
                insert into control.people (id, email, name, password_hash, is_platform_operator)
                    values ('%1$s', 'operator@bench.example', 'Operator', '-', true);
                insert into control.memberships (person_id, tenant_id, role) values ('%1$s', '%1$s', 'ADMIN');
                insert into control.sessions (token_hash, person_id, tenant_id, csrf_token, second_factor_at, expires_at)
                    values (sha256(convert_to('%2$s', 'UTF8')), '%1$s', '%1$s', '%2$s', now(), now() + interval '12 hours');
                """.formatted(UUID.randomUUID(), SESSION));
    }

    /** One tenant, until it is active. */
    Made make(Tier tier) throws IOException {
        String slug = made(tier);
        return new Made(steps(slug, "l.step in ('CREATE_SCHEMA', 'RUN_MIGRATIONS')"), saga(slug));
    }

    /** One tenant, until it is active, whose place is in stock. */
    Given give(Tier tier) throws IOException {
        String slug = made(tier);
        double claim = steps(slug, "l.step = 'CREATE_SCHEMA' and l.result @> '{\"fromStock\": true}'");
        if (claim < 0) {
            throw new Benchmark.Unsound("A tenant was not given what is in stock");
        }
        return new Given(claim, saga(slug));
    }

    private String made(Tier tier) throws IOException {
        String slug = slug();
        post("/admin/tenants", 202, JsonMapper.shared().writeValueAsString(draft(slug, tier)));
        await(List.of(slug));
        return slug;
    }

    private double steps(String slug, String which) {
        return database.number("""
                select coalesce(sum(l.duration_ms), -1) from control.provisioning_logs l
                join control.provisioning_runs r on r.id = l.run_id join control.tenants t on t.id = r.tenant_id
                where t.slug = '%s' and %s
                """.formatted(slug, which));
    }

    private double saga(String slug) {
        return database.number("""
                select 1000 * extract(epoch from r.finished_at - r.created_at) from control.provisioning_runs r
                join control.tenants t on t.id = r.tenant_id where t.slug = '%s'
                """.formatted(slug));
    }

    /** Until there is enough of both in stock for the next ones. */
    void awaitStock(int each) {
        long deadline = System.nanoTime() + MADE_WITHIN.toNanos();
        while (database.count("""
                        select least(count(*) filter (where tier = 'SCHEMA'), count(*) filter (where tier = 'DATABASE'))
                        from control.blanks where state = 'READY'
                        """) < each) {
            if (System.nanoTime() > deadline) {
                throw new Benchmark.Unsound("The stock was not filled within " + MADE_WITHIN);
            }
            pause(50);
        }
    }

    /** So many pooled ones by one request, until all are active. @return seconds */
    double makeTogether(int tenants) throws IOException {
        List<String> slugs = IntStream.range(0, tenants).mapToObj(i -> slug()).toList();
        long begun = System.nanoTime();
        post(
                "/admin/tenants/batch",
                200,
                JsonMapper.shared()
                        .writeValueAsString(slugs.stream()
                                .map(slug -> draft(slug, Tier.POOLED))
                                .toList()));
        await(slugs);
        return (System.nanoTime() - begun) / 1e9;
    }

    /** Short: a thousand of them go into the 200 KB that any request may have. */
    private static String slug() {
        return "t" + UUID.randomUUID().toString().substring(24);
    }

    private static Map<String, String> draft(String slug, Tier tier) {
        return Map.of(
                "name",
                "Praxis " + slug,
                "slug",
                slug,
                "adminEmail",
                slug + "@bench.example",
                "adminFirstName",
                "Clara",
                "adminLastName",
                "Muster",
                "tier",
                tier.name().toLowerCase(Locale.ROOT));
    }

    private void post(String path, int expected, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        byte[] head = ("POST %s HTTP/1.1\r\nHost: localhost\r\nCookie: __Host-careloop=%s\r\nX-CSRF-Token: %s\r\n"
                        + "Content-Type: application/json\r\nContent-Length: %d\r\n\r\n")
                .formatted(path, SESSION, SESSION, body.length)
                .getBytes(StandardCharsets.US_ASCII);
        byte[] request = new byte[head.length + body.length];
        System.arraycopy(head, 0, request, 0, head.length);
        System.arraycopy(body, 0, request, head.length, body.length);
        try (HttpConnection connection = new HttpConnection(port)) {
            HttpConnection.Answer answer = connection.exchange(request, request.length);
            if (answer.status() != expected || answer.text().contains("\"refused\":\"")) {
                throw new Benchmark.Unsound(path + " was answered " + answer.status() + ": " + answer.text());
            }
        }
    }

    private void await(List<String> slugs) {
        List<String> quoted = new ArrayList<>(slugs.size());
        slugs.forEach(slug -> quoted.add("'" + slug + "'"));
        String of = "from control.provisioning_runs r join control.tenants t on t.id = r.tenant_id where t.slug in ("
                + String.join(", ", quoted) + ")";
        long deadline = System.nanoTime() + MADE_WITHIN.toNanos();
        while (database.count("select count(*) " + of + " and r.state = 'DONE'") < slugs.size()) {
            if (database.count("select count(*) " + of + " and r.state in ('STANDING', 'ROLLED_BACK')") > 0) {
                throw new Benchmark.Unsound("A tenant could not be made: see the server's log");
            }
            if (System.nanoTime() > deadline) {
                throw new Benchmark.Unsound("Tenants were not made within " + MADE_WITHIN);
            }
            pause(slugs.size() == 1 ? 2 : 50);
        }
    }

    private static void pause(long milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Benchmark.Unsound("Interrupted");
        }
    }

    @Override
    public void close() {
        database.close();
    }
}
