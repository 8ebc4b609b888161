package health.careloop.bench;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.ScratchFolder;
import health.careloop.postgres.EmbeddedPostgres;
import health.careloop.tenancy.Databases;
import health.careloop.tenancy.TenancySettings;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProvisionedSenderTest {
    @Test
    void eachTenantHasASenderOfItsOwn() throws Exception {
        try (ScratchFolder folder = ScratchFolder.create("careloop-bench");
                EmbeddedPostgres postgres = EmbeddedPostgres.start(folder.path(), progress -> {});
                Databases databases = Databases.open(() -> postgres, folder.path(), TenancySettings.of(1, 1, 1, 2))) {
            databases.await();

            List<SenderKey> keys = ProvisionedSender.create(folder.path(), 2);

            assertThat(keys)
                    .extracting(SenderKey::tenantId)
                    .doesNotHaveDuplicates()
                    .hasSize(2);
            try (ServerDatabase database = ServerDatabase.of(folder.path())) {
                assertThat(database.count("""
                                select count(*) from control.senders s join control.sender_secrets k on k.sender_id = s.id
                                where s.is_active
                                """)).isEqualTo(2);
            }
        }
    }
}
