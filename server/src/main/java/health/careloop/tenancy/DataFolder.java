package health.careloop.tenancy;

import java.nio.file.Path;

/** The folder everything of this installation lies in: the database, objects, keys, secrets. */
public record DataFolder(Path path) {}
