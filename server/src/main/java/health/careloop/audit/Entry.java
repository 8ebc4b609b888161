package health.careloop.audit;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One act.
 *
 * @param resource what kind of record: message, result, patient, …
 * @param patient whose data it was; staged as a pseudonym
 * @param metadata references and counts; no clinical values
 */
public record Entry(
        Action action,
        String resource,
        @Nullable UUID resourceId,
        @Nullable Integer resourceVersion,
        @Nullable UUID patient,
        boolean success,
        @Nullable String purpose,
        Map<String, Object> metadata) {

    public static Entry of(Action action, String resource) {
        return new Entry(action, resource, null, null, null, true, null, Map.of());
    }

    public static Entry of(Action action, String resource, UUID resourceId) {
        return new Entry(action, resource, resourceId, null, null, true, null, Map.of());
    }

    public Entry version(int version) {
        return new Entry(action, resource, resourceId, version, patient, success, purpose, metadata);
    }

    public Entry about(UUID patientId) {
        return new Entry(action, resource, resourceId, resourceVersion, patientId, success, purpose, metadata);
    }

    public Entry failed() {
        return new Entry(action, resource, resourceId, resourceVersion, patient, false, purpose, metadata);
    }

    public Entry forPurpose(String why) {
        return new Entry(action, resource, resourceId, resourceVersion, patient, success, why, metadata);
    }

    public Entry with(String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(metadata);
        more.put(name, value);
        return new Entry(action, resource, resourceId, resourceVersion, patient, success, purpose, more);
    }
}
