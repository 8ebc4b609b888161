package health.careloop.access;

import java.util.Locale;

/**
 * What may be done in a tenant; everywhere but here in lower snake_case, as D27 spells it. Only what something asks for: a
 * client shows a button for each, so one that nothing keeps is a promise broken.
 */
public enum Permission {
    VIEW_RESULTS,
    /** The document of a report and what is attached to it (A40). */
    DOWNLOAD_REPORTS,
    VIEW_PATIENTS,
    EDIT_PATIENTS,
    /** Where a message stands, and why; no content. */
    VIEW_MESSAGES,
    /** The bytes as they were sent. */
    DOWNLOAD_MESSAGES,
    /** Who may post for the tenant, from where, and when each secret was used last; no secret. */
    VIEW_SENDERS,
    UPDATE_SENDERS,
    VIEW_USER,
    UPDATE_USER,
    /** Of the installation, not of a tenant: who becomes one, and who ends. */
    MANAGE_TENANTS;

    private final String wire = name().toLowerCase(Locale.ROOT);

    public String wire() {
        return wire;
    }
}
