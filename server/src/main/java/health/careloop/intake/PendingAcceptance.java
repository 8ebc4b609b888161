package health.careloop.intake;

import health.careloop.tenancy.TenantId;
import health.careloop.tenancy.UuidV7;
import java.util.UUID;

/**
 * A transmission with everything its rows need, so that the commit computes nothing. The ids are its own for good: who
 * commits it a second time after a doubtful first finds them again.
 *
 * @param sealed the bytes under the tenant's key
 */
record PendingAcceptance(
        Transmission transmission, UUID messageId, UUID jobId, UUID entryId, byte[] sha256, byte[] sealed) {
    static PendingAcceptance of(Transmission transmission, UUID messageId, byte[] sha256, byte[] sealed) {
        return new PendingAcceptance(transmission, messageId, UuidV7.next(), UuidV7.next(), sha256, sealed);
    }

    /** What a repetition of the same transmission is called, too. */
    String webhookId() {
        return transmission.signature().nameOf(sha256);
    }

    TenantId tenant() {
        return transmission.sender().tenant();
    }
}
