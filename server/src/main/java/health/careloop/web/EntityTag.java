package health.careloop.web;

import org.jspecify.annotations.Nullable;

/** The version of a record on the wire (RFC 9110, 8.8.3): whoever changes one names the version that was read. */
public final class EntityTag {
    public static final Problem CHANGED_MEANWHILE = Problem.of(
            412,
            "changed-meanwhile",
            "Changed meanwhile",
            "Somebody changed this record since you read it. Read it again, then repeat your change.");

    private EntityTag() {}

    public static String of(int version) {
        return "\"" + version + "\"";
    }

    /** @throws ProblemException 428 without {@code If-Match}, 400 when it is no version */
    public static int version(@Nullable String ifMatch) {
        if (ifMatch == null) {
            throw Problem.of(
                            428,
                            "version-required",
                            "Version required",
                            "Send the ETag you read in If-Match, so that nobody's change is overwritten.")
                    .exception();
        }
        String digits = ifMatch.replace("\"", "");
        if (!digits.matches("[0-9]{1,9}")) {
            throw Problem.badRequest("If-Match must be the ETag of the record, such as \"3\".")
                    .exception();
        }
        return Integer.parseInt(digits);
    }
}
