package health.careloop.results;

import java.util.UUID;

/** One row of attachments; name and content are sealed already. */
record DraftAttachment(UUID id, byte[] name, String mediaType, int sizeBytes, byte[] content) {}
