package health.careloop.bench.isolation;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class MatrixTest {

    @Test
    void anEndpointNobodyThoughtOfIsAnError() {
        TreeSet<Endpoint> endpoints = new TreeSet<>();
        endpoints.add(Endpoint.of("GET", "/api/v1/everything/{id}"));
        assertThatThrownBy(() -> Matrix.covering(endpoints))
                .hasMessageContaining("no row for [GET /api/v1/everything/{id}]");
    }
}
