package health.careloop.intake;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.audit.Caller;
import health.careloop.patients.BirthDate;
import health.careloop.patients.Demographics;
import health.careloop.patients.Identifiers;
import health.careloop.patients.Match;
import health.careloop.patients.Patients;
import health.careloop.patients.Person;
import health.careloop.patients.Sex;
import health.careloop.tenancy.DatabaseRole;
import health.careloop.tenancy.TenantDatabase;
import health.careloop.tenancy.TenantScope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.dao.OptimisticLockingFailureException;
import tools.jackson.databind.JsonNode;

/** A record that lacks a name or a date of birth is not everybody's: the first message that states it completes it. */
class WhatARecordLacksTest extends PracticeWithALab {
    private static final String ORDER = "8310";
    private static final String LAB_ORDER = "8311";
    private static final String FAMILY = "3101";
    private static final String GIVEN = "3102";
    private static final String BORN = "3103";
    private static final String NUMBER = "3000";
    private static final String INSURANCE = "3119";

    @Test
    void whoSharesAnOrderWithSomebodyUnnamedIsHeldOnceTheNameIsKnown() {
        files(Map.of(ORDER, "M1", LAB_ORDER, "L1"));
        files(Map.of(ORDER, "M1", LAB_ORDER, "L2", FAMILY, "Huber", GIVEN, "Hans", BORN, "19500101"));
        holds(Map.of(ORDER, "M1", LAB_ORDER, "L3", FAMILY, "Meyer", GIVEN, "Eva", BORN, "19800101"));
        files(Map.of(ORDER, "M1", LAB_ORDER, "L4", FAMILY, "Huber", GIVEN, "Hans", BORN, "19500101"));

        JsonNode only = onlyPatient();
        assertThat(only.path("familyName").asString()).isEqualTo("Huber");
        assertThat(only.path("givenName").asString()).isEqualTo("Hans");
        assertThat(only.path("birthDate").asString()).isEqualTo("1950-01-01");
        assertThat(only.path("version").asInt()).isEqualTo(2);
        assertThat(doctor.get("/api/v1/patients?search=huber")
                        .json()
                        .path("total")
                        .asInt())
                .isEqualTo(1);
        assertThat(server.database()
                        .sql("select count(*) from loop.audit_stage where tenant_id = ? and action = 'patient_updated'"
                                + " and metadata ->> 'reason' = 'completed'")
                        .param(practice.id().value())
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void whoSharesAPracticeNumberWithSomebodyUnnamedIsHeldOnceTheNameIsKnown() {
        files(Map.of(NUMBER, "P-1", LAB_ORDER, "L1"));
        files(Map.of(NUMBER, "P-1", LAB_ORDER, "L2", FAMILY, "Huber", GIVEN, "Hans", BORN, "19500101"));
        holds(Map.of(NUMBER, "P-1", LAB_ORDER, "L3", FAMILY, "Meyer", GIVEN, "Eva", BORN, "19800101"));
        onlyPatient();
    }

    @Test
    void aDateOfBirthIsCompletedUntilItIsADay() {
        files(Map.of(ORDER, "M1", LAB_ORDER, "L1", FAMILY, "Huber", GIVEN, "Hans"));
        files(Map.of(ORDER, "M1", LAB_ORDER, "L2", FAMILY, "Huber", GIVEN, "Hans", BORN, "19500000"));
        holds(Map.of(ORDER, "M1", LAB_ORDER, "L3", FAMILY, "Huber", GIVEN, "Hans", BORN, "19800101"));
        files(Map.of(ORDER, "M1", LAB_ORDER, "L4", FAMILY, "Huber", GIVEN, "Hans", BORN, "19500312"));
        files(Map.of(ORDER, "M1", LAB_ORDER, "L5", FAMILY, "Huber", GIVEN, "Hans", BORN, "19500300"));
        holds(Map.of(ORDER, "M1", LAB_ORDER, "L6", FAMILY, "Huber", GIVEN, "Hans", BORN, "19500313"));
        assertThat(onlyPatient().path("birthDate").asString()).isEqualTo("1950-03-12");

        files(Map.of(LAB_ORDER, "L7", FAMILY, "Huber", GIVEN, "Hans", BORN, "19500312"));
        onlyPatient();
    }

    @Test
    void numbersAreAddedAndNothingThatIsKnownIsOverwritten() {
        Map<String, String> hans = Map.of(FAMILY, "Huber", GIVEN, "Hans", BORN, "19500101");
        files(with(hans, ORDER, "M1", LAB_ORDER, "L1"));
        files(with(hans, ORDER, "M1", LAB_ORDER, "L2", NUMBER, "P-1", INSURANCE, "A111111111"));
        files(Map.of(LAB_ORDER, "L3", FAMILY, "HUBER", NUMBER, "p-1", INSURANCE, "a111111111"));
        JsonNode only = onlyPatient();
        assertThat(only.path("familyName").asString()).isEqualTo("Huber");
        assertThat(only.path("version").asInt()).isEqualTo(2);
        assertThat(only.toString()).contains("P-1", "A111111111").doesNotContain("HUBER");

        files(with(hans, ORDER, "M1", LAB_ORDER, "L4", NUMBER, "P-2"));
        assertThat(patients()).isEqualTo(2);
    }

    @Test
    void anInsuranceNumberIsOnePersonsForLife() {
        Map<String, String> hans = Map.of(FAMILY, "Huber", GIVEN, "Hans", BORN, "19500101");
        files(with(hans, LAB_ORDER, "L1", INSURANCE, "A111111111"));
        files(with(hans, LAB_ORDER, "L2", INSURANCE, " a111111111"));
        UUID held = holds(with(hans, LAB_ORDER, "L3", INSURANCE, "B222222222"));

        assertThat(doctor.get("/api/v1/messages/" + held).json().path("error").asString())
                .isEqualTo("One patient matches this message, but the insurance number differs.");
        assertThat(onlyPatient().toString()).contains("A111111111").doesNotContain("B222222222");
    }

    /** The order's number may have been given out twice; a patient's number is for good. */
    @Test
    void anOrdersNumberAloneGivesNobodyANumber() {
        Map<String, String> erna = Map.of(FAMILY, "Erlen", GIVEN, "Erna", BORN, "19500101");
        files(with(erna, ORDER, "M1", LAB_ORDER, "L1"));
        files(Map.of(ORDER, "M1", LAB_ORDER, "L2", NUMBER, "P-77", INSURANCE, "C333333333"));
        files(Map.of(ORDER, "M1", LAB_ORDER, "L3", NUMBER, "P-77", FAMILY, "Erlen"));
        assertThat(onlyPatient().toString()).doesNotContain("P-77", "C333333333");

        files(Map.of(LAB_ORDER, "L4", NUMBER, "P-77", FAMILY, "Buche", GIVEN, "Bert", BORN, "19800101"));
        assertThat(patients()).isEqualTo(2);
        files(with(erna, ORDER, "M1", LAB_ORDER, "L5", NUMBER, "P-1"));
        assertThat(patients()).isEqualTo(2);
    }

    @Test
    void anOrdersNumberOfHalfAYearAgoNamesNobody() {
        files(Map.of(ORDER, "M1", LAB_ORDER, "L1", FAMILY, "Erlen", GIVEN, "Erna", BORN, "19500101"));
        server.database()
                .sql("update pooled.orders set created_at = created_at - interval '181 days' where tenant_id = ?")
                .param(practice.id().value())
                .update();

        files(Map.of(ORDER, "M1", LAB_ORDER, "L2"));
        assertThat(patients()).isEqualTo(2);
        files(Map.of(ORDER, "M1", LAB_ORDER, "L3", FAMILY, "Buche", GIVEN, "Bert", BORN, "19800101"));
        assertThat(patients()).isEqualTo(2);
    }

    @Test
    void whatOneReportOfABatchCompletesTheNextOneIsComparedWith() {
        files(Map.of(ORDER, "M1", LAB_ORDER, "L1", NUMBER, "P-1"));
        files(Map.of(ORDER, "M2", LAB_ORDER, "L2", FAMILY, "Alt", GIVEN, "Anna", BORN, "19400101"));
        List<Match> matches = together(
                person("M1", null, "Huber", "Hans", 1950),
                person(null, "P-1", "Meyer", "Eva", 1980),
                person("M2", "P-2", null, null, null),
                person(null, "P-3", "Alt", "Anna", 1940));

        assertThat(matches.get(0))
                .isInstanceOfSatisfying(
                        Match.Found.class, found -> assertThat(found.reason()).isEqualTo(Match.Reason.ORDER_NUMBER));
        assertThat(matches.get(1))
                .isInstanceOfSatisfying(
                        Match.Held.class,
                        held -> assertThat(held.doubt()).isEqualTo(Match.Doubt.CONTRADICTING_CANDIDATES));
        assertThat(matches.get(2))
                .isInstanceOfSatisfying(
                        Match.Found.class, found -> assertThat(found.reason()).isEqualTo(Match.Reason.ORDER_NUMBER));
        assertThat(matches.get(3))
                .as("the order's number alone did not make P-2 Anna's")
                .isInstanceOfSatisfying(
                        Match.Found.class, found -> assertThat(found.reason()).isEqualTo(Match.Reason.IDENTITY));
    }

    @Test
    void whoseRecordSomebodyElseCompletesMeanwhileIsWorkedOnAgain() throws InterruptedException {
        files(Map.of(ORDER, "M1", LAB_ORDER, "L1", NUMBER, "P-1"));
        Person eva = person(null, "P-1", "Meyer", "Eva", 1980);
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        Thread later = new Thread(() -> together(eva));
        later.setUncaughtExceptionHandler((thread, thrown) -> failure.set(thrown));
        as(() -> {
            assertThat(match(person("M1", null, "Huber", "Hans", 1950)).getFirst())
                    .isInstanceOf(Match.Found.class);
            later.start();
            awaitsARecord();
        });
        later.join();
        assertThat(failure.get()).isInstanceOf(OptimisticLockingFailureException.class);
        assertThat(together(eva).getFirst())
                .isInstanceOfSatisfying(
                        Match.Held.class,
                        held -> assertThat(held.doubt()).isEqualTo(Match.Doubt.CONTRADICTING_CANDIDATES));
    }

    @Test
    void aNameOfLostCharactersIsNobodys() {
        files(Map.of(LAB_ORDER, "L1", FAMILY, "????????", GIVEN, "?????", BORN, "19610101"));
        files(Map.of(LAB_ORDER, "L2", FAMILY, "??????", GIVEN, "????", BORN, "19610101"));
        files(Map.of(LAB_ORDER, "L3", FAMILY, "-", GIVEN, ".", BORN, "19610101"));
        files(Map.of(LAB_ORDER, "L4", FAMILY, "M?ller", GIVEN, "J?rgen", BORN, "19610101"));
        files(Map.of(LAB_ORDER, "L5", FAMILY, "M?ller", GIVEN, "J?rgen", BORN, "19610101"));
        assertThat(patients()).isEqualTo(5);
    }

    @Test
    void aNameOfLostCharactersContradictsAnotherOne() {
        files(Map.of(LAB_ORDER, "L1", NUMBER, "P-1", FAMILY, "????????", GIVEN, "?????"));
        files(Map.of(LAB_ORDER, "L2", NUMBER, "P-1", FAMILY, "????????", GIVEN, "?????"));
        holds(Map.of(LAB_ORDER, "L3", NUMBER, "P-1", FAMILY, "??????", GIVEN, "????"));
        holds(Map.of(LAB_ORDER, "L4", NUMBER, "P-1", FAMILY, "Huber", GIVEN, "Hans"));
        onlyPatient();
    }

    @Test
    void numbersAreComparedAsSentAndNoDigitIsNoNumber() {
        files(Map.of(LAB_ORDER, "L1", NUMBER, "12-3", FAMILY, "Huber", GIVEN, "Hans", BORN, "19500101"));
        files(Map.of(LAB_ORDER, "L2", NUMBER, "12/3", FAMILY, "Huber", GIVEN, "Hans", BORN, "19500101"));
        assertThat(patients()).isEqualTo(2);
        files(Map.of(LAB_ORDER, "L3", NUMBER, "-", FAMILY, "Alt", GIVEN, "Anna", BORN, "19400101"));
        files(Map.of(LAB_ORDER, "L4", NUMBER, ".", FAMILY, "Neu", GIVEN, "Nora", BORN, "19900101"));
        files(Map.of(LAB_ORDER, "L5", NUMBER, "P-9", FAMILY, "Alt", GIVEN, "Anna", BORN, "19400101"));
        assertThat(patients()).isEqualTo(4);
        holds(Map.of(LAB_ORDER, "L6", NUMBER, "."));
    }

    private void files(Map<String, String> said) {
        UUID message = lab.sends(report(said));
        assertThat(lab.stateOf(message)).as(said.toString()).isEqualTo("filed");
    }

    private UUID holds(Map<String, String> said) {
        UUID message = lab.sends(report(said));
        assertThat(lab.stateOf(message)).as(said.toString()).isEqualTo("quarantined");
        return message;
    }

    private int patients() {
        return doctor.get("/api/v1/patients").json().path("total").asInt();
    }

    private JsonNode onlyPatient() {
        assertThat(patients()).isEqualTo(1);
        return doctor.get("/api/v1/patients/" + top().path("patientId").asString())
                .json();
    }

    private static Map<String, String> with(Map<String, String> some, String... more) {
        Map<String, String> all = new HashMap<>(some);
        for (int i = 0; i < more.length; i += 2) {
            all.put(more[i], more[i + 1]);
        }
        return all;
    }

    /** The critical sample, saying of its patient and order only this. */
    private static byte[] report(Map<String, String> said) {
        StringBuilder text = new StringBuilder();
        for (String line : SampleReports.text(SampleReports.CRITICAL).split("(?<=\n)")) {
            String field = line.substring(3, 7);
            switch (field) {
                case FAMILY, GIVEN, BORN, NUMBER, INSURANCE, ORDER, LAB_ORDER -> {
                    String value = said.get(field);
                    if (value != null) {
                        text.append("%03d%s%s\r\n".formatted(value.length() + 9, field, value));
                    }
                }
                case "7305" -> {}
                default -> text.append(line);
            }
        }
        return SampleReports.proven(text.toString());
    }

    private static Person person(
            @Nullable String order,
            @Nullable String number,
            @Nullable String family,
            @Nullable String given,
            @Nullable Integer born) {
        return new Person(
                new Demographics(
                        family,
                        given,
                        null,
                        born == null ? null : new BirthDate(born, 1, 1),
                        Sex.UNKNOWN,
                        null,
                        null,
                        null),
                new Identifiers(number, null, null),
                order);
    }

    private List<Match> together(Person... people) {
        List<Match> matches = new ArrayList<>();
        as(() -> matches.addAll(match(people)));
        return matches;
    }

    private List<Match> match(Person... people) {
        Patients patients = server.bean(Patients.class);
        return patients.match(List.of(people).stream()
                .map(person -> patients.seek(person, lab.sender().id(), null, Caller.PLATFORM))
                .toList());
    }

    private void as(Runnable work) {
        TenantScope.as(practice.id(), DatabaseRole.WORKER, () -> {
            server.bean(TenantDatabase.class).inTransaction(work);
            return true;
        });
    }

    /** Until somebody stands in line for a record of a patient. */
    private void awaitsARecord() {
        Instant until = Instant.now().plusSeconds(20);
        while (server.database()
                .sql("select count(*) from pg_stat_activity where wait_event_type = 'Lock'"
                        + " and query like 'update patients set demographics%'")
                .query(Integer.class)
                .single()
                .equals(0)) {
            assertThat(Instant.now()).as("nobody waits for the record").isBefore(until);
            Thread.onSpinWait();
        }
    }
}
