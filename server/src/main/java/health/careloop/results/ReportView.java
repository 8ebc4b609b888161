package health.careloop.results;

import health.careloop.pages.Paging;
import health.careloop.patients.Namesake;
import health.careloop.patients.PatientBanner;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * "Is this patient in danger, and why?" One immutable version of a report; {@code observations} in the laboratory's
 * order, {@code versions} all versions of the same report, this one among them, {@code valuesPage} which of its pages
 * is shown.
 */
public record ReportView(
        UUID resultId,
        UUID reportId,
        int version,
        ReportStatus status,
        boolean corrected,
        Danger danger,
        boolean unread,
        PatientBanner patient,
        List<Namesake> namesakes,
        String labName,
        @Nullable String labPhone,
        @Nullable String practiceName,
        String orderNumber,
        @Nullable Moment reportedAt,
        Instant receivedAt,
        List<SpecimenView> specimens,
        List<ObservationView> observations,
        List<String> notes,
        List<VersionView> versions,
        List<AttachmentView> attachments,
        UUID messageId,
        String messageSha256,
        boolean incomplete,
        int outsideCount,
        int valuesPage) {
    /** What a page shows of a report at once: thousands of values are megabytes. */
    static final int MOST_VALUES = 500;

    /** What was taken from the patient; {@code notes} are the site and the laboratory's remarks, a line each. */
    public record SpecimenView(
            @Nullable String number,
            String material,
            @Nullable Moment collectedAt,
            List<String> notes) {

        /** LDT 2 has no number of a specimen; of what stands in for one, nothing is said twice. */
        static SpecimenView of(DraftSpecimen.Description described, @Nullable Moment collectedAt) {
            String material = Stream.of(described.name(), described.code())
                    .flatMap(Stream::ofNullable)
                    .filter(word -> !word.isBlank())
                    .findFirst()
                    .orElse("–");
            String number = described.number() == null
                    ? ""
                    : Stream.of(described.number().split("/", -1))
                            .filter(part -> !part.strip().equalsIgnoreCase(material))
                            .collect(Collectors.joining("/"));
            return new SpecimenView(number.isBlank() ? null : number, material, collectedAt, described.notes());
        }
    }

    /** One version of this report, and who has seen it; {@code standing} while no later message says all that it says. */
    public record VersionView(
            UUID resultId,
            int version,
            ReportStatus status,
            boolean corrected,
            boolean incomplete,
            Danger danger,
            boolean standing,
            @Nullable Moment reportedAt,
            Instant receivedAt,
            List<SeenBy> seenBy) {
        /** By when they were said, the number of filing where that is one time. */
        static final Comparator<VersionView> SAID = Comparator.comparing(
                        (VersionView version) ->
                                new SaidAt(version.reportedAt(), version.receivedAt(), SaidAt.ONE_MESSAGE),
                        SaidAt.ORDER)
                .thenComparingInt(VersionView::version);

        public boolean isNewerThan(VersionView other) {
            return SAID.compare(this, other) > 0;
        }

        /** Called critical, and opened by nobody. */
        public boolean isMissed() {
            return danger == Danger.CRITICAL && seenBy.isEmpty();
        }
    }

    /** Who has seen a version, first time; {@code role} as on the wire. */
    public record SeenBy(String name, String role, Instant at) {}

    /** A file the laboratory enclosed, at {@code /results/{resultId}/attachments/{attachmentId}}. */
    public record AttachmentView(UUID attachmentId, String fileName, String mediaType, long sizeBytes) {}

    /** The observations of one danger, in the laboratory's order. */
    public List<ObservationView> observationsOf(Danger wanted) {
        return observations.stream()
                .filter(observation -> observation.danger() == wanted)
                .toList();
    }

    /** Where the page stands among those of a long report. */
    public Paging values() {
        return Paging.of(valuesPage, MOST_VALUES, observations.size());
    }

    /** Those of one danger on this page; the pages go through the dangers, the worst first. */
    public List<ObservationView> shown(Danger wanted) {
        List<ObservationView> before = Stream.of(Danger.values())
                .filter(danger -> danger.isWorseThan(wanted))
                .flatMap(danger -> observationsOf(danger).stream())
                .toList();
        List<ObservationView> all = observationsOf(wanted);
        int from = (valuesPage - 1) * MOST_VALUES - before.size();
        return all.subList(Math.clamp(from, 0, all.size()), Math.clamp(from + MOST_VALUES, 0, all.size()));
    }

    /** The address of the same report on another of its pages. */
    public String hrefOfValues(int page) {
        return "/results/" + resultId + (page > 1 ? "?values=" + page : "");
    }

    /** When everything was taken, if it was taken at one time. */
    public @Nullable Moment collectedAt() {
        List<Moment> taken = specimens.stream()
                .flatMap(specimen -> Stream.ofNullable(specimen.collectedAt()))
                .distinct()
                .toList();
        return taken.size() == 1 ? taken.getFirst() : null;
    }

    /** Whether this version stands, though there may be a newer one. */
    public boolean standing() {
        return versions.stream().anyMatch(one -> one.version() == version && one.standing());
    }

    /** The other versions that stand, while this one does: one lacks values of the other, or came incomplete. */
    public List<VersionView> besides() {
        return versions.stream()
                .filter(one -> one.version() != version && one.standing() && standing())
                .toList();
    }

    /** Whether the other one was said after this one. */
    public boolean isOlderThan(VersionView other) {
        return versions.stream().anyMatch(one -> one.version() == version && other.isNewerThan(one));
    }

    /** The newest version, if it was said after this one. */
    public @Nullable VersionView newest() {
        return versions.stream()
                .filter(VersionView::standing)
                .max(VersionView.SAID)
                .filter(this::isOlderThan)
                .orElse(null);
    }

    /** Versions that were called critical and stand no more, while this one does. */
    public List<VersionView> replacedCritical() {
        return versions.stream()
                .filter(one -> one.danger() == Danger.CRITICAL && !one.standing() && standing())
                .toList();
    }

    /** The whole report is called life-threatening, whatever its values are. */
    public boolean calledLifeThreatening() {
        return danger == Danger.CRITICAL && observationsOf(Danger.CRITICAL).isEmpty();
    }
}
