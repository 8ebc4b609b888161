package health.careloop.tenancy;

import org.springframework.dao.TransientDataAccessResourceException;

/** The tenant's tables are older or newer than this build knows. Whoever asks may come again. */
public final class PlacementVersionException extends TransientDataAccessResourceException {
    private static final long serialVersionUID = 1L;

    PlacementVersionException(String version) {
        super("This build does not know tables of version " + version + "; the tenant is upgraded first");
    }
}
