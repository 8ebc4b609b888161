package health.careloop.results;

import org.jspecify.annotations.Nullable;

/**
 * Under which names the objects of a result lie (A25, A26).
 *
 * @param ldtKey of the message that made it, once archived
 * @param pdfKey once the report is rendered
 */
public record ResultKeys(@Nullable String ldtKey, @Nullable String pdfKey) {
    public static final ResultKeys NONE = new ResultKeys(null, null);
}
