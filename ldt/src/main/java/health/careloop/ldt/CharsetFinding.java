package health.careloop.ldt;

/**
 * Which charset the text of a package is in, and why.
 *
 * @param evidence in words, such as "9106 = 4" or "transcoded to UTF-8: lengths count characters"
 * @param transcoded a gateway changed the charset on the way, so the declared lengths count characters, not bytes
 */
public record CharsetFinding(LdtCharset charset, String evidence, boolean transcoded) {}
