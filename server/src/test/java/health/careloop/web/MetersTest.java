package health.careloop.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MetersTest {
    @Test
    void aTenantBeyondTheFirstFiftyHasNoLabelOfItsOwn() {
        Meters meters = new Meters(new io.micrometer.core.instrument.simple.SimpleMeterRegistry());
        for (int i = 0; i < 50; i++) {
            assertThat(meters.tenantLabel("t" + i)).isEqualTo("t" + i);
        }

        assertThat(meters.tenantLabel("t50")).isEqualTo("other");
        assertThat(meters.tenantLabel("t7")).isEqualTo("t7");
        assertThat(meters.tenantLabel(null)).isEqualTo("unknown");
    }
}
