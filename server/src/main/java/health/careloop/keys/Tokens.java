package health.careloop.keys;

import health.careloop.tenancy.TenantId;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import org.springframework.stereotype.Component;

/**
 * Keyed tokens: equal texts of one tenant and field have equal tokens, and nobody without the key can guess a text from
 * its token. Two tenants' tokens never match.
 */
@Component
public final class Tokens {
    /** 128 bits: no chance collision in any practice, half the index. */
    private static final int LENGTH = 16;

    private final TenantKeys keys;

    Tokens(TenantKeys keys) {
        this.keys = keys;
    }

    /** @param normalised the caller's normal form: what is to match must be equal here */
    public byte[] token(TenantId tenant, String field, String normalised) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(keys.current(tenant).tokens());
            mac.update(field.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            return Arrays.copyOf(mac.doFinal(normalised.getBytes(StandardCharsets.UTF_8)), LENGTH);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java lacks HmacSHA256", e);
        }
    }

    /** What the audit trail calls a patient: the same for the same patient, and nothing without the key (L-10). */
    public String pseudonym(TenantId tenant, Object id) {
        return HexFormat.of().formatHex(token(tenant, "pseudonym", id.toString()));
    }
}
