package health.careloop.intake;

import health.careloop.objects.ObjectKey;
import health.careloop.objects.ObjectStore;
import health.careloop.tenancy.TenantScope;
import org.springframework.stereotype.Component;

/** A message's bytes as they were sent, from the row or from the object that took over. */
@Component
class OriginalBytes {
    private final ObjectStore objects;

    OriginalBytes(ObjectStore objects) {
        this.objects = objects;
    }

    byte[] of(MessageStore.Kept message) {
        if (message.content() != null) {
            return message.content();
        }
        ObjectKey key = ObjectKey.message(TenantScope.current().tenant(), message.id());
        return objects.find(key).orElseThrow(() -> new IllegalStateException("Neither row nor object has " + key));
    }
}
