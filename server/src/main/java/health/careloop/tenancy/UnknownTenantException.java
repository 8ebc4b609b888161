package health.careloop.tenancy;

/** A bug or a forged id: a verified principal always belongs to a placed tenant. */
public final class UnknownTenantException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnknownTenantException(TenantId tenant) {
        super("No tenant is placed under " + tenant);
    }
}
