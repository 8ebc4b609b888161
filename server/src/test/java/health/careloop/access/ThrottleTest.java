package health.careloop.access;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.TestServer;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ThrottleTest {
    private static final String HERE = "192.0.2.10";

    private final TestServer server = TestServer.shared();
    private final Throttle throttle = server.bean(Throttle.class);
    private final String email = UUID.randomUUID() + "@example.org";

    @Test
    void slowsDownWhoGuessesAndNobodyElse() {
        for (int i = 0; i < 5; i++) {
            assertThat(throttle.tryOnce(email, HERE)).as("try " + i).isEmpty();
        }

        assertThat(throttle.tryOnce(email, "192.0.2.77")).as("the same network").isPresent();
        assertThat(throttle.tryOnce(email, "198.51.100.1")).as("from elsewhere").isEmpty();
        assertThat(throttle.tryOnce(UUID.randomUUID() + "@example.org", HERE))
                .as("somebody else")
                .isEmpty();
    }

    @Test
    void waitsDoubleUpToAQuarterOfAnHourAndEnd() {
        throttle.tryOnce(email, HERE);
        for (int failures : new int[] {5, 6, 8, 12, 19, 50}) {
            long expected = Math.min(900, 1L << Math.min(failures - 5, 15));
            server.database()
                    .sql(
                            "update control.sign_in_failures set failures = ?, last_at = clock_timestamp() where account_hash = ?")
                    .params(failures, Digests.hash("account|" + email))
                    .update();
            Duration wait = throttle.tryOnce(email, HERE).orElseThrow();
            assertThat(wait.toSeconds()).as(failures + " failures").isBetween(Math.max(1, expected - 3), expected);
        }
        server.database()
                .sql(
                        "update control.sign_in_failures set last_at = last_at - interval '15 minutes' where account_hash = ?")
                .param(Digests.hash("account|" + email))
                .update();
        assertThat(throttle.tryOnce(email, HERE)).isEmpty();
    }

    @Test
    void aHundredAtOnceAreNotOne() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var tries = threads.invokeAll(IntStream.range(0, 100)
                    .mapToObj(i -> (Callable<Boolean>)
                            () -> throttle.tryOnce(email, HERE).isEmpty())
                    .toList());
            long admitted = 0;
            for (var attempt : tries) {
                admitted += attempt.get() ? 1 : 0;
            }
            assertThat(admitted).isBetween(5L, 7L);
        }
    }

    @Test
    void successForgets() {
        for (int i = 0; i < 5; i++) {
            throttle.tryOnce(email, HERE);
        }
        throttle.succeeded(email, HERE);

        assertThat(throttle.tryOnce(email, HERE)).isEmpty();
    }

    @Test
    void aNetworkIsWhatOneCustomerGets() {
        assertThat(Throttle.network("192.0.2.10")).isEqualTo(Throttle.network("192.0.2.200"));
        assertThat(Throttle.network("192.0.2.10")).isNotEqualTo(Throttle.network("192.0.3.10"));
        assertThat(Throttle.network("2001:db8:1:2::1")).isEqualTo(Throttle.network("2001:db8:1:3::9"));
        assertThat(Throttle.network("[fe80::1%eth0]")).isNotEqualTo("unknown");
        assertThat(Throttle.network("nonsense")).isEqualTo("unknown");
        assertThat(Throttle.network(null)).isEqualTo("unknown");
    }
}
