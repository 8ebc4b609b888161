package health.careloop.results;

import health.careloop.patients.Match;
import java.util.UUID;

/** What became of a report. */
public sealed interface Filed {
    /** A new version, ready to be read. */
    record New(UUID resultId, UUID reportId, int version, Danger danger, Match.Found match) implements Filed {}

    /**
     * A new version whose check sum says that lines are missing, and which warns of more than the one it would have
     * replaced: both stand.
     */
    record Beside(UUID resultId, UUID reportId, int version, Danger danger, Match.Found match) implements Filed {}

    /** A version that arrived behind a later one, which says all of it: it is kept and does not stand. */
    record Older(UUID resultId, UUID reportId, int version, Danger danger, Match.Found match) implements Filed {}

    /** The laboratory sent what a version says already, one that stands or one that was replaced since. */
    record Unchanged(UUID resultId, UUID reportId, int version, Match.Found match) implements Filed {}

    /** Its check sum says that lines are missing, and it would have replaced the version named here, which stands. */
    record Incomplete(UUID resultId, UUID reportId, int version, Match.Found match) implements Filed {}

    /** Whose data it is must be decided by a person; nothing was filed. */
    record Held(Match.Held match) implements Filed {}
}
