package health.careloop;

import org.jspecify.annotations.Nullable;

/** What was typed cannot be meant; the message is a sentence that says what can. */
final class UsageException extends RuntimeException {
    private final @Nullable String usage;

    UsageException(String sentence) {
        super(sentence);
        this.usage = null;
    }

    /** @param usage of the command, as it is typed */
    UsageException(String sentence, String usage) {
        super(sentence);
        this.usage = usage;
    }

    String told() {
        return getMessage() + (usage == null ? "" : " Usage: careloop " + usage);
    }
}
