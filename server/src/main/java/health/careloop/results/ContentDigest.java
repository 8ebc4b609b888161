package health.careloop.results;

import health.careloop.ldt.clinical.Attachment;
import health.careloop.ldt.clinical.LdtObservation;
import health.careloop.ldt.clinical.LdtReport;
import health.careloop.ldt.clinical.LdtSpecimen;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What a report says, as one SHA-256: equal when a laboratory sends the same again in another file, another character
 * set or another transmission. All that is shown counts, of the specimens too; times of sending do not.
 */
final class ContentDigest {
    private ContentDigest() {}

    static byte[] of(LdtReport report) {
        StringBuilder said = new StringBuilder();
        said.append(report.status()).append('\n');
        report.notes().forEach(note -> said.append(note).append('\n'));
        report.attentions().forEach(a -> said.append(a).append('\n'));
        report.specimens().forEach(specimen -> append(said, specimen));
        report.observations().forEach(observation -> append(said, observation));
        for (Attachment attachment : report.attachments()) {
            said.append(attachment.name())
                    .append('|')
                    .append(attachment.contentType())
                    .append('\n');
            attachment.lines().forEach(line -> said.append(line).append('\n'));
        }
        return sha256(said.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Of an enclosed file. */
    static String ofFile(byte[] content) {
        return HexFormat.of().formatHex(sha256(content));
    }

    private static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java lacks SHA-256", e);
        }
    }

    private static void append(StringBuilder said, LdtSpecimen specimen) {
        said.append(specimen.id())
                .append('|')
                .append(specimen.code())
                .append('|')
                .append(specimen.name())
                .append('|');
        said.append(specimen.collectedOn())
                .append('|')
                .append(specimen.collectedAt())
                .append('|');
        said.append(specimen.collectedOffset())
                .append('|')
                .append(specimen.notes())
                .append('\n');
    }

    private static void append(StringBuilder said, LdtObservation o) {
        said.append(o.code())
                .append('|')
                .append(o.name())
                .append('|')
                .append(o.statusCode())
                .append('|');
        said.append(o.rawValue())
                .append('|')
                .append(o.unit())
                .append('|')
                .append(o.flag())
                .append('|');
        said.append(o.ranges())
                .append('|')
                .append(o.text())
                .append('|')
                .append(o.notes())
                .append('|');
        said.append(o.attentions()).append('|').append(o.specimenIds()).append('|');
        // The same value measured again is said again.
        said.append(o.collectedOn())
                .append('|')
                .append(o.collectedAt())
                .append('|')
                .append(o.measuredAt())
                .append('|')
                .append(o.method());
        said.append('\n');
        o.alternatives().forEach(alternative -> append(said, alternative));
    }
}
