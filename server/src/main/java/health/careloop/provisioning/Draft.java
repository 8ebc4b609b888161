package health.careloop.provisioning;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import org.jspecify.annotations.Nullable;

/**
 * A tenant as somebody typed it; {@link NewTenant#parse} makes something of it.
 *
 * @param tier {@code pooled} unless said otherwise
 * @param cell {@code local} unless said otherwise
 * @param slug made from the name unless said otherwise
 * @param language of the mails, {@code de} or {@code en}
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Draft(
        @Nullable String name,
        @Nullable String adminEmail,
        @Nullable String adminFirstName,
        @Nullable String adminLastName,
        @Nullable String tier,
        @Nullable String cell,
        @Nullable String domain,
        @Nullable String bsnr,
        @Nullable String slug,
        @Nullable String language) {

    /** With everything else as it is by default. */
    public static Draft of(String name, String adminEmail, String adminFirstName, String adminLastName) {
        return new Draft(name, adminEmail, adminFirstName, adminLastName, null, null, null, null, null, null);
    }

    public Draft in(String otherTier) {
        return new Draft(
                name, adminEmail, adminFirstName, adminLastName, otherTier, cell, domain, bsnr, slug, language);
    }

    public Draft on(String otherCell) {
        return new Draft(
                name, adminEmail, adminFirstName, adminLastName, tier, otherCell, domain, bsnr, slug, language);
    }

    public Draft known(@Nullable String otherSlug, @Nullable String otherDomain, @Nullable String otherBsnr) {
        return new Draft(
                name,
                adminEmail,
                adminFirstName,
                adminLastName,
                tier,
                cell,
                otherDomain,
                otherBsnr,
                otherSlug,
                language);
    }
}
