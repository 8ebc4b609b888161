package health.careloop.patients;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.TestServer;
import health.careloop.tenancy.DatabaseRole;
import health.careloop.tenancy.Tenant;
import health.careloop.tenancy.TenantDatabase;
import health.careloop.tenancy.TenantScope;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A name is found however umlauts and accents are typed, and however the laboratory wrote them. */
class PatientSearchTest {
    private final TestServer server = TestServer.shared();
    private final Tenant practice = server.createTenant();

    @ParameterizedTest
    @CsvSource({
        "Müller, Müller",
        "Müller, mueller",
        "Müller, muller",
        "Müller, MÜLL",
        "Müller, muell",
        "Müller, mull",
        "Mueller, Müller",
        "Mueller, mueller",
        "Größler, größler",
        "Größler, groessler",
        "Größler, grossler",
        "Groessler, Größler",
        "Lefèvre, lefevre",
        "Lefevre, Lefèvre",
        "André-Weiß, weiss",
        "André-Weiss, weiß",
        "André-Weiß, andre"
    })
    void findsTheNameWithAndWithoutItsDots(String name, String typed) {
        assertThat(foundBy(name, typed)).containsExactly(name + ", Erika");
    }

    @ParameterizedTest
    @CsvSource({"Muller, Müller", "Moller, Möller", "Mueller, muller"})
    void aNameWithoutAnUmlautIsAnotherName(String name, String typed) {
        assertThat(foundBy(name, typed)).isEmpty();
    }

    @Test
    void anEmptySearchFindsEverybody() {
        assertThat(foundBy("Müller", "")).containsExactly("Müller, Erika");
    }

    private List<String> foundBy(String name, String typed) {
        Patients patients = server.bean(Patients.class);
        return TenantScope.as(
                practice.id(),
                DatabaseRole.APP,
                () -> server.bean(TenantDatabase.class).inTransaction(() -> {
                    patients.create(
                            new Demographics(name, "Erika", null, null, Sex.FEMALE, null, null, null),
                            new Identifiers(null, null, null));
                    assertThat(patients.count(typed))
                            .isEqualTo(patients.search(typed, 0, 10).size());
                    return patients.search(typed, 0, 10).stream()
                            .map(patient -> patient.demographics().displayName())
                            .toList();
                }));
    }
}
