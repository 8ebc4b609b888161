package health.careloop;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.senders.NewSender;
import health.careloop.tenancy.Tenant;
import health.careloop.tenancy.Tenants;
import health.careloop.tenancy.Tier;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code careloop admin …} beside a server that runs. */
class AdministrationTest {
    private static final String OLDER = "20261120070000";

    private final TestServer server = TestServer.shared();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void aRegisteredSenderMayPostAtOnce() {
        Tenant practice = server.createTenant();
        assertThat(admin("sender", "--tenant", practice.slug(), "--name", "Labor Neu"))
                .isZero();
        List<String> lines = said().lines().toList();
        String key = lines.get(0).substring(lines.get(0).indexOf("clk_"));
        String secret = lines.get(1).substring(lines.get(1).indexOf("whsec_"));

        Lab lab = new Lab(server, new NewSender(UUID.randomUUID(), "Labor Neu", key, secret));
        UUID message = lab.sends(Samples.read("Z01L2SYN_iso-8859-15.LDT"));
        assertThat(lab.stateOf(message)).isEqualTo("filed");
    }

    @Test
    void tenantsAreListed() {
        Tenant practice = server.createTenant();
        assertThat(admin("tenants")).isZero();
        assertThat(said()).contains(practice.slug()).contains("ACTIVE");
    }

    @Test
    void whatSomebodyChangedInATenantsTablesIsNamedAndExitsWithOne() {
        server.database()
                .sql("alter table pooled.practices add column by_hand text")
                .update();
        try {
            assertThat(run("tenants", "drift")).isEqualTo(1);
        } finally {
            server.database()
                    .sql("alter table pooled.practices drop column by_hand")
                    .update();
        }
        assertThat(said()).containsPattern("\\(shared\\) +local/careloop.pooled +not ours: column practices.by_hand");
        assertThat(run("tenants", "drfit")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("drift");
    }

    @ParameterizedTest
    @EnumSource(names = {"SCHEMA", "DATABASE"})
    void aTenantsTablesAreTakenBackAndBroughtForwardAgain(Tier tier) {
        String random = UUID.randomUUID().toString().substring(0, 12);
        Tenant practice = server.bean(Tenants.class).create("o-" + random, "Praxis " + random, null, tier);

        assertThat(run("tenants", "downgrade", "--tenant", practice.slug(), "--to", OLDER))
                .isZero();
        assertThat(run("tenants", "behind")).isZero();
        assertThat(said()).contains(practice.slug() + " is at " + OLDER).containsPattern(practice.slug() + " +" + tier);
        assertThat(run("tenants", "upgrade")).isZero();
        assertThat(said()).contains("1 upgraded, 0 left");

        assertThat(run("tenants", "downgrade", "--tenant", server.createTenant().slug(), "--to", OLDER))
                .isEqualTo(1);
        assertThat(run("tenants", "downgrade", "--tenant", "nobody-here", "--to", OLDER))
                .isEqualTo(1);
        assertThat(run("tenants", "downgrade", "--tenant", practice.slug())).isEqualTo(2);
        assertThat(run("tenants", "downgrade", "--tenant", practice.slug(), "--to", "1"))
                .isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains(
                        "are others' as well", "no tenant named nobody-here", "To which version", "they are " + OLDER);
    }

    @Test
    void aCellIsRegisteredWithItsRegionAndLimitsAndShownWithHowFullItIs() {
        server.database()
                .sql("delete from control.cells c where name = 'spare'")
                .update();
        assertThat(run("tenants", "cells", "--name", "spare", "--tenants", "5")).isEqualTo(1);
        assertThat(run("tenants", "cells", "--name", "spare", "--region", "eu-west", "--tenants", "5"))
                .isZero();
        assertThat(run("tenants", "cells", "--name", "spare", "--databases", "0"))
                .isZero();
        assertThat(said().lines().filter(line -> line.startsWith("spare")).toList())
                .last()
                .asString()
                .containsPattern("spare +eu-west +tenants 0 of 5, schemas 0 of 500, databases 0 of 0");
        server.createTenant();
        assertThat(run("tenants", "cells")).isZero();
        assertThat(said()).containsPattern("local +eu-central +tenants [1-9]\\d* of ");

        assertThat(run("tenants", "cells", "--name", "nowhere", "--region", "eu-west"))
                .isEqualTo(1);
        assertThat(run("tenants", "cells", "--name", "spare", "--tenants", "0")).isEqualTo(1);
        assertThat(run("tenants", "cells", "--name", "spare", "--schemas", "many"))
                .isEqualTo(1);
        assertThat(run("tenants", "cells", "--tenants", "5")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains(
                        "Which cell's --tenants",
                        "say --region as well",
                        "no cell 'nowhere'",
                        "--tenants is a number from 1",
                        "--schemas is a number from 0");
        assertThat(server.database().sql("""
                                select count(*) from control.audit_stage
                                where action = 'cell_changed' and metadata ->> 'name' = 'spare'
                                """).query(Integer.class).single()).isEqualTo(2);
    }

    @Test
    void anInvitationIsALink() {
        Tenant practice = server.createTenant();
        assertThat(admin("invite", "--email", "neu@example.org", "--tenant", practice.slug(), "--role", "doctor"))
                .isZero();
        assertThat(said()).contains("/activate?token=");
    }

    @Test
    void whatCannotBeMeantIsASentence() {
        assertThat(admin("sender", "--tenant", "nobody-here", "--name", "Labor"))
                .isEqualTo(1);
        assertThat(admin("sender")).isEqualTo(2);
        assertThat(admin("dance")).isEqualTo(2);
        assertThat(admin()).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).startsWith("careloop: There is no tenant named nobody-here");
    }

    private int admin(String... words) {
        return run(Stream.concat(Stream.of("admin"), Arrays.stream(words)).toArray(String[]::new));
    }

    private int run(String... words) {
        List<String> all = new ArrayList<>(Arrays.asList(words));
        all.addAll(List.of("--home", server.home().toString()));
        return new CommandLine(
                        Map.of(),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8))
                .run(all.toArray(String[]::new));
    }

    private String said() {
        return out.toString(StandardCharsets.UTF_8);
    }
}
