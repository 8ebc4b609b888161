package health.careloop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {

    @Test
    void oneSlipIsForgiven() {
        var known = List.of("demo", "start", "bench", "backup", "restore");
        assertThat(Nearest.to("dmeo", known)).as("exchanged").contains("demo");
        assertThat(Nearest.to("strt", known)).as("missing").contains("start");
        assertThat(Nearest.to("bbench", known)).as("too many").contains("bench");
        assertThat(Nearest.to("bakcup", known)).as("exchanged").contains("backup");
        assertThat(Nearest.to("restire", known)).as("another").contains("restore");
    }

    @Test
    void whatIsFarFromEverythingIsNotGuessed() {
        assertThat(Nearest.to("bogus", List.of("home", "once", "send"))).isEmpty();
        assertThat(Nearest.to("x", List.of("home"))).isEmpty();
        assertThat(Nearest.to("anything", List.of())).isEmpty();
    }

    @Test
    void theLastPartOfASettingIsEnough() {
        assertThat(Nearest.to("prot", List.of("server.port", "management.server.port")))
                .contains("server.port");
        assertThat(Nearest.to("port", List.of("home", "server.port"))).contains("server.port");
    }
}
