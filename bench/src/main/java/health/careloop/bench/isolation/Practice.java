package health.careloop.bench.isolation;

import health.careloop.bench.HttpConnection;
import health.careloop.bench.SenderKey;
import health.careloop.tenancy.Tenant;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** One of the two tenants: furnished with patients, results and messages nobody else's words appear in. */
final class Practice {
    private static final int REPORTS = 5;

    private final Installation installation;
    private final Tenant tenant;
    private final SenderKey sender;
    private final List<Letter> letters;
    private final String mark;

    /** @param mark a word that stands in everything this tenant has, and nowhere else */
    Practice(Installation installation, String slug, String mark, RandomGenerator random) {
        this.installation = installation;
        this.mark = mark;
        this.tenant = installation.tenant(slug, "Praxis " + mark);
        this.sender = installation.sender(tenant, "Labor " + mark);
        this.letters = random.ints(REPORTS, 10_000_000, 99_999_999)
                .mapToObj(number -> new Letter(
                        mark + (char) ('a' + number % 26) + (char) ('a' + number / 26 % 26),
                        Integer.toString(number),
                        "Labor " + mark,
                        "Hinweis " + mark))
                .toList();
    }

    Tenant tenant() {
        return tenant;
    }

    UUID id() {
        return tenant.id().value();
    }

    SenderKey sender() {
        return sender;
    }

    /** The laboratory sends, the server files and renders. */
    void receiveReports() throws IOException {
        try (HttpConnection connection = new HttpConnection(installation.port())) {
            for (Letter letter : letters) {
                SignedMessage message = SignedMessage.of(sender, letter);
                HttpConnection.Answer answer = connection.exchange(message.request(), message.request().length);
                if (answer.status() != 202) {
                    throw new IllegalStateException("A report was answered " + answer.status() + ": " + answer.text());
                }
            }
        }
        installation.awaitQuiet(id());
        plantAttachment();
    }

    /** LDT 2 encloses nothing, so the row is put there. */
    private void plantAttachment() {
        installation.database().sql("""
                        insert into pooled.attachments (tenant_id, result_id, id, name, media_type, size_bytes, content)
                        select tenant_id, id, gen_random_uuid(), ?, 'application/pdf', 1, '\\x00'
                        from pooled.results where tenant_id = ?
                        """).params(mark + ".pdf", id()).update();
    }

    Holdings holdings() {
        Map<Subject, List<String>> ids = new EnumMap<>(Subject.class);
        ids.put(Subject.TENANT, List.of(id().toString()));
        ids.put(Subject.PATIENT, idsIn("pooled.patients"));
        ids.put(Subject.RESULT, idsIn("pooled.results"));
        ids.put(Subject.MESSAGE, idsIn("loop.messages"));
        ids.put(Subject.ATTACHMENT, idsIn("pooled.attachments"));
        ids.put(Subject.SENDER, List.of(sender.keyId()));
        ids.put(Subject.SLUG, List.of(tenant.slug()));
        ids.put(Subject.NAME, letters.stream().map(Letter::familyName).toList());
        ids.put(Subject.ORDER, letters.stream().map(Letter::orderNumber).toList());
        return new Holdings(sender, ids);
    }

    /** The word nobody else may see. */
    String mark() {
        return mark;
    }

    private List<String> idsIn(String table) {
        List<String> ids = installation
                .database()
                .sql("select id from " + table + " where tenant_id = ? order by id")
                .param(id())
                .query((row, number) -> row.getObject(1, UUID.class).toString())
                .list();
        if (ids.isEmpty()) {
            throw new IllegalStateException("Nothing of " + tenant.slug() + " arrived in " + table);
        }
        return ids;
    }
}
