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

    /** A date known in part names nobody: two namesakes of one year are two people. */
    byte @Nullable [] identity(TenantId tenant, Demographics who) {
        BirthDate born = who.birthDate();
        if (who.familyName() == null
                || who.givenName() == null
                || born == null
                || born.date().isEmpty()) {
            return null;
        }
        String identity = NormalForm.of(who.familyName()) + "|" + NormalForm.of(who.givenName()) + "|" + born;
        return tokens.token(tenant, "identity", identity);
    }

    byte @Nullable [] name(TenantId tenant, Demographics who) {
        if (who.familyName() == null) {
            return null;
        }
        String given = who.givenName() == null ? "" : NormalForm.of(who.givenName());
        return tokens.token(tenant, "name", NormalForm.of(who.familyName()) + "|" + given);
    }

    byte @Nullable [] number(TenantId tenant, String system, @Nullable String number) {
        return number == null || number.isBlank() ? null : tokens.token(tenant, system, NormalForm.of(number));
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
