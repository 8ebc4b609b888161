package health.careloop.bench.isolation;

import health.careloop.access.Role;
import health.careloop.bench.HttpConnection;
import health.careloop.bench.SenderKey;
import health.careloop.keys.Place;
import health.careloop.tenancy.Tenant;
import health.careloop.tenancy.Tier;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** One of the two tenants: furnished with patients, results and messages nobody else's words appear in. */
final class Practice {
    private static final int REPORTS = 5;
    private static final String BAIT = "Lockvogel";

    private final Installation installation;
    private final Tier tier;
    private final Tenant tenant;
    private final Home home;
    private final SenderKey sender;
    private final UUID idleSender;
    private final RandomGenerator random;
    private final String mark;
    private final List<Letter> letters = new ArrayList<>();
    private final List<Letter> baits = new ArrayList<>();

    /** @param mark a word that stands in everything this tenant has, and nowhere else */
    Practice(Installation installation, String mark, Tier tier, RandomGenerator random) {
        this.installation = installation;
        this.mark = mark;
        this.tier = tier;
        this.tenant = installation.tenant(mark.toLowerCase(Locale.ROOT), "Praxis " + mark, tier);
        this.home = installation.home(tenant.id());
        this.sender = installation.sender(tenant, "Labor " + mark);
        this.idleSender = installation.idleSender(tenant, "Labor " + mark);
        this.random = random;
    }

    Tenant tenant() {
        return tenant;
    }

    Tier tier() {
        return tier;
    }

    Home home() {
        return home;
    }

    UUID id() {
        return tenant.id().value();
    }

    SenderKey sender() {
        return sender;
    }

    /** The laboratory sends a few, the server files and renders them. */
    void receiveReports() throws IOException {
        try (HttpConnection connection = new HttpConnection(installation.port())) {
            for (int i = 0; i <= REPORTS; i++) {
                Letter letter = i < REPORTS ? letter(mark) : letter(BAIT);
                (i < REPORTS ? letters : baits).add(letter);
                SignedMessage message = SignedMessage.of(sender, letter);
                HttpConnection.Answer answer = connection.exchange(message.request(), message.request().length);
                if (answer.status() != 202) {
                    throw new IllegalStateException("A report was answered " + answer.status() + ": " + answer.text());
                }
            }
        }
        installation.awaitQuiet(tenant.id());
        plantAttachments();
        installation.member(
                tenant.id(), Role.NURSE, "pflege@" + tenant.slug() + ".example", "Pflege " + mark, Attackers.PASSWORD);
    }

    private Letter letter(String name) {
        int number = random.nextInt(10_000_000, 100_000_000);
        String familyName = name + (char) ('a' + number % 26) + (char) ('a' + number / 26 % 26);
        return new Letter(familyName, Integer.toString(number), "Labor " + mark, "Hinweis " + mark);
    }

    /** LDT 2 encloses nothing, so the rows are put there, sealed as the server would. */
    private void plantAttachments() {
        for (String result : idsIn(home.table("results"))) {
            UUID id = UUID.randomUUID();
            byte[] content = ("%PDF-1.4 " + mark).getBytes(StandardCharsets.US_ASCII);
            home.database()
                    .sql("insert into " + home.table("attachments")
                            + " (tenant_id, result_id, id, name, media_type, size_bytes, content)"
                            + " values (?, ?, ?, ?, 'application/pdf', ?, ?)")
                    .params(
                            id(),
                            UUID.fromString(result),
                            id,
                            installation.seal(
                                    tenant.id(),
                                    new Place("attachments", "name", id),
                                    (mark + ".pdf").getBytes(StandardCharsets.UTF_8)),
                            content.length,
                            installation.seal(tenant.id(), new Place("attachments", "content", id), content))
                    .update();
        }
    }

    Holdings holdings() {
        Map<Subject, List<String>> ids = new EnumMap<>(Subject.class);
        ids.put(Subject.TENANT, List.of(id().toString()));
        ids.put(Subject.PATIENT, idsIn(home.table("patients")));
        ids.put(Subject.RESULT, idsIn(home.table("results")));
        ids.put(Subject.MESSAGE, idsIn("loop.messages"));
        ids.put(Subject.ATTACHMENT, idsIn(home.table("attachments")));
        ids.put(
                Subject.PERSON,
                installation
                        .database()
                        .sql("select person_id from control.memberships where tenant_id = ? and role = 'NURSE'")
                        .param(id())
                        .query((row, number) -> row.getObject(1, UUID.class).toString())
                        .list());
        ids.put(Subject.SENDER, List.of(sender.keyId()));
        ids.put(Subject.SENDER_RECORD, List.of(idleSender.toString()));
        ids.put(Subject.SECRET_NUMBER, List.of(Integer.toString(Installation.SECRET_NUMBER)));
        ids.put(Subject.SLUG, List.of(tenant.slug()));
        ids.put(Subject.NAME, letters.stream().map(Letter::familyName).toList());
        ids.put(Subject.BAIT_NAME, baits.stream().map(Letter::familyName).toList());
        ids.put(Subject.BAIT_ORDER, baits.stream().map(Letter::orderNumber).toList());
        return new Holdings(sender, ids);
    }

    /** The word nobody else may see. */
    String mark() {
        return mark;
    }

    private List<String> idsIn(String table) {
        List<String> ids = home.database()
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
