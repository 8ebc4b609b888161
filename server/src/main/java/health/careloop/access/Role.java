package health.careloop.access;

import static health.careloop.access.Permission.DOWNLOAD_MESSAGES;
import static health.careloop.access.Permission.DOWNLOAD_REPORTS;
import static health.careloop.access.Permission.EDIT_PATIENTS;
import static health.careloop.access.Permission.MANAGE_TENANTS;
import static health.careloop.access.Permission.UPDATE_SENDERS;
import static health.careloop.access.Permission.UPDATE_USER;
import static health.careloop.access.Permission.VIEW_MESSAGES;
import static health.careloop.access.Permission.VIEW_PATIENTS;
import static health.careloop.access.Permission.VIEW_RESULTS;
import static health.careloop.access.Permission.VIEW_SENDERS;
import static health.careloop.access.Permission.VIEW_USER;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The one catalogue of roles over the four of the source designs (contradiction 18): what a member of a tenant may do.
 * The table is in the module's README, and a test holds the two together.
 */
public enum Role {
    /** Runs the installation; sees no tenant's data. */
    PLATFORM_OPERATOR(MANAGE_TENANTS),
    /** Administers a tenant; reads nothing clinical. */
    ADMIN(VIEW_MESSAGES, VIEW_SENDERS, UPDATE_SENDERS, VIEW_USER, UPDATE_USER),
    HEAD_DOCTOR(
            VIEW_RESULTS, DOWNLOAD_REPORTS, VIEW_PATIENTS, EDIT_PATIENTS, VIEW_MESSAGES, DOWNLOAD_MESSAGES, VIEW_USER),
    DOCTOR(VIEW_RESULTS, DOWNLOAD_REPORTS, VIEW_PATIENTS, EDIT_PATIENTS, VIEW_MESSAGES, DOWNLOAD_MESSAGES),
    NURSE(VIEW_RESULTS, DOWNLOAD_REPORTS, VIEW_PATIENTS),
    /** The hospital's switchboard: who is who, and whether messages arrive. */
    OPERATOR(VIEW_MESSAGES, VIEW_SENDERS, VIEW_USER),
    LAB_TECHNICIAN(VIEW_RESULTS, DOWNLOAD_REPORTS, VIEW_PATIENTS, VIEW_MESSAGES, DOWNLOAD_MESSAGES, VIEW_SENDERS),
    RECEPTION(VIEW_PATIENTS, EDIT_PATIENTS),
    AUDITOR(VIEW_USER),
    VIEWER(VIEW_RESULTS, VIEW_PATIENTS),
    /** Reaches no staff endpoint. */
    PATIENT();

    /** How else the source designs and their clients spell them; {@code user} gets the least that is of use. */
    private static final Map<String, Role> OTHER_SPELLINGS = Map.ofEntries(
            Map.entry("administrator", ADMIN),
            Map.entry("tenant_admin", ADMIN),
            Map.entry("clinic_admin", ADMIN),
            Map.entry("platform_admin", PLATFORM_OPERATOR),
            Map.entry("super_admin", PLATFORM_OPERATOR),
            Map.entry("superadmin", PLATFORM_OPERATOR),
            Map.entry("headdoctor", HEAD_DOCTOR),
            Map.entry("chief_physician", HEAD_DOCTOR),
            Map.entry("physician", DOCTOR),
            Map.entry("practitioner", DOCTOR),
            Map.entry("labtechnician", LAB_TECHNICIAN),
            Map.entry("lab_tech", LAB_TECHNICIAN),
            Map.entry("receptionist", RECEPTION),
            Map.entry("user", VIEWER));

    private final Set<Permission> permissions;

    Role(Permission... permissions) {
        EnumSet<Permission> set = EnumSet.noneOf(Permission.class);
        set.addAll(List.of(permissions));
        this.permissions = Collections.unmodifiableSet(set);
    }

    public Set<Permission> permissions() {
        return permissions;
    }

    public boolean may(Permission permission) {
        return permissions.contains(permission);
    }

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Any spelling: {@code head_doctor}, {@code HeadDoctor}, {@code Lab Technician}, {@code user}. */
    public static Optional<Role> parse(String text) {
        String wire = text.strip()
                .replaceAll("([a-z])([A-Z])", "$1_$2")
                .replaceAll("[\\s-]+", "_")
                .toLowerCase(Locale.ROOT);
        for (Role role : values()) {
            if (role.wire().equals(wire)) {
                return Optional.of(role);
            }
        }
        return Optional.ofNullable(OTHER_SPELLINGS.get(wire));
    }
}
