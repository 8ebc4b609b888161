package health.careloop.intake;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.Client;
import health.careloop.Lab;
import health.careloop.Samples;
import health.careloop.TestServer;
import health.careloop.access.Role;
import health.careloop.tenancy.Tenant;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What must never happen at the door, and what becomes of messages that are not as they should be. */
class BadInputTest {
    private static final byte[] GOOD = Samples.read("Z01L2SYN_iso-8859-15.LDT");
    private static final byte[] ASCII = "no LDT at all".getBytes(StandardCharsets.US_ASCII);

    private final TestServer server = TestServer.shared();
    private Tenant practice;
    private Lab lab;

    @BeforeEach
    void open() {
        practice = server.createTenant();
        lab = server.lab(practice);
    }

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
        Signature signature = Signature.parse(
                        "msg_flip",
                        Long.toString(now),
                        lab.signature("msg_flip", now, ASCII),
                        Instant.ofEpochSecond(now))
                .orElseThrow();
        assertThat(signature.matches(ASCII, List.of(secret))).isTrue();
        for (int i = 0; i < 10_000; i++) {
            byte[] body = ASCII.clone();
            body[random.nextInt(body.length)] ^= (byte) (1 << random.nextInt(8));
            assertThat(signature.matches(body, List.of(secret))).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({"-301, 401", "-299, 202", "299, 202", "301, 401", "-100000000, 401"})
    void theTimestampMayBeFiveMinutesOff(long offset, int status) {
        long timestamp = Instant.now().getEpochSecond() + offset;
        assertThat(lab.post("msg_" + UUID.randomUUID(), timestamp, GOOD).status())
                .isEqualTo(status);
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
    void theSameIdWithTheSameBytesIsAnsweredTheSameAndWithOtherBytesRefused() {
        Client.Answer first = lab.post("msg_same", GOOD);
        Client.Answer again = lab.post("msg_same", GOOD);
        Client.Answer other = lab.post("msg_same", ASCII);

        assertThat(first.status()).isEqualTo(202);
        assertThat(again.status()).isEqualTo(202);
        assertThat(again.json()).isEqualTo(first.json());
        assertThat(other.status()).isEqualTo(422);
        assertThat(messages()).isEqualTo(1);
    }

    @Test
    void twoSendersMayUseTheSameId() {
        assertThat(lab.post("msg_same", GOOD).status()).isEqualTo(202);
        assertThat(server.lab(practice).post("msg_same", GOOD).status()).isEqualTo(202);
        assertThat(messages()).isEqualTo(2);
    }

    @Test
    void fiftyAtOnceWithTheSameIdAreOneMessage() throws Exception {
        Set<String> ids = ConcurrentHashMap.newKeySet();
        all(50, () -> {
            Client.Answer answer = lab.post("msg_race", GOOD);
            assertThat(answer.status()).isEqualTo(202);
            ids.add(answer.json().path("messageId").asString());
            return null;
        });
        assertThat(ids).hasSize(1);
        assertThat(messages()).isEqualTo(1);
    }

    @Test
    void aHundredPostsAtOnceAreAllAccepted() throws Exception {
        all(100, () -> {
            assertThat(lab.post("msg_" + UUID.randomUUID(), GOOD).status()).isEqualTo(202);
            return null;
        });
        assertThat(messages()).isEqualTo(100);
    }

    @Test
    void whatIsTooLongIsRefusedWhateverItSaysOfItself() throws IOException {
        byte[] long1 = new byte[10 * 1024 * 1024 + 1];
        assertThat(raw(long1, false)).startsWith("HTTP/1.1 413");
        assertThat(raw(long1, true)).startsWith("HTTP/1.1 413");
        assertThat(messages()).isZero();
        byte[] largest = new byte[10 * 1024 * 1024];
        assertThat(lab.post("msg_largest", largest).status()).isEqualTo(202);
    }

    @Test
    void compressedBodiesAreRefused() {
        Client.Answer answer = server.anonymous()
                .with("X-Careloop-Key", lab.sender().keyId())
                .with("Content-Encoding", "gzip")
                .post("/api/mirth-webhook", GOOD, "text/plain");
        assertThat(answer.status()).isEqualTo(415);
    }

    @ParameterizedTest
    @CsvSource({
        "BAD_truncated.LDT, dead, cut-off",
        "BAD_lf_only.LDT, filed,",
        "BAD_utf8_lengths.LDT, filed,",
        "BAD_wrong_9106_cp437.LDT, filed,",
        "BAD_concatenated.LDT, filed,",
        "BAD_missing_8100.LDT, filed,"
    })
    void everyDefectGetsAClearAnswerAndKeepsItsBytes(String file, String state, String reason) {
        byte[] bytes = Samples.read(file);
        UUID message = lab.sends(bytes);

        assertThat(lab.stateOf(message)).isEqualTo(state);
        Client doctor = server.withToken(server.person(practice, Role.DOCTOR));
        Client.Answer answer = doctor.get("/api/v1/messages/" + message);
        if (reason != null) {
            assertThat(answer.json().path("reason").asString()).isEqualTo(reason);
            assertThat(answer.json().path("error").asString())
                    .as("in English unless asked otherwise")
                    .startsWith("The transmission was interrupted");
            JsonNode german = doctor.with("Accept-Language", "de")
                    .get("/api/v1/messages/" + message)
                    .json();
            doctor.with("Accept-Language", null);
            assertThat(german.path("error").asString()).startsWith("Die Übertragung ist abgebrochen");
            assertThat(german.path("faults").path(0).path("sentence").asString())
                    .contains("Satzlänge");
        }
        assertThat(answer.json().path("faults").size()).isPositive();
        assertThat(doctor.get("/api/v1/messages/" + message + "/original").bytes())
                .isEqualTo(bytes);
    }

    @Test
    void umlautsSurviveEveryCharacterSet() {
        for (String file : List.of(
                "Z01L2SYN_iso-8859-15.LDT",
                "A01L2SYN_iso-8859-1.LDT",
                "X01L2SYN_cp437.LDT",
                "S01L2SYN_din66003.LDT",
                "BAD_utf8_lengths.LDT",
                "BAD_wrong_9106_cp437.LDT")) {
            Tenant own = server.createTenant();
            server.lab(own).sends(Samples.read(file));
            Client doctor = server.withToken(server.person(own, Role.DOCTOR));
            assertThat(doctor.get("/api/v1/results").text())
                    .as(file)
                    .contains("Müller-Test")
                    .contains("Jürgen");
        }
    }

    @Test
    void aWrongLengthIsADeadLetterWithTheLine() {
        String text = new String(GOOD, StandardCharsets.ISO_8859_1);
        byte[] wrong = text.replaceFirst("0158411Kalium", "0198411Kalium").getBytes(StandardCharsets.ISO_8859_1);
        UUID message = lab.sends(wrong);
        Client.Answer answer =
                server.withToken(server.person(practice, Role.DOCTOR)).get("/api/v1/messages/" + message);
        assertThat(answer.json().path("state").asString()).isEqualTo("dead_letter");
        assertThat(answer.json().path("reason").asString()).isEqualTo("damaged");
        int line = 1
                + (int) text.substring(0, text.indexOf("0158411Kalium"))
                        .chars()
                        .filter(c -> c == '\n')
                        .count();
        assertThat(answer.json().path("error").asString()).startsWith("Line " + line + " says it is 19 bytes long");
    }

    @Test
    void bytesThatAreNoLdtBecomeADeadLetterAndDelayNobody() {
        List<UUID> poison = new ArrayList<>();
        for (byte[] bytes : List.of(
                ASCII,
                new byte[] {0},
                "MSH|^~\\&|LAB|".getBytes(StandardCharsets.US_ASCII),
                "%PDF-1.7".getBytes(StandardCharsets.US_ASCII),
                "<ldt/>".getBytes(StandardCharsets.US_ASCII),
                new byte[] {0x1f, (byte) 0x8b, 8, 0})) {
            poison.add(lab.posts(bytes));
        }
        UUID good = lab.sends(GOOD);
        assertThat(lab.stateOf(good)).isEqualTo("filed");
        for (UUID message : poison) {
            lab.awaits(message);
            assertThat(lab.stateOf(message)).isEqualTo("dead");
        }
        assertThat(server.database()
                        .sql("select count(*) from loop.dead_letters where tenant_id = ? and reason = 'not-ldt'")
                        .param(practice.id().value())
                        .query(Integer.class)
                        .single())
                .isEqualTo(poison.size());
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

    @Test
    void anEmptyBodyIsRefused() {
        assertThat(lab.post("msg_empty", new byte[0]).status()).isEqualTo(400);
    }

    @Test
    void aMessageForAnotherPracticeIsHeldAndNothingOfItFiled() {
        Tenant other = server.createTenant();
        server.database()
                .sql("update control.tenants set bsnr = ? where id = ?")
                .params(
                        "9"
                                + UUID.randomUUID()
                                        .toString()
                                        .replaceAll("[^0-9]", "")
                                        .concat("00000000")
                                        .substring(0, 8),
                        other.id().value())
                .update();
        Lab lab = server.lab(other);
        UUID message = lab.sends(GOOD);
        assertThat(lab.stateOf(message)).isEqualTo("quarantined");
        assertThat(server.database()
                        .sql("select count(*) from pooled.results where message_id = ?")
                        .param(message)
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void storageInDoubtIsA503WithRetryAfterAndNeverA202() {
        server.database()
                .sql("revoke insert on loop.replays from careloop_ingest")
                .update();
        try {
            Client.Answer answer = lab.post("msg_doubt", GOOD);
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.header("retry-after")).isPresent();
            assertThat(messages()).isZero();
        } finally {
            server.database()
                    .sql("grant insert on loop.replays to careloop_ingest")
                    .update();
        }
        assertThat(lab.post("msg_doubt", GOOD).status()).isEqualTo(202);
    }

    @Test
    void acceptedIsAllOfItOrNothing() {
        server.database()
                .sql("revoke insert on loop.audit_stage from careloop_ingest")
                .update();
        try {
            assertThat(lab.post("msg_half", GOOD).status()).isEqualTo(503);
        } finally {
            server.database()
                    .sql("grant insert on loop.audit_stage to careloop_ingest")
                    .update();
        }
        for (String table : List.of("loop.messages", "loop.replays", "loop.jobs_ready", "loop.audit_stage")) {
            assertThat(server.database()
                            .sql("select count(*) from " + table + " where tenant_id = ?")
                            .param(practice.id().value())
                            .query(Integer.class)
                            .single())
                    .as(table)
                    .isZero();
        }
    }

    private Client.Answer post(String key, String id, long timestamp, String signature, byte[] body) {
        return server.anonymous()
                .with("X-Careloop-Key", key)
                .with("webhook-id", id)
                .with("webhook-timestamp", Long.toString(timestamp))
                .with("webhook-signature", signature)
                .post("/api/mirth-webhook", body, "text/plain");
    }

    /** The status line, also when the server answers and closes before it has read everything. */
    private String raw(byte[] body, boolean chunked) throws IOException {
        long now = Instant.now().getEpochSecond();
        String port = server.url().substring(server.url().lastIndexOf(':') + 1);
        try (Socket socket = new Socket("localhost", Integer.parseInt(port))) {
            socket.setSoTimeout(20_000);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.writeBytes(("POST /api/mirth-webhook HTTP/1.1\r\nHost: localhost\r\nX-Careloop-Key: "
                            + lab.sender().keyId() + "\r\nwebhook-id: msg_chunked\r\nwebhook-timestamp: " + now
                            + "\r\nwebhook-signature: " + lab.signature("msg_chunked", now, body)
                            + (chunked
                                    ? "\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
                                            + Integer.toHexString(body.length) + "\r\n"
                                    : "\r\nContent-Length: " + body.length + "\r\nConnection: close\r\n\r\n"))
                    .getBytes(StandardCharsets.US_ASCII));
            out.writeBytes(body);
            if (chunked) {
                out.writeBytes("\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            }
            try {
                socket.getOutputStream().write(out.toByteArray());
            } catch (IOException e) {
                // The server may answer and close before it has read everything.
            }
            byte[] head = new byte[64];
            int read = socket.getInputStream().read(head);
            return new String(Arrays.copyOf(head, Math.max(0, read)), StandardCharsets.US_ASCII);
        }
    }

    private int messages() {
        return server.database()
                .sql("select count(*) from loop.messages where tenant_id = ?")
                .param(practice.id().value())
                .query(Integer.class)
                .single();
    }

    private static void all(int count, Callable<?> work) throws Exception {
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                running.add(executor.submit(work));
            }
            for (Future<?> future : running) {
                future.get();
            }
        }
    }
}
