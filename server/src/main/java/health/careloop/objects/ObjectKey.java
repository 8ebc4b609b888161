package health.careloop.objects;

import health.careloop.tenancy.TenantId;
import java.util.UUID;

/** An object's name. Layout as existing clients know it (A25, A26). */
public record ObjectKey(TenantId tenant, Kind kind, UUID id) {
    public enum Kind {
        MESSAGE("ldt", "ldt"),
        REPORT("pdfs", "pdf");

        private final String folder;
        private final String extension;

        Kind(String folder, String extension) {
            this.folder = folder;
            this.extension = extension;
        }
    }

    public static ObjectKey message(TenantId tenant, UUID messageId) {
        return new ObjectKey(tenant, Kind.MESSAGE, messageId);
    }

    public static ObjectKey report(TenantId tenant, UUID resultId) {
        return new ObjectKey(tenant, Kind.REPORT, resultId);
    }

    /** {@code tenants/{tenantId}/ldt/{messageId}.ldt} or {@code tenants/{tenantId}/pdfs/{resultId}.pdf}. */
    @Override
    public String toString() {
        return folder() + "/" + id + "." + kind.extension;
    }

    String folder() {
        return "tenants/" + tenant + "/" + kind.folder;
    }
}
