package health.careloop.postgres;

/** The message is one sentence that says what to do; it is shown to whoever typed the command. */
public final class DatabaseServerException extends RuntimeException {

    public DatabaseServerException(String sentence) {
        super(sentence);
    }

    public DatabaseServerException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
