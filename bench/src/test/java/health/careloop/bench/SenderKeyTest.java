package health.careloop.bench;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.senders.NewSender;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SenderKeyTest {

    /** The example of the Standard Webhooks libraries. */
    @Test
    void signsAsStandardWebhooksDo() {
        SenderKey key = new SenderKey(
                new UUID(0, 0),
                new NewSender(new UUID(0, 1), "Labor Testberg", "clk_1", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));
        byte[] body = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);
        assertThat(key.sign("msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, body))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }
}
