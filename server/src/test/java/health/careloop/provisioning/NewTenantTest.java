package health.careloop.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.tenancy.Tier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NewTenantTest {
    private static final Draft WHOLE = Draft.of("Praxis Dr. Müller & Söhne", "Chef@Example.org", "Änne", "Müller");

    @Test
    void whatIsNotSaidIsAddedAndTheRestIsBroughtIntoOneForm() {
        NewTenant tenant = valid(WHOLE);

        assertThat(tenant.slug()).isEqualTo("praxis-dr-mueller-soehne");
        assertThat(tenant.tier()).isEqualTo(Tier.POOLED);
        assertThat(tenant.cell()).isEqualTo("local");
        assertThat(tenant.administrator().orElseThrow().email()).isEqualTo("chef@example.org");
    }

    @Test
    void everythingThatIsMissingIsNamedAtOnce() {
        Draft empty = new Draft(null, null, null, null, null, null, null, null, null, null);

        assertThat(((NewTenant.Parsed.Invalid) NewTenant.parse(empty)).faults())
                .extracting(NewTenant.Fault::field)
                .containsExactly("name", "adminEmail", "adminFirstName", "adminLastName", "slug");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x\r\nBcc: everybody@example.org",
                "Praxis \u202e nednil",
                "\u0000",
                "...",
                "Praxis\u2028Linden",
                "a"
            })
    void aNameThatCouldBeMoreThanANameIsRefused(String name) {
        assertThat(NewTenant.parse(Draft.of(name, "chef@example.org", "Clara", "Muster")))
                .isInstanceOf(NewTenant.Parsed.Invalid.class);
    }

    /** They are data, and go into the database as such. */
    @ParameterizedTest
    @ValueSource(
            strings = {"Robert'); drop schema control cascade; --", "<script>alert(1)</script>", "Praxis \"Zur Linde\""
            })
    void aNameThatLooksLikeACommandIsAName(String name) {
        NewTenant tenant = valid(Draft.of(name, "chef@example.org", "Clara", "Muster"));

        assertThat(tenant.name()).isEqualTo(name);
        assertThat(tenant.slug()).matches("[a-z][a-z0-9-]*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"12345678", "1234567890", "12345678a", "１２３４５６７８９", "123 456 789"})
    void aBsnrHasNineDigits(String bsnr) {
        assertThat(NewTenant.parse(WHOLE.known(null, null, bsnr))).isInstanceOf(NewTenant.Parsed.Invalid.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"localhost", "127.0.0.1", "a..b", "-x.example", "x_y.example", "example.org/", "müller.example"})
    void aDomainIsAHostNameAndNothingElse(String domain) {
        assertThat(NewTenant.parse(WHOLE.known(null, domain, null))).isInstanceOf(NewTenant.Parsed.Invalid.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"www", "api", "1a", "a", "a b", "a;drop", "../x", "ä"})
    void aShortNameThatLeadsElsewhereIsRefused(String slug) {
        assertThat(NewTenant.parse(WHOLE.known(slug, null, null))).isInstanceOf(NewTenant.Parsed.Invalid.class);
    }

    @ParameterizedTest
    @CsvSource({"pool,local", "pooled,LOCAL", "pooled,../secrets", "database,x;y"})
    void tierAndCellAreWordsOfOurs(String tier, String cell) {
        assertThat(NewTenant.parse(WHOLE.in(tier).on(cell))).isInstanceOf(NewTenant.Parsed.Invalid.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"chef", "chef@", "a@b\nBcc: c@d", "<chef@example.org>", "a b@example.org"})
    void anAddressIsAnAddress(String address) {
        assertThat(NewTenant.parse(Draft.of("Praxis", address, "Clara", "Muster")))
                .isInstanceOf(NewTenant.Parsed.Invalid.class);
    }

    @Test
    void aTableWithSemicolonsQuotesAndAMarkIsRead() {
        String csv = "\ufeffname;adminEmail;adminFirstName;adminLastName\r\n"
                + "\"Praxis \"\"Zur; Linde\"\"\";chef@example.org;Clara;Muster\r\n\r\n";

        TenantCsv.Outcome outcome = TenantCsv.read(csv.getBytes(java.nio.charset.StandardCharsets.UTF_8));

        assertThat(outcome)
                .isEqualTo(new TenantCsv.Rows(
                        java.util.List.of(Draft.of("Praxis \"Zur; Linde\"", "chef@example.org", "Clara", "Muster"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "name,colour\nx,y", "name,name\nx,y", "name,tier\nx"})
    void aTableThatIsNoneIsRefusedAsAWhole(String csv) {
        assertThat(TenantCsv.read(csv.getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .isInstanceOf(TenantCsv.Unreadable.class);
    }

    private static NewTenant valid(Draft draft) {
        return switch (NewTenant.parse(draft)) {
            case NewTenant.Parsed.Valid valid -> valid.tenant();
            case NewTenant.Parsed.Invalid invalid ->
                throw new AssertionError(invalid.faults().toString());
        };
    }
}
