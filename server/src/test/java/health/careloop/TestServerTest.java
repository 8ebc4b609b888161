package health.careloop;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.tenancy.Tenant;
import health.careloop.tenancy.Tenants;
import org.junit.jupiter.api.Test;

class TestServerTest {
    private final TestServer server = TestServer.shared();

    @Test
    void startsTheWholeApplicationOnItsOwnDatabase() {
        Tenant tenant = server.createTenant();

        assertThat(server.bean(Tenants.class).find(tenant.id())).contains(tenant);
        assertThat(server.url()).startsWith("http://localhost:");
    }
}
