package health.careloop.senders;

import health.careloop.senders.SenderDraft.Mistake;
import health.careloop.senders.SenderRecord.SecretRecord;
import health.careloop.senders.SenderView.Said;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** What the senders' screens show in their every state. Nobody in it is real. */
public final class SenderSamples {
    private static final Instant NOW = Instant.parse("2026-11-20T18:42:10Z");
    private static final String ADDRESS = "https://careloop.praxis-linden.example/api/mirth-webhook";

    private SenderSamples() {}

    private static SenderRecord sender(
            int number,
            String name,
            boolean active,
            Dialect dialect,
            List<String> addresses,
            List<SecretRecord> secrets) {
        return new SenderRecord(
                new UUID(0x0190_0000_0000_7000L, 0x8000_0000_0000_0000L + number),
                name,
                "clk_0123456789abcdef0123456789abcde" + number,
                active,
                dialect,
                addresses,
                3,
                NOW.minus(Duration.ofDays(90)),
                secrets);
    }

    private static SecretRecord secret(int number, int daysLeft, long uses) {
        return new SecretRecord(
                number,
                NOW.minus(Duration.ofDays(90)),
                daysLeft == 0 ? null : NOW.plus(Duration.ofDays(daysLeft)),
                uses,
                uses == 0 ? null : NOW.minusSeconds(40));
    }

    private static final SenderRecord LABORATORY = sender(
            1,
            "Labor Musterstadt",
            true,
            Dialect.STANDARD_WEBHOOKS,
            List.of("192.0.2.0/24", "2001:db8::/32"),
            List.of(secret(3, 0, 12), secret(2, 5, 48_211), secret(1, -20, 130_002)));

    public static SenderListView list() {
        return new SenderListView(
                List.of(
                        LABORATORY,
                        sender(
                                2,
                                "Kliniklabor Nord",
                                false,
                                Dialect.STANDARD_WEBHOOKS,
                                List.of(),
                                List.of(secret(1, 0, 0))),
                        sender(
                                3,
                                "\"><script>alert(1)</script> Ümläut",
                                true,
                                Dialect.TIMESTAMP_SIGNATURE,
                                List.of("192.0.2.7"),
                                List.of(secret(1, 0, 7)))),
                NOW,
                true,
                "",
                Set.of());
    }

    public static SenderListView none() {
        return new SenderListView(List.of(), NOW, true, "", Set.of(Mistake.NAME_MISSING));
    }

    public static SenderView one() {
        return view(draft(LABORATORY), Set.of(), Said.SAVED, null, true);
    }

    public static SenderView made() {
        return view(draft(LABORATORY), Set.of(), null, "whsec_Tm90QVNlY3JldEJ1dEFzTG9uZ0FzT25lQW5kQXNXaWRl", true);
    }

    public static SenderView wrong() {
        return view(
                new SenderDraft("", Dialect.TIMESTAMP_SIGNATURE, List.of("labor.example", "192.0.2.7/24"), false),
                Set.of(Mistake.NAME_MISSING, Mistake.ADDRESS_UNREADABLE),
                null,
                null,
                true);
    }

    public static SenderView onlyToLookAt() {
        return view(draft(LABORATORY), Set.of(), null, null, false);
    }

    private static SenderDraft draft(SenderRecord sender) {
        return new SenderDraft(sender.name(), sender.dialect(), sender.addresses(), sender.active());
    }

    private static SenderView view(
            SenderDraft draft, Set<Mistake> mistakes, Said said, String made, boolean changeable) {
        return new SenderView(LABORATORY, draft, mistakes, said, made, ADDRESS, NOW, changeable);
    }
}
