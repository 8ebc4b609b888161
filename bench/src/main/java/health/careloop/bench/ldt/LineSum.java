package health.careloop.bench.ldt;

import health.careloop.ldt.LdtTokenizer;
import health.careloop.ldt.LineEnding;
import java.util.zip.CRC32;

/**
 * What a tokenizer said, in a few numbers: equal exactly when it said the same. A line too long for the buffer of a
 * stream comes in pieces, which are one line here.
 */
record LineSum(long lines, long bytes, long sum, long lastLine) {

    static LineSum of(LdtTokenizer tokenizer) {
        CRC32 contents = new CRC32();
        long lines = 0;
        long bytes = 0;
        long sum = 0;
        boolean continues = false;
        while (tokenizer.next()) {
            if (!continues) {
                lines++;
                sum = 31 * sum + tokenizer.offset();
                sum = 31 * sum + tokenizer.fieldId();
                sum = 31 * sum + tokenizer.declaredLength();
                sum = 31 * sum + tokenizer.line();
            }
            continues = tokenizer.ending() == LineEnding.CONTINUED;
            if (!continues) {
                sum = 31 * sum + tokenizer.ending().ordinal();
            }
            contents.update(tokenizer.buffer(), tokenizer.contentStart(), tokenizer.contentLength());
            bytes += tokenizer.actualLength();
        }
        return new LineSum(lines, bytes, 31 * sum + contents.getValue(), tokenizer.line());
    }
}
