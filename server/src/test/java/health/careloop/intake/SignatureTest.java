package health.careloop.intake;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.Client;
import health.careloop.Lab;
import health.careloop.senders.Dialect;
import health.careloop.senders.Secret;
import health.careloop.senders.Sender;
import health.careloop.senders.Signature;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may post: only a sender of the tenant, with its own secret, now. */
class SignatureTest extends AtTheDoor {
    @Test
    void nothingIsAcceptedWithoutAValidSignature() {
        long now = Instant.now().getEpochSecond();
        String good = lab.signature("msg_1", now, GOOD);
        byte[] flipped = GOOD.clone();
        flipped[200] ^= 1;

        for (Client.Answer refused : List.of(
                post(lab.sender().keyId(), "msg_1", now, good, flipped),
                post(lab.sender().keyId(), "msg_2", now, good, GOOD),
                post(lab.sender().keyId(), "msg_1", now + 1, good, GOOD),
                post("clk_00000000000000000000000000000000", "msg_1", now, good, GOOD),
                post("", "msg_1", now, good, GOOD),
                post(lab.sender().keyId(), "msg_1", now, "", GOOD),
                post(lab.sender().keyId(), "msg_1", now, "v1,", GOOD),
                post(lab.sender().keyId(), "msg_1", now, "v1,!!!!", GOOD),
                post(lab.sender().keyId(), "msg_1", now, good.replace("v1,", "v2,"), GOOD),
                post(lab.sender().keyId(), "msg.1", now, lab.signature("msg.1", now, GOOD), GOOD),
                server.anonymous().post("/api/mirth-webhook", GOOD, "text/plain"))) {
            assertThat(refused.status()).isEqualTo(401);
            assertThat(refused.problem()).isEqualTo("signature-not-valid");
            assertThat(refused.json().path("success").asBoolean(true)).isFalse();
        }
        assertThat(messages()).isZero();
        // The control: the same door opens for the right one, also among several signatures.
        assertThat(post(lab.sender().keyId(), "msg_1", now, "v1,AAAA " + good, GOOD)
                        .status())
                .isEqualTo(202);
    }

    @Test
    void oneFlippedBitAnywhereIsRefused() {
        long now = Instant.now().getEpochSecond();
        Random random = new Random(7);
        byte[] secret =
                java.util.Base64.getDecoder().decode(lab.sender().secret().substring(6));
        Sender sender = new Sender(
                lab.sender().id(),
                practice.id(),
                "Labor",
                lab.sender().keyId(),
                Dialect.STANDARD_WEBHOOKS,
                List.of(),
                List.of(new Secret(1, secret)));
        Signature signature = Signature.parse(
                        "msg_flip",
                        Long.toString(now),
                        lab.signature("msg_flip", now, ASCII),
                        Instant.ofEpochSecond(now))
                .orElseThrow();
        assertThat(signature.signedWith(ASCII, sender)).isPresent();
        for (int i = 0; i < 10_000; i++) {
            byte[] body = ASCII.clone();
            body[random.nextInt(body.length)] ^= (byte) (1 << random.nextInt(8));
            assertThat(signature.signedWith(body, sender)).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"-330, 401", "-270, 202", "299, 202", "330, 401", "-100000000, 401"})
    void theTimestampMayBeFiveMinutesOff(long offset, int status) {
        long timestamp = Instant.now().getEpochSecond() + offset;
        assertThat(lab.post("msg_" + UUID.randomUUID(), timestamp, GOOD).status())
                .isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({"-301, false", "-300, true", "300, true", "301, false"})
    void fiveMinutesAreThreeHundredSeconds(long offset, boolean fresh) {
        Instant now = Instant.parse("2026-11-20T18:00:00Z");
        String timestamp = Long.toString(now.getEpochSecond() + offset);

        assertThat(Signature.parse("msg", timestamp, "v1,AAAA", now).isPresent())
                .isEqualTo(fresh);
        assertThat(Signature.parse(timestamp, "sha256=" + "0".repeat(64), now).isPresent())
                .isEqualTo(fresh);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "now", "-1", "1e9", "99999999999999999999", "١٢٣"})
    void aTimestampIsANumber(String timestamp) {
        assertThat(Signature.parse("msg", timestamp, "v1,AAAA", Instant.now())).isEmpty();
    }

    @Test
    void aSenderWithoutASecretHasNoOpenDoor() {
        Lab closed = server.lab(practice);
        server.database()
                .sql("update control.sender_secrets set valid_until = now() where sender_id = ?")
                .param(closed.sender().id())
                .update();
        assertThat(closed.post("msg_1", GOOD).status()).isEqualTo(401);
        // Signed with an empty key, as a system without a secret would.
        assertThat(messages()).isZero();
    }

    @Test
    void aSenderThatNamesAnotherTenantIsRefusedAndThatIsKept() {
        long now = Instant.now().getEpochSecond();
        Client.Answer answer = server.anonymous()
                .with("X-Careloop-Key", lab.sender().keyId())
                .with("webhook-id", "msg_other")
                .with("webhook-timestamp", Long.toString(now))
                .with("webhook-signature", lab.signature("msg_other", now, GOOD))
                .with("X-Tenant-ID", server.createTenant().id().toString())
                .post("/api/mirth-webhook", GOOD, "text/plain");
        assertThat(answer.status()).isEqualTo(403);
        assertThat(messages()).isZero();
        assertThat(server.database()
                        .sql(
                                "select count(*) from loop.audit_stage where tenant_id = ? and action = 'tenant_contradicted'")
                        .param(practice.id().value())
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }
}
