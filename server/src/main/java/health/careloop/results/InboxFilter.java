package health.careloop.results;

/** Which part of the inbox; on the wire in lower case ({@code ?filter=unread}). */
public enum InboxFilter {
    ALL,
    UNREAD,
    CRITICAL
}
