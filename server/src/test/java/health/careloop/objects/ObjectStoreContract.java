package health.careloop.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.careloop.TestServer;
import health.careloop.tenancy.TenantId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every {@link ObjectStore} keeps to. An implementation adds how its bytes are reached behind its back. */
public abstract class ObjectStoreContract {
    protected static final TestServer SERVER = TestServer.shared();

    protected final TenantId tenant = SERVER.createTenant().id();
    protected final TenantId other = SERVER.createTenant().id();

    protected abstract ObjectStore store();

    /** What lies in the store's own storage under this name. */
    protected abstract byte[] raw(String name);

    /** Puts bytes there past the store. */
    protected abstract void raw(String name, byte[] bytes);

    @Test
    void whatWasPutIsFoundAndWhatWasNotIsNot() {
        ObjectKey key = ObjectKey.message(tenant, UUID.randomUUID());
        assertThat(store().find(key)).isEmpty();
        assertThat(store().delete(key)).isFalse();

        store().put(key, bytes("content"));

        assertThat(found(key)).isEqualTo("content");
        assertThat(store().find(ObjectKey.report(tenant, key.id()))).isEmpty();
        assertThat(store().find(ObjectKey.message(other, key.id()))).isEmpty();
        assertThat(store().delete(key)).isTrue();
        assertThat(store().find(key)).isEmpty();
    }

    @Test
    void emptyAndLargeObjectsComeBackAsTheyWere() {
        ObjectKey empty = ObjectKey.message(tenant, UUID.randomUUID());
        ObjectKey large = ObjectKey.report(tenant, UUID.randomUUID());
        byte[] content = new byte[10 * 1024 * 1024];
        new Random(7).nextBytes(content);

        store().put(empty, new byte[0]);
        store().put(large, content);

        assertThat(store().find(empty)).contains(new byte[0]);
        assertThat(store().find(large).orElseThrow()).isEqualTo(content);
    }

    @Test
    void liesWhereExistingClientsLookForIt() {
        UUID id = UUID.randomUUID();

        assertThat(ObjectKey.message(tenant, id)).hasToString("tenants/" + tenant + "/ldt/" + id + ".ldt");
        assertThat(ObjectKey.report(tenant, id)).hasToString("tenants/" + tenant + "/pdfs/" + id + ".pdf");
        store().put(ObjectKey.message(tenant, id), bytes("content"));
        assertThat(raw("tenants/" + tenant + "/ldt/" + id + ".ldt")).isNotEmpty();
    }

    @Test
    void nothingReadableLiesInTheStorage() {
        ObjectKey key = ObjectKey.message(tenant, UUID.randomUUID());
        store().put(key, bytes("Mustermann"));

        assertThat(new String(raw(key.toString()), StandardCharsets.ISO_8859_1)).doesNotContain("Mustermann");
    }

    @Test
    void aFlippedBitAnywhereIsRefused() {
        ObjectKey key = ObjectKey.message(tenant, UUID.randomUUID());
        store().put(key, bytes("content"));
        byte[] kept = raw(key.toString());

        for (int bit = 0; bit < kept.length * 8; bit++) {
            byte[] altered = kept.clone();
            altered[bit / 8] ^= (byte) (1 << bit % 8);
            raw(key.toString(), altered);
            refused(key);
        }
        raw(key.toString(), new byte[0]);
        refused(key);
        raw(key.toString(), kept);
        assertThat(found(key)).isEqualTo("content");
    }

    @Test
    void anObjectMovedToAnotherTenantsPlaceOrAnotherNameIsRefused() {
        ObjectKey key = ObjectKey.message(tenant, UUID.randomUUID());
        store().put(key, bytes("content"));
        byte[] kept = raw(key.toString());
        for (ObjectKey elsewhere : List.of(
                ObjectKey.message(other, key.id()),
                ObjectKey.message(tenant, UUID.randomUUID()),
                ObjectKey.report(tenant, key.id()))) {
            store().put(elsewhere, bytes("there"));
            raw(elsewhere.toString(), kept);

            refused(elsewhere);
        }
    }

    @Test
    void concurrentWritersLeaveOneWholeObject() throws Exception {
        ObjectKey key = ObjectKey.report(tenant, UUID.randomUUID());
        List<String> contents = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> writers = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                String content = Integer.toString(i).repeat(50_000);
                contents.add(content);
                writers.add(threads.submit(() -> putQuietly(key, content)));
                writers.add(threads.submit(() -> assertThat(
                                store().find(key).map(ObjectStoreContract::text).orElse(content))
                        .matches("[0-9]+")));
            }
            for (Future<?> writer : writers) {
                writer.get();
            }
        }
        assertThat(contents).contains(found(key));
    }

    /** Another writer may have replaced it before it was read back; that is told, and is no half object. */
    private void putQuietly(ObjectKey key, String content) {
        try {
            store().put(key, bytes(content));
        } catch (ObjectStoreException e) {
            assertThat(e).hasMessageContaining("does not read back");
        }
    }

    protected void refused(ObjectKey key) {
        assertThatThrownBy(() -> store().find(key)).isInstanceOf(ObjectStoreException.class);
    }

    protected String found(ObjectKey key) {
        Optional<byte[]> found = store().find(key);
        return text(found.orElseThrow());
    }

    protected static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
