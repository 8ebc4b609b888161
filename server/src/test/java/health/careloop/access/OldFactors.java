package health.careloop.access;

import health.careloop.TestServer;
import health.careloop.TestServer.Somebody;

/** Lets time pass for whoever proved a second factor, for tests of other packages. */
public final class OldFactors {
    private OldFactors() {}

    /** Ten minutes, in every session of this person. */
    public static void age(TestServer server, Somebody who) {
        server.database()
                .sql(
                        "update control.sessions set second_factor_at = second_factor_at - interval '10 minutes' where person_id = ?")
                .param(who.id().value())
                .update();
        server.bean(Rights.class).forgetAll();
    }
}
