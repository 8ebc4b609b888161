package health.careloop.results;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Which versions of one report stand. It follows from what all of them say and when, not from the order in which they were
 * filed, so two workers come to the same answer.
 *
 * <p>What one message says of a report it says together: its records never take each other off, and what is counted is
 * counted over all of them.
 */
final class Standing {
    private final Map<UUID, List<Version>> messages;

    Standing(Collection<Version> versions) {
        this.messages = versions.stream()
                .collect(Collectors.groupingBy(Version::messageId, LinkedHashMap::new, Collectors.toList()));
    }

    boolean stands(Version version) {
        return messages.keySet().stream().noneMatch(later -> takesOff(later, version));
    }

    /** Whether this one, with what came in the same message, takes a final report off that was whole. */
    boolean corrects(Version version) {
        return !version.incomplete()
                && version.status().mayReplace(ReportStatus.FINAL)
                && messages.values().stream()
                        .flatMap(List::stream)
                        .anyMatch(earlier -> earlier.status() == ReportStatus.FINAL
                                && !earlier.incomplete()
                                && speaksOf(version, earlier)
                                && takesOff(version.messageId(), earlier));
    }

    private static boolean speaksOf(Version version, Version earlier) {
        Set<String> codes = earlier.content().dangers().keySet();
        return codes.isEmpty() || version.content().dangers().keySet().stream().anyMatch(codes::contains);
    }

    private boolean takesOff(UUID message, Version earlier) {
        if (message.equals(earlier.messageId())) {
            return false;
        }
        List<Version> said = of(message);
        if (earlier.incomplete()
                && said.stream().anyMatch(one -> !one.incomplete() && Arrays.equals(one.digest(), earlier.digest()))) {
            return true;
        }
        List<Version> siblings = of(earlier.messageId());
        List<Content> able = said.stream()
                .filter(one -> !one.incomplete() && one.status().mayReplace(earlier.status()))
                .map(Version::content)
                .toList();
        return !able.isEmpty()
                && saidAt(said).isAfter(saidAt(siblings))
                && covers(
                        able,
                        earlier.content(),
                        siblings.stream().map(Version::content).toList());
    }

    private List<Version> of(UUID message) {
        return Objects.requireNonNull(messages.get(message), "A message of no version was asked for");
    }

    private static SaidAt saidAt(List<Version> versions) {
        return versions.stream().map(Version::saidAt).max(SaidAt.ORDER).orElseThrow();
    }

    /** @param together what the earlier message said of the report, {@code earlier} among it */
    private static boolean covers(List<Content> later, Content earlier, List<Content> together) {
        return earlier.claims().stream().allMatch(claim -> covers(later, claim, together))
                && within(later, earlier.notes(), Content::notes)
                && within(later, earlier.enclosures(), Content::enclosures)
                && (!earlier.attention() || later.stream().anyMatch(Content::attention));
    }

    private static boolean within(
            List<Content> later, List<String> said, java.util.function.Function<Content, List<String>> part) {
        Set<String> repeated = later.stream()
                .flatMap(content -> part.apply(content).stream())
                .collect(Collectors.toCollection(HashSet::new));
        return repeated.containsAll(said);
    }

    private static boolean covers(List<Content> later, Claim claim, List<Content> together) {
        Predicate<Claim> ofCode = other -> other.code().equals(claim.code());
        if (claim.mentionedOnly()) {
            return count(later, ofCode) > 0;
        }
        Predicate<Claim> speaking = ofCode.and(Claim::speaks);
        Predicate<Claim> heard = ofCode.and(other -> !other.mentionedOnly());
        Predicate<Claim> ofSample = other -> other.sample().equals(claim.sample());
        if (count(later, speaking.and(ofSample)) >= count(together, heard.and(ofSample))) {
            return true;
        }
        // One value here and one there: that one of them does not say of which sample it is makes it no other value.
        return count(together, heard) == 1
                && count(later, speaking) == 1
                && count(later, speaking.and(other -> other.sample().mayBe(claim.sample()))) == 1;
    }

    private static long count(List<Content> contents, Predicate<Claim> which) {
        return contents.stream()
                .flatMap(content -> content.claims().stream())
                .filter(which)
                .count();
    }
}
