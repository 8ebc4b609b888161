package health.careloop.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The last line of standard output, as the contract has it. */
class JsonTest {

    @Test
    void aBenchmarkIsOneLineInTheOrderOfTheContract() {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("rss_mb", 343.21);
        figures.put("rounds", List.of(2410.4, 2399.9));
        BenchReport report = new BenchReport(
                "intake",
                "messages/s",
                2410.4,
                3150.0,
                0.76521,
                3.1,
                14.77,
                0.58,
                72_300,
                30,
                figures,
                "abc1234",
                "2 cores, AMD EPYC, 24 GiB");
        assertThat(Json.line(report))
                .isEqualTo(
                        "{\"bench\":\"intake\",\"unit\":\"messages/s\",\"value\":2410,\"floor\":3150,\"ratio\":0.7652,"
                                + "\"p50_ms\":3.1,\"p99_ms\":14.77,\"cpu_ms_per_op\":0.58,\"n\":72300,\"seconds\":30,"
                                + "\"figures\":{\"rss_mb\":343.2,\"rounds\":[2410,2400]},\"commit\":\"abc1234\","
                                + "\"machine\":\"2 cores, AMD EPYC, 24 GiB\"}");
    }

    @Test
    void aProofHoldsOnlyWhenItsControlFails() {
        ProofReport.Control seen = new ProofReport.Control("policy tenant on pooled.results", 200, 31);
        ProofReport.Control blind = new ProofReport.Control("policy tenant on pooled.results", 200, 0);
        assertThat(ProofReport.of("isolation", 500, 0, seen, 12.3, 7, Map.of(), true)
                        .holds())
                .isTrue();
        assertThat(ProofReport.of("isolation", 500, 0, blind, 12.3, 7, Map.of(), true)
                        .holds())
                .isFalse();
        assertThat(ProofReport.of("isolation", 500, 1, seen, 12.3, 7, Map.of(), true)
                        .holds())
                .isFalse();
        assertThat(ProofReport.of("isolation", 500, 0, seen, 12.3, 7, Map.of(), false)
                        .holds())
                .isFalse();
        assertThat(Json.line(ProofReport.of("isolation", 500, 0, seen, 12.3, 7, Map.of(), true)))
                .startsWith("{\"proof\":\"isolation\",\"n\":500,\"violations\":0,"
                        + "\"control\":{\"removed\":\"policy tenant on pooled.results\",\"n\":200,\"violations\":31},"
                        + "\"seconds\":12.3,\"seed\":7,")
                .endsWith("\"holds\":true}");
    }
}
