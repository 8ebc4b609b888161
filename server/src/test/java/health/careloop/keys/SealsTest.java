package health.careloop.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.careloop.TestServer;
import health.careloop.tenancy.TenantId;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** C-02 and C-04. */
class SealsTest {
    private static final TestServer SERVER = TestServer.shared();
    private static final Place PLACE = new Place("patients", "demographics", UUID.randomUUID());

    private final Seals seals = SERVER.bean(Seals.class);
    private final Tokens tokens = SERVER.bean(Tokens.class);
    private final TenantId tenant = SERVER.createTenant().id();
    private final TenantId other = SERVER.createTenant().id();

    @Test
    void opensWhereItWasSealed() {
        Sealed sealed = seals.seal(tenant, PLACE, "Kalium 6,9 mmol/l");

        assertThat(seals.openText(tenant, PLACE, Sealed.of(sealed.bytes()))).isEqualTo("Kalium 6,9 mmol/l");
        assertThat(new String(sealed.bytes(), StandardCharsets.ISO_8859_1)).doesNotContain("Kalium");
    }

    @Test
    void opensInNoOtherTenantTableColumnOrRow() {
        Sealed sealed = seals.seal(tenant, PLACE, "secret");
        seals.seal(other, PLACE, "so that the other has a key");

        refused(other, PLACE, sealed);
        refused(tenant, new Place("results", PLACE.column(), PLACE.row()), sealed);
        refused(tenant, new Place(PLACE.table(), "notes", PLACE.row()), sealed);
        refused(tenant, new Place(PLACE.table(), PLACE.column(), UUID.randomUUID()), sealed);
    }

    @Test
    void partsOfThePlaceCannotBeShiftedIntoEachOther() {
        UUID row = UUID.randomUUID();
        Sealed sealed = seals.seal(tenant, new Place("a", "b.c", row), "secret");

        refused(tenant, new Place("a.b", "c", row), sealed);
    }

    @Test
    void anyFlippedBitAnywhereIsRefused() {
        byte[] sealed = seals.seal(tenant, PLACE, "secret").bytes();

        for (int bit = 0; bit < sealed.length * 8; bit++) {
            byte[] altered = sealed.clone();
            altered[bit / 8] ^= (byte) (1 << bit % 8);
            refused(tenant, PLACE, Sealed.of(altered));
        }
    }

    @Test
    void whatIsCutOffIsRefusedAtEveryLength() {
        byte[] sealed = seals.seal(tenant, PLACE, "secret").bytes();

        for (int length = 0; length < sealed.length; length++) {
            refused(tenant, PLACE, Sealed.of(Arrays.copyOf(sealed, length)));
        }
    }

    @Test
    void theHeaderNamesFormatAndKey() {
        byte[] sealed = seals.seal(tenant, PLACE, "").bytes();

        assertThat(Arrays.copyOf(sealed, Sealed.HEADER)).containsExactly(1, 0, 0, 0, 1);
        assertThat(sealed).hasSize(Sealed.HEADER + 12 + 16);
    }

    @Test
    void theSameTextIsNeverSealedAlike() {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            seen.add(Arrays.toString(seals.seal(tenant, PLACE, "same").bytes()));
        }
        assertThat(seen).hasSize(1_000);
    }

    @Test
    void openingNeverDrawsAKey() {
        TenantId keyless = SERVER.createTenant().id();
        Sealed sealed = seals.seal(tenant, PLACE, "secret");

        refused(keyless, PLACE, sealed);

        assertThat(SERVER.database()
                        .sql("select count(*) from control.tenant_keys where tenant_id = ?")
                        .param(keyless.value())
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void tenantKeysLieWrappedAndMoveNowhere() {
        seals.seal(tenant, PLACE, "secret");
        seals.seal(other, PLACE, "secret");
        byte[] theirs = wrapped(other);
        MasterKey master = SERVER.bean(MasterKey.class);

        assertThat(master.unwrap(theirs, "tenant-key|" + other + "|1")).hasSize(32);
        assertThatThrownBy(() -> master.unwrap(theirs, "tenant-key|" + tenant + "|1"))
                .isInstanceOf(SealBrokenException.class);
        assertThatThrownBy(() -> master.unwrap(theirs, "tenant-key|" + other + "|2"))
                .isInstanceOf(SealBrokenException.class);
    }

    @Test
    void tokensOfEqualTextsAreEqualWithinATenantAndAFieldOnly() {
        byte[] token = tokens.token(tenant, "name_prefix", "mueller");

        assertThat(tokens.token(tenant, "name_prefix", "mueller")).isEqualTo(token);
        assertThat(tokens.token(tenant, "name_prefix", "muelle")).isNotEqualTo(token);
        assertThat(tokens.token(tenant, "family_name", "mueller")).isNotEqualTo(token);
        assertThat(tokens.token(other, "name_prefix", "mueller")).isNotEqualTo(token);
        assertThat(tokens.token(tenant, "name_prefixm", "ueller")).isNotEqualTo(token);
        assertThat(token).hasSize(16);
    }

    @Test
    void pseudonymsOfOnePatientAreOneAndTellNothing() {
        UUID patient = UUID.randomUUID();

        assertThat(tokens.pseudonym(tenant, patient))
                .isEqualTo(tokens.pseudonym(tenant, patient))
                .isNotEqualTo(tokens.pseudonym(other, patient))
                .doesNotContain(patient.toString().substring(0, 8));
    }

    @Test
    void secretsOfThePlatformOpenForTheirPurposeOnly() {
        PlatformSecrets secrets = SERVER.bean(PlatformSecrets.class);
        byte[] sealed = secrets.seal(new byte[] {1, 2, 3}, "sender-secret|a");

        assertThat(secrets.open(sealed, "sender-secret|a")).containsExactly(1, 2, 3);
        for (String purpose : List.of("sender-secret|b", "signing-key|a", "")) {
            assertThatThrownBy(() -> secrets.open(sealed, purpose)).isInstanceOf(SealBrokenException.class);
        }
    }

    private byte[] wrapped(TenantId whose) {
        return SERVER.database()
                .sql("select wrapped from control.tenant_keys where tenant_id = ?")
                .param(whose.value())
                .query(byte[].class)
                .single();
    }

    private void refused(TenantId whose, Place place, Sealed sealed) {
        assertThatThrownBy(() -> seals.open(whose, place, sealed)).isInstanceOf(SealBrokenException.class);
    }
}
