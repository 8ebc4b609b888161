package health.careloop.bench.isolation;

import health.careloop.bench.SenderKey;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/** What a tenant has, by what names it. */
record Holdings(SenderKey sender, Map<Subject, List<String>> ids) {
    private static final Set<Subject> NO_SECRETS =
            EnumSet.of(Subject.BAIT_NAME, Subject.BAIT_ORDER, Subject.SECRET_NUMBER);

    String any(Subject subject, RandomGenerator random) {
        List<String> all = ids.getOrDefault(subject, List.of());
        if (all.isEmpty()) {
            throw new IllegalStateException("The tenant has no " + subject);
        }
        return all.get(random.nextInt(all.size()));
    }

    /**
     * Everything that must never appear in an answer to somebody else; the bait an attacker may have said first, and
     * the numbers of secrets are the same everywhere.
     */
    List<String> secrets() {
        return ids.entrySet().stream()
                .filter(held -> !NO_SECRETS.contains(held.getKey()))
                .flatMap(held -> held.getValue().stream())
                .distinct()
                .toList();
    }
}
