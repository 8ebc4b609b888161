package health.careloop.senders;

/**
 * One of a sender's secrets that is valid now.
 *
 * @param number from 1, the oldest first
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record Secret(int number, byte[] bytes) {}
