package health.careloop.patients;

import health.careloop.audit.Caller;
import health.careloop.tenancy.TenantId;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Whom one report is about, and what its record is found by. */
public final class Sought {
    private final Person person;
    private final UUID senderId;
    private final Caller caller;
    private final byte @Nullable [] orderToken;
    private final byte @Nullable [] numberToken;
    private final byte @Nullable [] identityToken;
    private final @Nullable String insuranceToken;
    private final Set<Long> keys = new LinkedHashSet<>();

    Sought(
            PatientTokens tokens,
            TenantId tenant,
            Person person,
            UUID senderId,
            @Nullable String labOrderNumber,
            Caller caller) {
        this.person = person;
        this.senderId = senderId;
        this.caller = caller;
        this.orderToken = person.orderNumber() == null ? null : tokens.order(tenant, person.orderNumber());
        this.numberToken =
                tokens.number(tenant, "practice_number", person.identifiers().practiceNumber());
        this.identityToken = tokens.identity(tenant, person.demographics());
        byte[] insurance =
                tokens.number(tenant, "insurance_number", person.identifiers().insuranceNumber());
        this.insuranceToken = insurance == null ? null : HexFormat.of().formatHex(insurance);
        key(tokens.orderLock(tenant, "order lock", person.orderNumber(), senderId));
        key(tokens.orderLock(tenant, "lab order lock", labOrderNumber, senderId));
        key(numberToken);
        key(identityToken);
    }

    private void key(byte @Nullable [] token) {
        if (token != null) {
            keys.add(ByteBuffer.wrap(token).getLong());
        }
    }

    /**
     * What two messages about the same person or order have in common: held until the transaction ends, so that neither
     * makes a second record of what the other is just making.
     */
    public Set<Long> keys() {
        return keys;
    }

    Person person() {
        return person;
    }

    UUID senderId() {
        return senderId;
    }

    /** On whose behalf a new record would be made. */
    Caller caller() {
        return caller;
    }

    byte @Nullable [] orderToken() {
        return orderToken;
    }

    byte @Nullable [] numberToken() {
        return numberToken;
    }

    byte @Nullable [] identityToken() {
        return identityToken;
    }

    /** In hexadecimal digits. */
    @Nullable
    String insuranceToken() {
        return insuranceToken;
    }
}
