package health.careloop.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import health.careloop.keys.PlatformSecrets;
import health.careloop.tenancy.ControlDatabase;
import health.careloop.tenancy.UuidV7;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The P-256 keys of the API tokens, the private half sealed under the master key. The first is drawn when needed. */
@Component
class SigningKeys {
    private static final Duration REREAD_AFTER = Duration.ofSeconds(30);

    private record Known(List<ECKey> keys, long readAt) {}

    private final ControlDatabase control;
    private final PlatformSecrets secrets;
    private volatile Known known = new Known(List.of(), System.nanoTime());

    SigningKeys(ControlDatabase control, PlatformSecrets secrets) {
        this.control = control;
        this.secrets = secrets;
    }

    /** The newest, which signs. */
    ECKey current() {
        List<ECKey> keys = all();
        return keys.isEmpty() ? createFirst() : keys.getLast();
    }

    Optional<ECKey> find(String id) {
        Optional<ECKey> key = in(all(), id);
        // Another node may have drawn it; but nobody makes us read the table with every guess.
        if (key.isEmpty() && System.nanoTime() - known.readAt() > REREAD_AFTER.toNanos()) {
            key = in(read(), id);
        }
        return key;
    }

    JWKSet published() {
        current();
        return new JWKSet(all().stream()
                .map(key -> (com.nimbusds.jose.jwk.JWK) key.toPublicJWK())
                .toList());
    }

    private static Optional<ECKey> in(List<ECKey> keys, String id) {
        return keys.stream().filter(key -> id.equals(key.getKeyID())).findFirst();
    }

    private List<ECKey> all() {
        List<ECKey> keys = known.keys();
        return keys.isEmpty() ? read() : keys;
    }

    private synchronized List<ECKey> read() {
        List<ECKey> keys = new ArrayList<>();
        control.sql()
                .sql(
                        "select id, private_key from control.signing_keys where retired_at is null order by created_at, id")
                .query(row -> {
                    keys.add(open(row.getString("id"), row.getBytes("private_key")));
                });
        known = new Known(List.copyOf(keys), System.nanoTime());
        return known.keys();
    }

    private ECKey createFirst() {
        control.inTransaction(() -> {
            control.sql()
                    .sql("select pg_advisory_xact_lock(hashtext('careloop first signing key'))::text")
                    .query(String.class)
                    .optional();
            if (!read().isEmpty()) {
                return;
            }
            ECKey key = draw();
            control.sql()
                    .sql("insert into control.signing_keys (id, public_key, private_key) values (?, ?, ?)")
                    .params(
                            key.getKeyID(),
                            key.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8),
                            secrets.seal(key.toJSONString().getBytes(StandardCharsets.UTF_8), purpose(key.getKeyID())))
                    .update();
        });
        return read().getLast();
    }

    private static ECKey draw() {
        try {
            return new ECKeyGenerator(Curve.P_256)
                    .keyUse(KeyUse.SIGNATURE)
                    .keyID(UuidV7.next().toString())
                    .generate();
        } catch (JOSEException e) {
            throw new IllegalStateException("This Java cannot draw a P-256 key", e);
        }
    }

    private ECKey open(String id, byte[] sealed) {
        try {
            return ECKey.parse(new String(secrets.open(sealed, purpose(id)), StandardCharsets.UTF_8));
        } catch (ParseException e) {
            throw new IllegalStateException("Signing key " + id + " is damaged", e);
        }
    }

    private static String purpose(String id) {
        return "signing-key|" + id;
    }
}
