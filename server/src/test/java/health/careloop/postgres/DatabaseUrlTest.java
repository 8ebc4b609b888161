package health.careloop.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What operators and platforms write to name a database, read the same way. */
class DatabaseUrlTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://ada:p%40ss+1@127.0.0.1:5433/main?connectTimeout=5",
                "postgres://ada:p%40ss+1@127.0.0.1:5433/main?connectTimeout=5",
                "jdbc:postgresql://127.0.0.1:5433/main?user=ada&password=p%40ss%2B1&connectTimeout=5",
                "  postgresql://127.0.0.1:5433/main?user=ada&password=p%40ss%2B1&connectTimeout=5\n"
            })
    void bothFormsSayTheSame(String written) {
        DatabaseUrl url = DatabaseUrl.of(written);

        assertThat(url.user()).isEqualTo("ada");
        assertThat(url.password()).isEqualTo("p@ss+1");
        assertThat(url.database()).isEqualTo("main");
        assertThat(url.jdbc("other")).isEqualTo("jdbc:postgresql://127.0.0.1:5433/other?connectTimeout=5");
        assertThat(url.toString()).doesNotContain("p@ss");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1", "127.8.8.8:5432", "[::1]:5432", "localhost:1,127.0.0.1:2"})
    void thisMachineNeedsNoCertificate(String host) {
        assertThat(DatabaseUrl.of("postgresql://ada@" + host + "/main").jdbc("main"))
                .doesNotContain("sslmode");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "db.example",
                "10.0.0.1:5432",
                "localhost.example",
                "127.0.0.1.example",
                "127.0.0.1,db.example",
                "[fe80::1]"
            })
    void everyOtherMachineShowsWhoItIs(String host) {
        assertThat(DatabaseUrl.of("postgresql://ada@" + host + "/main").jdbc("main"))
                .contains("sslmode=verify-full")
                .contains("channelBinding=require");
    }

    @Test
    void aPoolerThatCannotBindTheChannelMayBeNamed() {
        assertThat(DatabaseUrl.of("postgresql://ada@db.example/main?channel_binding=prefer")
                        .jdbc("main"))
                .contains("channelBinding=prefer")
                .doesNotContain("channel_binding");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mysql://ada@localhost/main",
                "postgresql://localhost/main",
                "postgresql:///main?user=ada",
                "postgresql://ada@/main",
                "postgresql://ada@one two/main",
                "postgresql://ada:%zz@localhost/main",
                "localhost"
            })
    void whatIsNoAddressIsRefused(String written) {
        assertThatThrownBy(() -> DatabaseUrl.of(written))
                .isInstanceOf(DatabaseServerException.class)
                .hasMessageStartingWith("CARELOOP_DATABASE_URL must look like postgresql://");
    }

    @Test
    void ourNameWinsOverThePlatforms() {
        assertThat(ExternalPostgres.urlIn(Map.of("CARELOOP_DATABASE_URL", "ours", "DATABASE_URL", "theirs")))
                .isEqualTo("ours");
        assertThat(ExternalPostgres.urlIn(Map.of("CARELOOP_DATABASE_URL", " ", "DATABASE_URL", "theirs")))
                .isEqualTo("theirs");
        assertThat(ExternalPostgres.urlIn(Map.of())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "18.6, true",
        "18.0 (Debian 18.0-1), true",
        "18beta1, false",
        "17.7, false",
        "19.1, false",
        "180.1, false"
    })
    void onlyTheTestedVersionIsTaken(String version, boolean taken) {
        if (taken) {
            ExternalPostgres.requireKnown(version);
            assertThat(version).startsWith("18");
        } else {
            assertThatThrownBy(() -> ExternalPostgres.requireKnown(version))
                    .isInstanceOf(DatabaseServerException.class)
                    .hasMessage("PostgreSQL " + version + " is another one than Careloop was tested on: name a "
                            + "PostgreSQL 18 in CARELOOP_DATABASE_URL.");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "18.6, false",
        "18.11, false",
        "18.5, true",
        "18.0 (Debian 18.0-1), true",
    })
    void aServerWithoutTheLatestFixesIsNamed(String version, boolean old) {
        assertThat(ExternalPostgres.outdated(version).isPresent()).isEqualTo(old);
        assertThat(ExternalPostgres.outdated("18.2")).hasValue("PostgreSQL 18.2 lacks the fixes of 18.6: update it.");
    }
}
