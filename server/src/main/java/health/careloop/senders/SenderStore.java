package health.careloop.senders;

import health.careloop.senders.SenderRecord.SecretRecord;
import health.careloop.tenancy.ControlDatabase;
import health.careloop.tenancy.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Senders and their sealed secrets in the control plane. Whatever a person asks for names the person's tenant. */
@Component
class SenderStore {
    record Open(UUID id, TenantId tenant, String name, Dialect dialect, List<AddressRange> from) {}

    record Kept(int number, byte[] sealed) {}

    private final ControlDatabase control;

    SenderStore(ControlDatabase control) {
        this.control = control;
    }

    void insert(UUID id, TenantId tenant, String keyId, SenderDraft draft) {
        control.sql()
                .sql("""
                        insert into control.senders (id, tenant_id, key_id, name, dialect, addresses, is_active)
                        values (?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(
                        id,
                        tenant.value(),
                        keyId,
                        draft.name(),
                        draft.dialect().wire(),
                        addresses(draft),
                        draft.active())
                .update();
    }

    /** @return the number of the new secret */
    int insertSecret(UUID sender, byte[] sealed) {
        return control.sql()
                .sql("""
                        insert into control.sender_secrets (sender_id, number, sealed)
                        select ?, coalesce(max(number), 0) + 1, ? from control.sender_secrets where sender_id = ?
                        returning number
                        """)
                .params(sender, sealed, sender)
                .query(Integer.class)
                .single();
    }

    /** Those before {@code number} end then, unless they end earlier. */
    void endBefore(UUID sender, int number, Instant end) {
        control.sql().sql("""
                        update control.sender_secrets set valid_until = least(valid_until, ?)
                        where sender_id = ? and number < ? and (valid_until is null or valid_until > now())
                        """).params(Timestamp.from(end), sender, number).update();
    }

    boolean end(UUID sender, int number) {
        return control.sql().sql("""
                                update control.sender_secrets set valid_until = now()
                                where sender_id = ? and number = ? and (valid_until is null or valid_until > now())
                                """).params(sender, number).update() > 0;
    }

    /** @return false when somebody else changed it since {@code version} */
    boolean update(TenantId tenant, UUID id, int version, SenderDraft draft) {
        return control.sql()
                        .sql("""
                                update control.senders set name = ?, dialect = ?, addresses = ?, is_active = ?,
                                    version = version + 1, updated_at = now()
                                where id = ? and tenant_id = ? and version = ?
                                """)
                        .params(
                                draft.name(),
                                draft.dialect().wire(),
                                addresses(draft),
                                draft.active(),
                                id,
                                tenant.value(),
                                version)
                        .update()
                > 0;
    }

    private static String[] addresses(SenderDraft draft) {
        return draft.ranges().orElseThrow().stream().map(AddressRange::toString).toArray(String[]::new);
    }

    /** The sender behind a key, when it and its tenant are active. */
    Optional<Open> findOpen(String keyId) {
        return control.sql()
                .sql("""
                        select s.id, s.tenant_id, s.name, s.dialect, s.addresses from control.senders s
                        join control.tenants t on t.id = s.tenant_id
                        where s.key_id = ? and s.is_active and t.status = 'ACTIVE'
                        """)
                .param(keyId)
                .query((row, number) -> new Open(
                        row.getObject("id", UUID.class),
                        new TenantId(row.getObject("tenant_id", UUID.class)),
                        row.getString("name"),
                        Dialect.ofWire(row.getString("dialect")).orElseThrow(),
                        texts(row, "addresses").stream()
                                .map(text -> AddressRange.parse(text).orElseThrow())
                                .toList()))
                .optional();
    }

    List<Kept> validSecrets(UUID sender) {
        return control.sql()
                .sql("""
                        select number, sealed from control.sender_secrets
                        where sender_id = ? and valid_from <= now() and (valid_until is null or valid_until > now())
                        order by number
                        """)
                .param(sender)
                .query((row, number) -> new Kept(row.getInt(1), row.getBytes(2)))
                .list();
    }

    /** By name. */
    List<SenderRecord> ofTenant(TenantId tenant) {
        return records(tenant, null);
    }

    Optional<SenderRecord> find(TenantId tenant, UUID id) {
        return records(tenant, id).stream().findFirst();
    }

    private List<SenderRecord> records(TenantId tenant, @Nullable UUID only) {
        Map<UUID, List<SecretRecord>> secrets = secretsOf(tenant);
        return control.sql()
                .sql("""
                        select id, name, key_id, is_active, dialect, addresses, version, created_at
                        from control.senders where tenant_id = ? and (?::uuid is null or id = ?)
                        order by lower(name), id
                        """)
                .params(Arrays.asList(tenant.value(), only, only))
                .query((row, number) -> new SenderRecord(
                        row.getObject("id", UUID.class),
                        row.getString("name"),
                        row.getString("key_id"),
                        row.getBoolean("is_active"),
                        Dialect.ofWire(row.getString("dialect")).orElseThrow(),
                        texts(row, "addresses"),
                        row.getInt("version"),
                        row.getTimestamp("created_at").toInstant(),
                        secrets.getOrDefault(row.getObject("id", UUID.class), List.of())))
                .list();
    }

    /** Of each sender, newest first. */
    private Map<UUID, List<SecretRecord>> secretsOf(TenantId tenant) {
        return control
                .sql()
                .sql("""
                        select k.sender_id, k.number, k.valid_from, k.valid_until, k.uses, k.used_at
                        from control.sender_secrets k join control.senders s on s.id = k.sender_id
                        where s.tenant_id = ? order by k.number desc
                        """)
                .param(tenant.value())
                .query((row, number) -> Map.entry(
                        row.getObject("sender_id", UUID.class),
                        new SecretRecord(
                                row.getInt("number"),
                                row.getTimestamp("valid_from").toInstant(),
                                instant(row, "valid_until"),
                                row.getLong("uses"),
                                instant(row, "used_at"))))
                .list()
                .stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    }

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

    void addUses(UUID sender, int number, long uses, Instant last) {
        control.sql()
                .sql("""
                        update control.sender_secrets set uses = uses + ?, used_at = greatest(used_at, ?)
                        where sender_id = ? and number = ?
                        """)
                .params(uses, Timestamp.from(last), sender, number)
                .update();
    }

    private static List<String> texts(ResultSet row, String column) throws SQLException {
        return Arrays.asList((String[]) row.getArray(column).getArray());
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }
}
