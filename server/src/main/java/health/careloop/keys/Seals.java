package health.careloop.keys;

import health.careloop.tenancy.TenantId;
import java.nio.charset.StandardCharsets;
import org.springframework.stereotype.Component;

/** Seals and opens what is confidential. */
@Component
public final class Seals {
    private final TenantKeys keys;

    Seals(TenantKeys keys) {
        this.keys = keys;
    }

    public Sealed seal(TenantId tenant, Place place, byte[] plain) {
        TenantKeys.TenantKey key = keys.current(tenant);
        byte[] bytes = key.cipher().seal(plain, place.bindingFor(tenant.value()), Sealed.HEADER);
        return Sealed.withHeader(key.number(), bytes);
    }

    public Sealed seal(TenantId tenant, Place place, String plain) {
        return seal(tenant, place, plain.getBytes(StandardCharsets.UTF_8));
    }

    /** @throws SealBrokenException when it was altered, or sealed for another tenant, table, column or row */
    public byte[] open(TenantId tenant, Place place, Sealed sealed) {
        String binding = place.bindingFor(tenant.value());
        return keys.get(tenant, sealed.keyNumber(binding)).cipher().open(sealed.bytes(), binding, Sealed.HEADER);
    }

    public String openText(TenantId tenant, Place place, Sealed sealed) {
        return new String(open(tenant, place, sealed), StandardCharsets.UTF_8);
    }
}
