package health.careloop.ldt;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The check sum of LDT 3: 9300 in the trailer is the SHA-1 over every byte of the package in front of the 9300 line (KBV
 * LDT 3.2, rule E157). When a gateway rewrote line breaks or charset, the digest is also tried over the restored bytes:
 * if that fits, the content is proven intact.
 */
final class DigestCheck {
    private static final String RULE = "E157";

    private final Lines lines;
    private final PackageSpan span;
    private final CharsetFinding charset;
    private final FaultLog faults;
    private @Nullable MessageDigest before;

    DigestCheck(Lines lines, PackageSpan span, CharsetFinding charset, FaultLog faults) {
        this.lines = lines;
        this.span = span;
        this.charset = charset;
        this.faults = faults;
    }

    /** For a trailer that is read apart from its package: {@code before} has taken in everything in front of it. */
    void runAfter(MessageDigest before) {
        this.before = before;
        run();
    }

    void run() {
        if (span.trailer().isEmpty()) {
            return;
        }
        int at = digestLine();
        if (at < 0) {
            fault(
                    span.to() - 1,
                    SumCheck.MISSING,
                    Severity.WARNING,
                    new Sentence(
                            "Im Abschluss-Satz " + span.trailer()
                                    + " fehlt die Prüfsumme 9300; verlorene Zeilen blieben unbemerkt.",
                            "The check sum 9300 is missing in the closing record " + span.trailer()
                                    + ", so lost lines would go unnoticed."),
                    new Sentence(
                            "Der Absender sollte den SHA-1 der Nachricht in 9300 schreiben.",
                            "The sender should write the SHA-1 of the message into 9300."));
            return;
        }
        String declared = lines.ascii(at);
        String raw = raw(at);
        if (declared.equals(raw)) {
            return;
        }
        if (declared.equalsIgnoreCase(raw)) {
            fault(
                    at,
                    RULE,
                    Severity.INFORMATION,
                    new Sentence(
                            "Die Prüfsumme 9300 stimmt, ist aber in Großbuchstaben geschrieben.",
                            "The check sum 9300 fits, but is written in capitals."),
                    Sentence.NONE);
            return;
        }
        if (before == null && declared.equalsIgnoreCase(restored(at))) {
            fault(
                    at,
                    RULE,
                    Severity.INFORMATION,
                    new Sentence(
                            "Die Prüfsumme 9300 stimmt, sobald Zeilenenden und Zeichensatz wiederhergestellt sind: Der"
                                    + " Inhalt ist unversehrt.",
                            "The check sum 9300 fits once line breaks and charset are restored: the content is intact."),
                    Sentence.NONE);
            return;
        }
        fault(
                at,
                RULE,
                Severity.ERROR,
                new Sentence(
                        "Die Prüfsumme 9300 passt nicht zur Nachricht: Sie wurde verändert, nachdem das Labor sie"
                                + " geschrieben hat.",
                        "The check sum 9300 does not fit the message: it was changed after the laboratory wrote it."),
                new Sentence(
                        "Bitte mit dem Labor abgleichen oder die Nachricht erneut senden lassen.",
                        "Compare with the laboratory, or ask it to send the message again."));
    }

    private int digestLine() {
        for (int i = span.to() - 1; i >= span.from(); i--) {
            if (lines.id(i) == 9300) {
                return i;
            }
        }
        return -1;
    }

    private String raw(int at) {
        MessageDigest sha1 = before == null ? sha1() : before;
        int from = lines.start(span.from());
        sha1.update(lines.bytes(), from, lines.start(at) - from);
        return HexFormat.of().formatHex(sha1.digest());
    }

    private String restored(int at) {
        MessageDigest sha1 = sha1();
        for (int i = span.from(); i < at; i++) {
            int from = lines.start(i);
            int length = lines.contentEnd(i) - from;
            if (charset.charset() == LdtCharset.UTF_8 || charset.charset() == LdtCharset.UTF_8_TWICE) {
                sha1.update(iso885915(charset.charset().decode(lines.bytes(), from, length)));
            } else {
                sha1.update(lines.bytes(), from, length);
            }
            sha1.update((byte) '\r');
            sha1.update((byte) '\n');
        }
        return HexFormat.of().formatHex(sha1.digest());
    }

    private static byte[] iso885915(String text) {
        byte[] bytes = new byte[text.length()];
        for (int i = 0; i < bytes.length; i++) {
            int at = "€ŠšŽžŒœŸ".indexOf(text.charAt(i));
            bytes[i] = (byte) (at < 0 ? text.charAt(i) : "\u00A4\u00A6\u00A8\u00B4\u00B8\u00BC\u00BD\u00BE".charAt(at));
        }
        return bytes;
    }

    static MessageDigest sha1() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException("every Java platform has SHA-1", absent);
        }
    }

    private void fault(int i, String rule, Severity severity, Sentence sentence, Sentence hint) {
        faults.add(new Fault(lines.line(i), lines.offset(i), "9300", rule, severity, sentence, hint));
    }
}
