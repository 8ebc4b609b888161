package health.careloop.keys;

import health.careloop.tenancy.ControlDatabase;
import health.careloop.tenancy.TenantId;
import java.security.SecureRandom;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.SecretKey;
import org.springframework.stereotype.Component;

/** The tenants' data keys, unwrapped and cached. A tenant gets its first key when it is first needed. */
@Component
final class TenantKeys {
    /** @param number as it stands in every sealed value's header */
    record TenantKey(int number, Cipherer cipher, SecretKey tokens) {}

    private record Name(TenantId tenant, int number) {}

    private static final int FIRST = 1;

    private final ControlDatabase control;
    private final MasterKey master;
    private final Map<Name, TenantKey> known = new ConcurrentHashMap<>();

    TenantKeys(ControlDatabase control, MasterKey master) {
        this.control = control;
        this.master = master;
    }

    /** To seal with; drawn when the tenant has none. */
    TenantKey current(TenantId tenant) {
        Name name = new Name(tenant, FIRST);
        TenantKey key = known.get(name);
        if (key == null) {
            draw(name);
            key = get(tenant, FIRST);
        }
        return key;
    }

    /**
     * To open with. Never draws one: what was sealed with a key that is gone stays closed.
     *
     * @throws SealBrokenException when the tenant has no such key
     */
    TenantKey get(TenantId tenant, int number) {
        Name name = new Name(tenant, number);
        TenantKey key = known.get(name);
        if (key == null) {
            key = load(name);
            known.put(name, key);
        }
        return key;
    }

    private void draw(Name name) {
        byte[] secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        control.sql()
                .sql(
                        "insert into control.tenant_keys (tenant_id, number, wrapped) values (?, ?, ?) on conflict do nothing")
                .params(name.tenant().value(), name.number(), master.wrap(secret, purpose(name)))
                .update();
    }

    private TenantKey load(Name name) {
        byte[] wrapped = control.sql()
                .sql("select wrapped from control.tenant_keys where tenant_id = ? and number = ?")
                .params(name.tenant().value(), name.number())
                .query(byte[].class)
                .optional()
                .orElseThrow(() -> new SealBrokenException(purpose(name)));
        byte[] secret = master.unwrap(wrapped, purpose(name));
        return new TenantKey(
                name.number(),
                new Cipherer(Derivation.key(secret, "careloop tenant seal")),
                Derivation.key(secret, "careloop tenant token"));
    }

    private static String purpose(Name name) {
        return "tenant-key|" + name.tenant() + "|" + name.number();
    }
}
