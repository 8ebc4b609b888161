package health.careloop.ldt;

/**
 * Which charset the text of a package is in, and why.
 *
 * @param evidence what decided, in words: "9106 = 4", "transcoded to UTF-8: lengths count characters"
 * @param transcoded a gateway changed the charset on the way, so the declared lengths count characters, not bytes
 */
public record CharsetFinding(LdtCharset charset, Sentence evidence, boolean transcoded) {}
