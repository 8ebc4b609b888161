package health.careloop.intake;

import health.careloop.Client;
import health.careloop.Lab;
import health.careloop.Samples;
import health.careloop.TestServer;
import health.careloop.tenancy.Tenant;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;

/** The door of a practice: what is posted to it, with whatever headers, and how many messages it took. */
abstract class AtTheDoor {
    static final byte[] GOOD = Samples.read("Z01L2SYN_iso-8859-15.LDT");
    static final byte[] ASCII = "no LDT at all".getBytes(StandardCharsets.US_ASCII);

    final TestServer server = TestServer.shared();
    Tenant practice;
    Lab lab;

    @BeforeEach
    void open() {
        practice = server.createTenant();
        lab = server.lab(practice);
    }

    Client.Answer post(String key, String id, long timestamp, String signature, byte[] body) {
        return server.anonymous()
                .with("X-Careloop-Key", key)
                .with("webhook-id", id)
                .with("webhook-timestamp", Long.toString(timestamp))
                .with("webhook-signature", signature)
                .post("/api/mirth-webhook", body, "text/plain");
    }

    int messages() {
        return server.database()
                .sql("select count(*) from loop.messages where tenant_id = ?")
                .param(practice.id().value())
                .query(Integer.class)
                .single();
    }
}
