package health.careloop.patients;

import health.careloop.keys.Tokens;
import health.careloop.tenancy.TenantId;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What patients and orders are found by instead of plain text: one keyed token per field, equal for equal content. */
@Component
class PatientTokens {
    private final Tokens tokens;

    PatientTokens(Tokens tokens) {
        this.tokens = tokens;
    }

    /** Upper and lower case do not count. */
    byte[] order(TenantId tenant, String number) {
        return tokens.token(tenant, "order_number", number.strip().toLowerCase(Locale.ROOT));
    }

    /** What is locked while an order of this sender is filed. */
    byte @Nullable [] orderLock(TenantId tenant, String field, @Nullable String number, UUID senderId) {
        return number == null ? null : tokens.token(tenant, field, senderId + "|" + number);
    }

    /**
     * A date known in part names nobody: two namesakes of one year are two people. Nor does a name whose letters were
     * lost: what is left of it is equal for many.
     */
    byte @Nullable [] identity(TenantId tenant, Demographics who) {
        BirthDate born = who.birthDate();
        String family = who.familyName();
        String given = who.givenName();
        if (family == null
                || given == null
                || !NormalForm.isWhole(family)
                || !NormalForm.isWhole(given)
                || born == null
                || born.date().isEmpty()) {
            return null;
        }
        String identity = NormalForm.of(family) + "|" + NormalForm.of(given) + "|" + born;
        return tokens.token(tenant, "identity", identity);
    }

    byte @Nullable [] name(TenantId tenant, Demographics who) {
        if (who.familyName() == null || !NormalForm.tells(who.familyName())) {
            return null;
        }
        String given = who.givenName() == null ? "" : NormalForm.of(who.givenName());
        return tokens.token(tenant, "name", NormalForm.of(who.familyName()) + "|" + given);
    }

    byte @Nullable [] number(TenantId tenant, String system, @Nullable String number) {
        return NormalForm.tells(number) ? tokens.token(tenant, system, NormalForm.ofNumber(number)) : null;
    }

    /** A patient matches a search when all of these are among its {@code name_prefix} tokens. */
    byte[][] prefixes(TenantId tenant, String query) {
        return NormalForm.words(query).stream()
                .map(word -> word.substring(0, Math.min(word.length(), NormalForm.LONGEST_PREFIX)))
                .map(prefix -> prefix(tenant, prefix))
                .toArray(byte[][]::new);
    }

    byte[] prefix(TenantId tenant, String prefix) {
        return tokens.token(tenant, "name_prefix", prefix);
    }
}
