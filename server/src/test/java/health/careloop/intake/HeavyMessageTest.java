package health.careloop.intake;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.Client;
import health.careloop.access.Role;
import health.careloop.ldt.HeapNeed;
import health.careloop.queue.WorkRoom;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Messages that would take more memory than there is, and many that take much: nobody else feels them. */
class HeavyMessageTest extends AtTheDoor {
    private static final int MOST_BYTES = 10 * 1024 * 1024;

    @Test
    void whatTheHeapMayNotHoldIsNotReadButADeadLetterThatSaysWhatToDo() {
        byte[] heavy = lines("x\n", MOST_BYTES);
        assertThat(HeapNeed.of(heavy)).isGreaterThan(server.bean(WorkRoom.class).heap());
        UUID message = lab.sends(heavy);

        Client doctor = server.withToken(server.person(practice, Role.DOCTOR));
        JsonNode english = doctor.get("/api/v1/messages/" + message).json();
        assertThat(english.path("state").asString()).isEqualTo("dead_letter");
        assertThat(english.path("reason").asString()).isEqualTo("too_long");
        assertThat(english.path("error").asString()).contains("must split the transmission");
        JsonNode fault = english.path("faults").path(0);
        assertThat(fault.path("rule").asString()).isEqualTo("BAS-SIZE");
        assertThat(fault.path("line").asInt()).isBetween(100_000, HeapNeed.lines(heavy));
        assertThat(doctor.with("Accept-Language", "de")
                        .get("/api/v1/messages/" + message)
                        .json()
                        .path("error")
                        .asString())
                .contains("muss die Übertragung teilen");
        assertThat(lab.asks(message).json().path("error").asString()).contains("must split the transmission");
        assertThat(server.database()
                        .sql(
                                "select reason || ' ' || attempts || ' ' || error from loop.dead_letters where tenant_id = ?")
                        .param(practice.id().value())
                        .query(String.class)
                        .single())
                .startsWith("too-long 1 The message has more lines or values than are read at once.");
        assertThat(doctor.get("/messages/" + message + "/original").bytes()).hasSize(heavy.length);
        assertThat(lab.stateOf(lab.sends(GOOD))).isEqualTo("filed");
    }

    @Test
    void manyHeavyOnesAtOnceAreReadOneAfterTheOtherAndAllEnd() {
        byte[] heavy = lines("0109999a\r\n", 5_000_000);
        assertThat(server.bean(WorkRoom.class).isHeavy(HeapNeed.of(heavy))).isTrue();
        List<UUID> messages = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            messages.add(lab.posts(heavy));
            messages.add(lab.posts(GOOD));
        }
        messages.forEach(lab::awaits);
        assertThat(messages)
                .allSatisfy(message -> assertThat(lab.stateOf(message)).isEqualTo("filed"));
    }

    /** A good report with a line repeated within it. */
    private static byte[] lines(String line, int bytes) {
        String good = new String(GOOD, StandardCharsets.ISO_8859_1);
        int at = good.indexOf("0158411Kalium");
        String more = line.repeat((bytes - good.length()) / line.length());
        return (good.substring(0, at) + more + good.substring(at)).getBytes(StandardCharsets.ISO_8859_1);
    }
}
