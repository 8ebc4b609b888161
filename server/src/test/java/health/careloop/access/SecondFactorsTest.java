package health.careloop.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.careloop.TestServer;
import health.careloop.TestServer.Somebody;
import health.careloop.keys.PlatformSecrets;
import health.careloop.keys.SealBrokenException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SecondFactorsTest {
    private static final String HERE = "192.0.2.10";
    private static final int MANY = 50;

    private final TestServer server = TestServer.shared();
    private final SecondFactors factors = server.bean(SecondFactors.class);
    private final Somebody doctor = server.person(server.createTenant(), Role.DOCTOR);
    private final Totp totp = Totp.random();

    @Test
    void aFactorIsThereOnceACodeOfItWasSeen() {
        Instant now = Instant.now();
        String wrong = totp.codeAt(now.minusSeconds(3600));

        assertThat(factors.enrol(doctor.id(), totp, wrong)).isFalse();
        assertThat(factors.has(doctor.id())).isFalse();
        assertThat(factors.enrol(doctor.id(), totp, totp.codeAt(now))).isTrue();
        assertThat(factors.has(doctor.id())).isTrue();
        assertThat(factors.accept(doctor.id(), totp.codeAt(now), now))
                .as("the code that enrolled is used up")
                .isFalse();
        assertThat(factors.accept(doctor.id(), totp.codeAt(now.plusSeconds(30)), now))
                .isTrue();
        Totp other = Totp.random();
        assertThat(factors.enrol(doctor.id(), other, other.codeAt(Instant.now())))
                .as("nobody replaces the factor that is there")
                .isFalse();
    }

    @Test
    void aCodeIsGoodOnceAndAnOlderOneNoLonger() {
        Instant now = Instant.now();
        factors.give(doctor.id(), totp);

        assertThat(factors.accept(doctor.id(), totp.codeAt(now.plusSeconds(30)), now))
                .isTrue();
        assertThat(factors.accept(doctor.id(), totp.codeAt(now.plusSeconds(30)), now))
                .isFalse();
        assertThat(factors.accept(doctor.id(), totp.codeAt(now), now)).isFalse();
        assertThat(factors.accept(doctor.id(), totp.codeAt(now.plusSeconds(30)), now.plusSeconds(30)))
                .isFalse();
        assertThat(factors.accept(doctor.id(), totp.codeAt(now.plusSeconds(60)), now.plusSeconds(60)))
                .isTrue();
    }

    @Test
    void ofFiftyWhoBringTheSameCodeOneIsLetIn() throws Exception {
        factors.give(doctor.id(), totp);
        Instant now = Instant.now();
        String code = totp.codeAt(now);

        assertThat(letIn(() -> factors.accept(doctor.id(), code, now))).isEqualTo(1);
        assertThat(letIn(() -> factors.check(doctor.id(), code, HERE) instanceof SecondFactors.Check.Right))
                .as("and nobody of the next fifty")
                .isZero();
    }

    /** The control: read first, write afterwards, as it is often done. */
    @Test
    void readingTheStepBeforeWritingItLetsInMoreThanOne() throws Exception {
        AtomicLong last = new AtomicLong();
        CountDownLatch everybodyHasRead = new CountDownLatch(MANY);
        Callable<Boolean> naive = () -> {
            boolean fresh = last.get() < 7;
            everybodyHasRead.countDown();
            everybodyHasRead.await();
            last.set(7);
            return fresh;
        };

        assertThat(letIn(naive)).isEqualTo(MANY);
    }

    private static long letIn(Callable<Boolean> attempt) throws Exception {
        long letIn = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var each : threads.invokeAll(
                    IntStream.range(0, MANY).mapToObj(i -> attempt).toList())) {
                letIn += each.get() ? 1 : 0;
            }
        }
        return letIn;
    }

    @Test
    void theSecretLiesSealedAndOpensForItsPersonAlone() {
        factors.give(doctor.id(), totp);
        Somebody nurse = server.person(doctor.tenant(), Role.NURSE);
        factors.give(nurse.id(), Totp.random());

        byte[] kept = secretOf(doctor);
        assertThat(new String(kept, StandardCharsets.ISO_8859_1))
                .doesNotContain(new String(totp.secret(), StandardCharsets.ISO_8859_1));
        assertThat(server.bean(PlatformSecrets.class).open(kept, "second-factor|" + doctor.id()))
                .isEqualTo(totp.secret());
        server.database()
                .sql("update control.second_factors set secret = ? where person_id = ?")
                .params(kept, nurse.id().value())
                .update();
        assertThatThrownBy(() -> factors.accept(nurse.id(), totp.codeAt(Instant.now()), Instant.now()))
                .isInstanceOf(SealBrokenException.class);
    }

    private byte[] secretOf(Somebody who) {
        return server.database()
                .sql("select secret from control.second_factors where person_id = ?")
                .param(who.id().value())
                .query(byte[].class)
                .single();
    }

    @Test
    void guessingFromManyNetworksIsGuessingFromOne() {
        factors.give(doctor.id(), totp);

        List<Boolean> admitted = IntStream.range(0, 40)
                .mapToObj(i -> factors.check(doctor.id(), "000000", "198.51." + i + ".1")
                        instanceof SecondFactors.Check.TooEarly)
                .map(tooEarly -> !tooEarly)
                .toList();

        assertThat(admitted.stream().filter(each -> each).count()).isBetween(5L, 7L);
    }

    @Test
    void whoIsWhereTheyAlwaysAreStillGetsInMeanwhile() {
        factors.give(doctor.id(), totp);
        server.bean(People.class).signedIn(doctor.id(), doctor.tenant().id(), HERE);
        for (int i = 0; i < 10; i++) {
            factors.check(doctor.id(), "000000", "198.51.100." + i);
        }

        assertThat(factors.check(doctor.id(), totp.codeAt(Instant.now()), "198.51.100.1"))
                .as("the right code from elsewhere waits as well")
                .isInstanceOf(SecondFactors.Check.TooEarly.class);
        assertThat(factors.check(doctor.id(), totp.codeAt(Instant.now()), HERE))
                .isInstanceOf(SecondFactors.Check.Right.class);
    }

    @Test
    void everyCodeIsInTheTrailAndNoneIsReadableThere() {
        factors.give(doctor.id(), totp);
        String code = totp.codeAt(Instant.now());
        factors.check(doctor.id(), "000000", HERE);
        factors.check(doctor.id(), code, HERE);

        List<String> trail = server.database()
                .sql("""
                        select action || ' ' || outcome || ' ' || metadata from control.audit_stage
                        where resource_id = ? order by at, id
                        """)
                .param(doctor.id().toString())
                .query(String.class)
                .list();
        assertThat(trail)
                .containsExactlyElementsOf(
                        Arrays.asList("second_factor_used failure {}", "second_factor_used success {}"));
    }

    @Test
    void whoHasNoneIsNeverLetInByACode() {
        assertThat(factors.check(doctor.id(), "000000", HERE)).isInstanceOf(SecondFactors.Check.Wrong.class);
        assertThat(factors.check(new PersonId(java.util.UUID.randomUUID()), "000000", HERE))
                .isInstanceOf(SecondFactors.Check.Wrong.class);
    }
}
