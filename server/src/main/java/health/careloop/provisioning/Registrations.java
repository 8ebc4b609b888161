package health.careloop.provisioning;

import health.careloop.access.Network;
import health.careloop.access.PublicAddress;
import health.careloop.audit.Action;
import health.careloop.audit.Audit;
import health.careloop.audit.Entry;
import health.careloop.keys.PlatformSecrets;
import health.careloop.provisioning.NewTenant.Administrator;
import health.careloop.provisioning.NewTenant.Fault;
import health.careloop.provisioning.Provisioning.Refusal;
import health.careloop.provisioning.Provisioning.Requested;
import health.careloop.tenancy.ControlDatabase;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * A stranger asks for a tenant (E17): first a letter to the address they gave, and only its link starts a run. The
 * answer is the same whether or not there is such a tenant.
 */
@Component
final class Registrations {
    sealed interface Outcome {
        record LetterSent() implements Outcome {}

        record Invalid(List<Fault> faults) implements Outcome {}

        record TooMany(Duration retryAfter) implements Outcome {}

        record Closed() implements Outcome {}
    }

    sealed interface Confirmed {
        record Begun(Requested.Accepted accepted) implements Confirmed {}

        record Refused(Refusal why) implements Confirmed {}

        record LinkInvalid() implements Confirmed {}
    }

    /** Letters to one address in a day: nobody's mailbox is filled through us. */
    private static final int PER_ADDRESS = 3;

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String VALID = "token_hash = ? and used_at is null and expires_at > now()";

    private final ControlDatabase control;
    private final PlatformSecrets secrets;
    private final Provisioning provisioning;
    private final Letters letters;
    private final Audit audit;
    private final ProvisioningSettings settings;
    private final PublicAddress here;

    Registrations(
            ControlDatabase control,
            PlatformSecrets secrets,
            Provisioning provisioning,
            Letters letters,
            Audit audit,
            ProvisioningSettings settings,
            PublicAddress here) {
        this.control = control;
        this.secrets = secrets;
        this.provisioning = provisioning;
        this.letters = letters;
        this.audit = audit;
        this.settings = settings;
        this.here = here;
    }

    Outcome register(Draft asked, @Nullable String ip) {
        if (!settings.selfService()) {
            return new Outcome.Closed();
        }
        // Where a tenant lies, and what it is called in addresses, is the operator's to say.
        Draft draft = new Draft(
                asked.name(),
                asked.adminEmail(),
                asked.adminFirstName(),
                asked.adminLastName(),
                null,
                null,
                null,
                asked.bsnr(),
                null,
                asked.language());
        return switch (NewTenant.parse(draft)) {
            case NewTenant.Parsed.Invalid invalid -> new Outcome.Invalid(invalid.faults());
            case NewTenant.Parsed.Valid valid ->
                control.inTransaction(() -> keep(
                        draft, valid.tenant(), valid.tenant().administrator().orElseThrow(), Network.of(ip)));
        };
    }

    private Outcome keep(Draft draft, NewTenant wanted, Administrator asking, String network) {
        // Of a hundred at once each is counted before the next.
        control.sql()
                .sql("select pg_advisory_xact_lock(hashtextextended(?, 41))::text")
                .param(network)
                .query(String.class)
                .single();
        byte[] address = hash("address|" + asking.email());
        record Counts(int network, int address) {}
        Counts counts = control.sql()
                .sql("""
                        select (select count(*) from control.registrations
                                where network = ? and created_at > now() - interval '1 hour') as network,
                               (select count(*) from control.registrations
                                where email_hash = ? and created_at > now() - interval '1 day') as address
                        """)
                .params(network, address)
                .query((row, number) -> new Counts(row.getInt("network"), row.getInt("address")))
                .single();
        if (counts.network() >= settings.registrationsPerNetwork()) {
            return new Outcome.TooMany(Duration.ofHours(1));
        }
        String token = secret();
        control.sql()
                .sql("""
                        insert into control.registrations (token_hash, draft, email_hash, network, expires_at)
                        values (?, ?, ?, ?, now() + make_interval(secs => ?))
                        """)
                .params(
                        hash(token),
                        secrets.seal(JSON.writeValueAsString(draft).getBytes(StandardCharsets.UTF_8), purpose(token)),
                        address,
                        network,
                        settings.registrationLength().toSeconds())
                .update();
        audit.recordForPlatform(Entry.of(Action.REGISTRATION_REQUESTED, "registration"), null);
        if (counts.address() < PER_ADDRESS) {
            letters.verify(wanted, asking, here.url("/register?token=" + token));
        }
        return new Outcome.LetterSent();
    }

    /** What a link that may still be used would make. */
    Optional<NewTenant> find(String token) {
        return control.sql()
                .sql("select draft from control.registrations where " + VALID)
                .param(hash(token))
                .query(byte[].class)
                .optional()
                .map(kept -> open(kept, token))
                .map(NewTenant::parse)
                .filter(NewTenant.Parsed.Valid.class::isInstance)
                .map(parsed -> ((NewTenant.Parsed.Valid) parsed).tenant());
    }

    /** The address is theirs: the run begins. The link is used up, unless the tenant was refused. */
    Confirmed confirm(String token) {
        Optional<Draft> draft = control.sql()
                .sql("update control.registrations set used_at = now() where " + VALID + " returning draft")
                .param(hash(token))
                .query((row, number) -> open(row.getBytes(1), token))
                .optional();
        if (draft.isEmpty()) {
            return new Confirmed.LinkInvalid();
        }
        return switch (provisioning.request(draft.get(), null)) {
            case Requested.Accepted accepted -> {
                audit.recordForPlatform(
                        Entry.of(
                                Action.REGISTRATION_CONFIRMED,
                                "tenant",
                                accepted.tenant().value()),
                        accepted.tenant());
                yield new Confirmed.Begun(accepted);
            }
            case Requested.Refused refused -> {
                control.sql()
                        .sql("update control.registrations set used_at = null where token_hash = ?")
                        .param(hash(token))
                        .update();
                yield new Confirmed.Refused(refused.why());
            }
        };
    }

    int prune() {
        return control.sql()
                .sql("delete from control.registrations where expires_at < now() - interval '1 day'")
                .update();
    }

    private Draft open(byte[] sealed, String token) {
        return JSON.readValue(new String(secrets.open(sealed, purpose(token)), StandardCharsets.UTF_8), Draft.class);
    }

    private static String purpose(String token) {
        return "registration|" + HexFormat.of().formatHex(hash(token));
    }

    private static String secret() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] hash(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java lacks SHA-256", e);
        }
    }
}
