package health.careloop.objects;

import java.util.Optional;

/** Where blobs lie. */
public interface ObjectStore {
    /**
     * Keeps {@code content} under {@code key}, durably and whole or not at all; what was read back equals it.
     *
     * @throws ObjectStoreException when it could not be kept
     */
    void put(ObjectKey key, byte[] content);

    /**
     * @return the content, or empty when there is none
     * @throws ObjectStoreException when what lies there was altered
     */
    Optional<byte[]> find(ObjectKey key);

    /** Whether there was one. */
    boolean delete(ObjectKey key);
}
