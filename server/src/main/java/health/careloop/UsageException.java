package health.careloop;

/** What was typed cannot be meant; the message is a sentence that says what can. */
final class UsageException extends RuntimeException {
    UsageException(String sentence) {
        super(sentence);
    }
}
