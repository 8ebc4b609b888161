package health.careloop.provisioning;

import health.careloop.access.Activations;
import health.careloop.tenancy.DatabaseAddress;
import health.careloop.tenancy.Tier;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A tenant to be made: everything in it has the form it must have. Only {@link #parse} and {@link #parseUnattended} make
 * one.
 *
 * @param administrator empty when whoever asks for the tenant invites its people
 */
public record NewTenant(
        String name,
        String slug,
        @Nullable String domain,
        @Nullable String bsnr,
        Tier tier,
        String cell,
        Optional<Administrator> administrator) {

    /** Who gets the activation link. */
    public record Administrator(String email, String firstName, String lastName, Locale language) {
        String name() {
            return firstName + " " + lastName;
        }
    }

    /** What is wrong with one field, in a sentence that says what belongs there. */
    public record Fault(String field, String sentence) {}

    /** What became of a {@link Draft}. */
    public sealed interface Parsed {
        record Valid(NewTenant tenant) implements Parsed {}

        record Invalid(List<Fault> faults) implements Parsed {}
    }

    private static final Pattern SLUG = Pattern.compile("[a-z][a-z0-9-]{1,62}");
    private static final Pattern BSNR = Pattern.compile("[0-9]{9}");
    private static final Pattern CELL = Pattern.compile("[a-z][a-z0-9-]{0,62}");
    private static final Pattern DOMAIN =
            Pattern.compile("(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])");
    /** Nothing a mail client or a page could take for markup, a line break or a turn of direction. */
    private static final Pattern UNSEEN =
            Pattern.compile("[\\p{Cc}\\p{Cs}\\u2028\\u2029\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069]");

    /** The first label of a host name leads to a tenant: these lead elsewhere. */
    private static final Set<String> RESERVED =
            Set.of("www", "api", "admin", "app", "mail", "smtp", "ftp", "static", "status", "login", "localhost");

    public static Parsed parse(Draft draft) {
        List<Fault> faults = new ArrayList<>();
        String name = name(draft, faults);
        return parse(draft, name, Optional.of(administrator(draft, faults)), faults);
    }

    /** Of a tenant nobody is to be written to about: what the draft says of an administrator is not looked at. */
    public static Parsed parseUnattended(Draft draft) {
        List<Fault> faults = new ArrayList<>();
        return parse(draft, name(draft, faults), Optional.empty(), faults);
    }

    private static String name(Draft draft, List<Fault> faults) {
        String name = text(draft.name());
        check(faults, "name", isName(name, 2, 255), "The name has 2 to 255 characters and no control characters.");
        return name;
    }

    private static Administrator administrator(Draft draft, List<Fault> faults) {
        String email = text(draft.adminEmail()).toLowerCase(Locale.ROOT);
        check(
                faults,
                "adminEmail",
                Activations.isAddress(email),
                "This must be an e-mail address like name@example.org.");
        String first = text(draft.adminFirstName());
        check(faults, "adminFirstName", isName(first, 1, 49), "The first name has 1 to 49 characters.");
        String last = text(draft.adminLastName());
        check(faults, "adminLastName", isName(last, 1, 49), "The last name has 1 to 49 characters.");
        Locale language = text(draft.language()).equals("en") ? Locale.ENGLISH : Locale.GERMAN;
        return new Administrator(email, first, last, language);
    }

    private static Parsed parse(Draft draft, String name, Optional<Administrator> administrator, List<Fault> faults) {
        Tier tier = tier(draft.tier());
        check(faults, "tier", tier != null, "The tier is pooled, schema or database.");
        String cell = text(draft.cell()).isEmpty() ? DatabaseAddress.MAIN.cell() : text(draft.cell());
        check(faults, "cell", CELL.matcher(cell).matches(), "A cell is named with a-z, 0-9 and hyphens.");
        String domain =
                text(draft.domain()).isEmpty() ? null : text(draft.domain()).toLowerCase(Locale.ROOT);
        check(
                faults,
                "domain",
                domain == null || DOMAIN.matcher(domain).matches(),
                "A domain looks like praxis.example.org, in ASCII.");
        String bsnr = text(draft.bsnr()).isEmpty() ? null : text(draft.bsnr());
        check(faults, "bsnr", bsnr == null || BSNR.matcher(bsnr).matches(), "A Betriebsstättennummer has nine digits.");
        String slug =
                text(draft.slug()).isEmpty() ? slugOf(name) : text(draft.slug()).toLowerCase(Locale.ROOT);
        check(
                faults,
                "slug",
                SLUG.matcher(slug).matches() && !RESERVED.contains(slug),
                "The short name has 2 to 63 letters, digits or hyphens, starts with a letter and is not reserved.");
        if (!faults.isEmpty() || tier == null) {
            return new Parsed.Invalid(List.copyOf(faults));
        }
        return new Parsed.Valid(new NewTenant(name, slug, domain, bsnr, tier, cell, administrator));
    }

    private static void check(List<Fault> faults, String field, boolean right, String sentence) {
        if (!right) {
            faults.add(new Fault(field, sentence));
        }
    }

    private static boolean isName(String text, int least, int most) {
        return text.length() >= least
                && text.length() <= most
                && !UNSEEN.matcher(text).find()
                && text.chars().anyMatch(Character::isLetterOrDigit);
    }

    private static String text(@Nullable String typed) {
        return typed == null ? "" : Normalizer.normalize(typed.strip(), Normalizer.Form.NFC);
    }

    private static @Nullable Tier tier(@Nullable String typed) {
        return switch (text(typed).toLowerCase(Locale.ROOT)) {
            case "", "pooled" -> Tier.POOLED;
            case "schema" -> Tier.SCHEMA;
            case "database" -> Tier.DATABASE;
            default -> null;
        };
    }

    /** {@code Praxis Dr. Müller & Söhne} is {@code praxis-dr-mueller-soehne}. */
    static String slugOf(String name) {
        String plain = name.toLowerCase(Locale.ROOT)
                .replace("ä", "ae")
                .replace("ö", "oe")
                .replace("ü", "ue")
                .replace("ß", "ss");
        String words = Normalizer.normalize(plain, Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^[^a-z]+|-+$", "");
        return words.length() > 63 ? words.substring(0, 63).replaceAll("-+$", "") : words;
    }
}
