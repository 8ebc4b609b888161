package health.careloop.bench.isolation;

import health.careloop.bench.SenderKey;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** What a tenant has, by what names it. */
record Holdings(SenderKey sender, Map<Subject, List<String>> ids) {

    String any(Subject subject, RandomGenerator random) {
        List<String> all = ids.getOrDefault(subject, List.of());
        if (all.isEmpty()) {
            throw new IllegalStateException("The tenant has no " + subject);
        }
        return all.get(random.nextInt(all.size()));
    }

    /** Everything that must never appear in an answer to somebody else; the bait an attacker may have said first. */
    List<String> secrets() {
        return ids.entrySet().stream()
                .filter(held -> held.getKey() != Subject.BAIT_NAME && held.getKey() != Subject.BAIT_ORDER)
                .flatMap(held -> held.getValue().stream())
                .distinct()
                .toList();
    }
}
