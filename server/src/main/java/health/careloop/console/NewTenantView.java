package health.careloop.console;

import health.careloop.provisioning.Draft;
import health.careloop.provisioning.TenantList;
import health.careloop.tenancy.Tier;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A tenant to be made, as it was typed.
 *
 * @param plan what would be made; absent unless somebody asked
 */
public record NewTenantView(
        Draft draft,
        List<TenantList.Cell> cells,
        List<TenantProblem> problems,
        @Nullable Plan plan) {

    /** @param schema as it could be named: another is drawn when it is made */
    public record Plan(
            String name, String slug, Tier tier, String cell, String database, String schema, String email) {}

    /** What is wrong with a field, or stands against it. */
    public enum TenantProblem {
        NAME("name"),
        ADMIN_EMAIL("adminEmail"),
        ADMIN_FIRST_NAME("adminFirstName"),
        ADMIN_LAST_NAME("adminLastName"),
        TIER("tier"),
        CELL("cell"),
        CELL_FULL("cell"),
        SLUG("slug"),
        SLUG_TAKEN("slug"),
        BSNR("bsnr"),
        BSNR_TAKEN("bsnr"),
        DOMAIN("domain"),
        DOMAIN_TAKEN("domain");

        private final String field;

        TenantProblem(String field) {
            this.field = field;
        }

        public String field() {
            return field;
        }

        /** The form of a field is wrong. */
        static TenantProblem of(String field) {
            for (TenantProblem each : values()) {
                if (each.field.equals(field)) {
                    return each;
                }
            }
            throw new IllegalArgumentException("The form has no field " + field);
        }
    }

    public boolean isChosen(Tier tier) {
        return tier.name().equalsIgnoreCase(typed(draft.tier(), Tier.POOLED.name()));
    }

    public boolean isChosen(TenantList.Cell cell) {
        return cell.name().equals(typed(draft.cell(), "local"));
    }

    public boolean isInEnglish() {
        return "en".equals(draft.language());
    }

    /** Whether something was typed into what need not be. */
    public boolean isFurther() {
        return !typed(draft.slug(), "").isEmpty()
                || !typed(draft.bsnr(), "").isEmpty()
                || !typed(draft.domain(), "").isEmpty()
                || problems.stream()
                        .anyMatch(problem -> List.of("slug", "bsnr", "domain").contains(problem.field()));
    }

    public static String typed(@Nullable String text) {
        return typed(text, "");
    }

    private static String typed(@Nullable String text, String otherwise) {
        return text == null || text.isBlank() ? otherwise : text;
    }
}
