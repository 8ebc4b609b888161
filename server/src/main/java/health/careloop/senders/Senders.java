package health.careloop.senders;

import health.careloop.access.Brief;
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
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
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

    private final SenderStore store;
    private final SecretUses uses;
    private final ControlDatabase control;
    private final PlatformSecrets secrets;
    private final Audit audit;
    private final Clock clock;
    private final Map<String, Remembered> remembered = new ConcurrentHashMap<>();
    private final Brief<UUID, String> names = new Brief<>(REMEMBER_KNOWN);

    Senders(
            SenderStore store,
            SecretUses uses,
            ControlDatabase control,
            PlatformSecrets secrets,
            Audit audit,
            Clock clock) {
        this.store = store;
        this.uses = uses;
        this.control = control;
        this.secrets = secrets;
        this.audit = audit;
        this.clock = clock;
    }

    public NewSender create(TenantId tenant, String name) {
        return create(tenant, SenderDraft.named(name));
    }

    /** A draft without mistakes. */
    public NewSender create(TenantId tenant, SenderDraft draft) {
        UUID id = UuidV7.next();
        String keyId = KEY_PREFIX + HexFormat.of().formatHex(random(16));
        byte[] secret = random(32);
        control.inTransaction(() -> {
            store.insert(id, tenant, keyId, draft);
            store.insertSecret(id, secrets.seal(secret, purpose(id)));
            audit.recordForPlatform(Entry.of(Action.SENDER_CREATED, "sender", id), tenant);
        });
        return NewSender.of(id, draft.name(), keyId, secret);
    }

    /** Those of the tenant, by name. */
    public List<SenderRecord> ofTenant(TenantId tenant) {
        return store.ofTenant(tenant);
    }

    /** Empty for another tenant's. */
    public Optional<SenderRecord> find(TenantId tenant, UUID id) {
        return store.find(tenant, id);
    }

    /** @return false when somebody else changed it since {@code version}, or it is not the tenant's */
    public boolean change(TenantId tenant, UUID id, int version, SenderDraft draft) {
        boolean changed = control.inTransaction(() -> {
            boolean written = store.update(tenant, id, version, draft);
            if (written) {
                audit.recordForPlatform(Entry.of(Action.SENDER_CHANGED, "sender", id), tenant);
            }
            return written;
        });
        remembered.clear();
        names.forget(id);
        return changed;
    }

    /**
     * One more secret; what is valid until now stays so for {@code overlap}, so that no message is lost while the other
     * side is changed. Empty for another tenant's sender.
     */
    public Optional<NewSender> renewSecret(TenantId tenant, UUID id, Duration overlap) {
        byte[] secret = random(32);
        Optional<NewSender> renewed =
                control.inTransaction(() -> store.find(tenant, id).map(sender -> {
                    int number = store.insertSecret(id, secrets.seal(secret, purpose(id)));
                    store.endBefore(id, number, clock.instant().plus(overlap));
                    audit.recordForPlatform(
                            Entry.of(Action.SENDER_SECRET_RENEWED, "sender", id).with("secret", number), tenant);
                    return NewSender.of(id, sender.name(), sender.keyId(), secret);
                }));
        remembered.clear();
        return renewed;
    }

    /** @return false when there is no such valid secret of this tenant's sender */
    public boolean endSecret(TenantId tenant, UUID id, int number) {
        boolean ended = control.inTransaction(() -> {
            boolean done = store.find(tenant, id).isPresent() && store.end(id, number);
            if (done) {
                audit.recordForPlatform(
                        Entry.of(Action.SENDER_SECRET_ENDED, "sender", id).with("secret", number), tenant);
            }
            return done;
        });
        remembered.clear();
        return ended;
    }

    /** In the transaction that archives the tenant. */
    @EventListener
    void archived(Tenants.Archived archived) {
        TenantDatabase.afterCommit(remembered::clear);
    }

    /** The active sender with this key. */
    public Optional<Sender> find(String keyId) {
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

    /** A message was signed with it. */
    public void used(Sender sender, Secret secret) {
        uses.used(sender.id(), secret.number());
    }

    /** What a sender is called, ten seconds ago at most: for whoever works on one message after the other. */
    public Optional<String> nameOf(UUID sender) {
        return names.find(
                sender, id -> Optional.ofNullable(store.names(List.of(id)).get(id)));
    }

    /** What senders are called, for screens. */
    public Map<UUID, String> names(Collection<UUID> ids) {
        return store.names(ids);
    }

    /** The sender, then its secrets: a second connection taken while the first is held starves a small pool. */
    private Optional<Sender> load(String keyId) {
        return store.findOpen(keyId)
                .map(open -> new Sender(
                        open.id(),
                        open.tenant(),
                        open.name(),
                        keyId,
                        open.dialect(),
                        open.from(),
                        store.validSecrets(open.id()).stream()
                                .map(kept -> new Secret(kept.number(), secrets.open(kept.sealed(), purpose(open.id()))))
                                .toList()));
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
