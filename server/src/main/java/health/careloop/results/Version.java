package health.careloop.results;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * One version of a report, as it is known when another one is filed.
 *
 * @param number in the order of filing
 * @param standing still shown: no later version says all of what it says
 * @param incomplete its check sum says that lines are missing
 */
record Version(
        UUID reportId,
        UUID resultId,
        int number,
        byte[] digest,
        ReportStatus status,
        boolean standing,
        boolean corrected,
        boolean incomplete,
        Danger danger,
        SaidAt saidAt,
        Content content) {
    UUID messageId() {
        return saidAt.messageId();
    }

    Version asWhole() {
        return new Version(
                reportId, resultId, number, digest, status, standing, corrected, false, danger, saidAt, content);
    }

    Version arrivedAt(Instant receivedAt) {
        return new Version(
                reportId,
                resultId,
                number,
                digest,
                status,
                standing,
                corrected,
                incomplete,
                danger,
                new SaidAt(saidAt.reportedAt(), receivedAt, saidAt.messageId()),
                content);
    }

    Version enclosing(List<String> enclosures) {
        return new Version(
                reportId,
                resultId,
                number,
                digest,
                status,
                standing,
                corrected,
                incomplete,
                danger,
                saidAt,
                new Content(content.claims(), content.notes(), enclosures, content.attention()));
    }
}
