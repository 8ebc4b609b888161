package health.careloop.senders;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.Client;
import health.careloop.Samples;
import health.careloop.TestServer;
import health.careloop.tenancy.Tenant;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a tenant says of a sender holds at the door: how it signs, from where it posts, and with which secret. */
class SenderAtTheDoorTest {
    private static final byte[] GOOD = Samples.read("Z01L2SYN_iso-8859-15.LDT");
    private static final String DOOR = "/api/mirth-webhook";

    private final TestServer server = TestServer.shared();
    private final Senders senders = server.bean(Senders.class);
    private Tenant practice;

    @BeforeEach
    void open() {
        practice = server.createTenant();
    }

    @Test
    void theKeyMayStandInTheAddress() {
        NewSender sender = senders.create(practice.id(), "Labor Beispiel");

        assertThat(standard(sender, UUID.randomUUID().toString())
                        .post(DOOR + "/" + sender.keyId(), GOOD, "text/plain")
                        .status())
                .isEqualTo(202);
        assertThat(standard(sender, UUID.randomUUID().toString())
                        .with("X-Careloop-Key", sender.keyId())
                        .post(DOOR + "/" + sender.keyId(), GOOD, "text/plain")
                        .status())
                .isEqualTo(202);
        // Two places that name two senders name nobody.
        NewSender other = senders.create(practice.id(), "Labor Anders");
        assertThat(standard(sender, UUID.randomUUID().toString())
                        .with("X-Careloop-Key", sender.keyId())
                        .post(DOOR + "/" + other.keyId(), GOOD, "text/plain")
                        .problem())
                .isEqualTo("signature-not-valid");
    }

    @Test
    void timeAndSha256SignTheBytesAndTheSameBytesAreTheSameMessage() throws Exception {
        NewSender sender = senders.create(
                practice.id(), new SenderDraft("Labor Alt", Dialect.TIMESTAMP_SIGNATURE, List.of(), true));

        Client.Answer first = plain(sender, 0).post(DOOR, GOOD, "text/plain");
        Client.Answer again = plain(sender, 1).post(DOOR, GOOD, "text/plain");

        assertThat(first.status()).as(first.text()).isEqualTo(202);
        assertThat(again.json().path("messageId").asString())
                .isEqualTo(first.json().path("messageId").asString());
        assertThat(messages()).isEqualTo(1);
        assertThat(plain(sender, 301).post(DOOR, GOOD, "text/plain").status()).isEqualTo(401);
        byte[] flipped = GOOD.clone();
        flipped[100] ^= 1;
        assertThat(plain(sender, 0).post(DOOR, flipped, "text/plain").status()).isEqualTo(401);
        // It signs in its own dialect and in no other, and not in two at once.
        assertThat(standard(sender, "msg_1")
                        .with("X-Careloop-Key", sender.keyId())
                        .post(DOOR, GOOD, "text/plain")
                        .status())
                .isEqualTo(401);
        assertThat(plain(sender, 0)
                        .with("webhook-signature", "v1,AAAA")
                        .post(DOOR, GOOD, "text/plain")
                        .status())
                .isEqualTo(401);
    }

    @Test
    void whoPostsFromElsewhereIsToldSoBeforeAnyByteIsRead() {
        NewSender here = senders.create(
                practice.id(), new SenderDraft("Hier", Dialect.STANDARD_WEBHOOKS, List.of("127.0.0.0/8", "::1"), true));
        NewSender elsewhere = senders.create(
                practice.id(), new SenderDraft("Woanders", Dialect.STANDARD_WEBHOOKS, List.of("192.0.2.0/24"), true));

        assertThat(post(here).status()).isEqualTo(202);
        Client.Answer refused = standard(elsewhere, "msg_1")
                .with("X-Careloop-Key", elsewhere.keyId())
                .with("X-Forwarded-For", "192.0.2.7")
                .with("Forwarded", "for=192.0.2.7")
                .post(DOOR, GOOD, "text/plain");

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.problem()).isEqualTo("address-not-allowed");
        assertThat(refused.json().path("error").asString()).isEqualTo("IP not allowed");
        assertThat(messages()).isEqualTo(1);
    }

    @Test
    void twoSecretsHoldSideBySideUntilTheOldOneEndsAndEachCountsItsMessages() {
        NewSender first = senders.create(practice.id(), "Labor Beispiel");
        NewSender second = senders.renewSecret(practice.id(), first.id(), Duration.ofDays(7))
                .orElseThrow();

        assertThat(post(first).status()).isEqualTo(202);
        assertThat(post(second).status()).isEqualTo(202);
        assertThat(post(second).status()).isEqualTo(202);
        server.bean(SecretUses.class).write();
        SenderRecord record = senders.find(practice.id(), first.id()).orElseThrow();
        assertThat(record.secrets())
                .extracting(SenderRecord.SecretRecord::number, SenderRecord.SecretRecord::uses)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(2, 2L), org.assertj.core.groups.Tuple.tuple(1, 1L));
        assertThat(record.secrets().getLast().validUntil()).isNotNull();

        senders.endSecret(practice.id(), first.id(), 1);

        assertThat(post(first).status()).isEqualTo(401);
        assertThat(post(second).status()).isEqualTo(202);
    }

    @Test
    void aClosedSenderIsClosed() {
        NewSender sender = senders.create(practice.id(), "Labor Beispiel");
        assertThat(post(sender).status()).isEqualTo(202);

        senders.change(
                practice.id(),
                sender.id(),
                1,
                new SenderDraft("Labor Beispiel", Dialect.STANDARD_WEBHOOKS, List.of(), false));

        assertThat(post(sender).status()).isEqualTo(401);
    }

    private Client.Answer post(NewSender sender) {
        return standard(sender, "msg_" + UUID.randomUUID())
                .with("X-Careloop-Key", sender.keyId())
                .post(DOOR, GOOD, "text/plain");
    }

    private Client standard(NewSender sender, String id) {
        long now = Instant.now().getEpochSecond();
        return server.anonymous()
                .with("webhook-id", id)
                .with("webhook-timestamp", Long.toString(now))
                .with("webhook-signature", sender.signature(id, now, GOOD));
    }

    /** As a script of three lines would sign, {@code secondsAgo}. */
    private Client plain(NewSender sender, long secondsAgo) throws Exception {
        String timestamp = Long.toString(Instant.now().getEpochSecond() - secondsAgo);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(
                Base64.getDecoder().decode(sender.secret().substring("whsec_".length())), "HmacSHA256"));
        mac.update((timestamp + ".").getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        return server.anonymous()
                .with("X-Careloop-Key", sender.keyId())
                .with("X-Timestamp", timestamp)
                .with("X-Signature", "sha256=" + HexFormat.of().formatHex(mac.doFinal(GOOD)));
    }

    private int messages() {
        return server.database()
                .sql("select count(*) from loop.messages where tenant_id = ?")
                .param(practice.id().value())
                .query(Integer.class)
                .single();
    }
}
