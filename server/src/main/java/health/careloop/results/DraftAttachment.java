package health.careloop.results;

import java.util.UUID;

/** One row of attachments; the content is sealed already. */
record DraftAttachment(UUID id, String name, String mediaType, int sizeBytes, byte[] content) {}
