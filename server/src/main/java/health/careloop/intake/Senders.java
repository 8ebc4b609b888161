package health.careloop.intake;

import health.careloop.audit.Action;
import health.careloop.audit.Audit;
import health.careloop.audit.Entry;
import health.careloop.keys.PlatformSecrets;
import health.careloop.tenancy.ControlDatabase;
import health.careloop.tenancy.TenantDatabase;
import health.careloop.tenancy.TenantId;
import health.careloop.tenancy.Tenants;
import health.careloop.tenancy.UuidV7;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** The senders and their keys. What was looked up is remembered briefly, so a flood of wrong keys costs no look-ups. */
@Component
public final class Senders {
    private record Remembered(Optional<Sender> sender, Instant until) {}

    private static final Duration REMEMBER_KNOWN = Duration.ofSeconds(10);
    private static final Duration REMEMBER_UNKNOWN = Duration.ofSeconds(5);
    private static final int REMEMBER_AT_MOST = 20_000;
    private static final String KEY_PREFIX = "clk_";
    private static final String SECRET_PREFIX = "whsec_";

    private final ControlDatabase control;
    private final PlatformSecrets secrets;
    private final Audit audit;
    private final Clock clock;
    private final Map<String, Remembered> remembered = new ConcurrentHashMap<>();

    Senders(ControlDatabase control, PlatformSecrets secrets, Audit audit, Clock clock) {
        this.control = control;
        this.secrets = secrets;
        this.audit = audit;
        this.clock = clock;
    }

    public NewSender create(TenantId tenant, String name) {
        UUID id = UuidV7.next();
        String keyId = KEY_PREFIX + HexFormat.of().formatHex(random(16));
        byte[] secret = random(32);
        control.inTransaction(() -> {
            control.sql()
                    .sql("insert into control.senders (id, tenant_id, name, key_id) values (?, ?, ?, ?)")
                    .params(id, tenant.value(), name, keyId)
                    .update();
            control.sql()
                    .sql("insert into control.sender_secrets (sender_id, number, sealed) values (?, 1, ?)")
                    .params(id, secrets.seal(secret, purpose(id)))
                    .update();
            audit.recordForPlatform(Entry.of(Action.SENDER_CREATED, "sender", id), tenant);
        });
        return new NewSender(
                id, name, keyId, SECRET_PREFIX + Base64.getEncoder().encodeToString(secret));
    }

    /** In the transaction that archives the tenant. */
    @EventListener
    void archived(Tenants.Archived archived) {
        TenantDatabase.afterCommit(remembered::clear);
    }

    /** The active sender with this key. */
    Optional<Sender> find(String keyId) {
        if (!keyId.startsWith(KEY_PREFIX) || keyId.length() != KEY_PREFIX.length() + 32) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        Remembered known = remembered.get(keyId);
        if (known != null && now.isBefore(known.until())) {
            return known.sender();
        }
        Optional<Sender> found = load(keyId);
        if (remembered.size() >= REMEMBER_AT_MOST) {
            remembered.clear();
        }
        Duration length = found.isPresent() ? REMEMBER_KNOWN : REMEMBER_UNKNOWN;
        remembered.put(keyId, new Remembered(found, now.plus(length)));
        return found;
    }

    /** What senders are called, for screens. */
    Map<UUID, String> names(Collection<UUID> ids) {
        return control
                .sql()
                .sql("select id, name from control.senders where id = any (?)")
                .param(ids.toArray(UUID[]::new))
                .query((row, number) -> Map.entry(row.getObject("id", UUID.class), row.getString("name")))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** The sender, then its secrets: a second connection taken while the first is held starves a small pool. */
    private Optional<Sender> load(String keyId) {
        Optional<Sender> closed = control.sql()
                .sql("""
                        select s.id, s.tenant_id, s.name from control.senders s
                        join control.tenants t on t.id = s.tenant_id
                        where s.key_id = ? and s.is_active and t.status = 'ACTIVE'
                        """)
                .param(keyId)
                .query((row, number) -> new Sender(
                        row.getObject("id", UUID.class),
                        new TenantId(row.getObject("tenant_id", UUID.class)),
                        row.getString("name"),
                        keyId,
                        List.of()))
                .optional();
        return closed.map(
                sender -> new Sender(sender.id(), sender.tenant(), sender.name(), keyId, secretsOf(sender.id())));
    }

    private List<byte[]> secretsOf(UUID sender) {
        return control.sql()
                .sql("""
                        select sealed from control.sender_secrets
                        where sender_id = ? and valid_from <= now() and (valid_until is null or valid_until > now())
                        order by number
                        """)
                .param(sender)
                .query((row, number) -> secrets.open(row.getBytes(1), purpose(sender)))
                .list();
    }

    private static String purpose(UUID sender) {
        return "sender-secret|" + sender;
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }
}
