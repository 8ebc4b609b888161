package health.careloop.web;

import org.springframework.util.unit.DataSize;

/** What a body may have before anybody reads it: the server refuses more, and the refusal names these. */
public final class LargestBodies {
    /** Above the 10 MB of a message, which its own handler enforces. */
    public static final DataSize OF_A_MESSAGE = DataSize.ofMegabytes(12);

    /** Of anything else: it is parsed before anybody is asked who he is. */
    public static final DataSize OTHERWISE = DataSize.ofBytes(200_000);

    private LargestBodies() {}
}
