package health.careloop.access;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Remembers answers for a few seconds, so that a request costs one query at most, and a removed right works no longer. */
public final class Brief<K, V> {
    private static final int MOST = 10_000;

    private record Kept<V>(V value, long until) {}

    private final ConcurrentHashMap<K, Kept<V>> answers = new ConcurrentHashMap<>();
    private final long nanos;

    public Brief(Duration length) {
        this.nanos = length.toNanos();
    }

    /** What is not there is asked for each time: nobody fills this with guesses. */
    public Optional<V> find(K key, Function<K, Optional<V>> ask) {
        long now = System.nanoTime();
        Kept<V> kept = answers.get(key);
        if (kept != null && kept.until - now > 0) {
            return Optional.of(kept.value);
        }
        Optional<V> answer = ask.apply(key);
        if (answer.isEmpty()) {
            answers.remove(key);
            return answer;
        }
        if (answers.size() >= MOST) {
            answers.values().removeIf(old -> old.until - now <= 0);
            if (answers.size() >= MOST) {
                answers.clear();
            }
        }
        answers.put(key, new Kept<>(answer.get(), now + nanos));
        return answer;
    }

    public void forget(K key) {
        answers.remove(key);
    }

    public void forgetAll() {
        answers.clear();
    }
}
