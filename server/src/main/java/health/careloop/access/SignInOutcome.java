package health.careloop.access;

import java.time.Duration;
import java.util.List;

/** How an attempt to sign in ended. Nothing here tells whether an address is known. */
public sealed interface SignInOutcome {

    /**
     * @param token for {@link SessionCookie#give}
     * @param memberships where else this person works, the current place included
     */
    record SignedInSession(String token, String csrfToken, Membership current, List<Membership> memberships)
            implements SignInOutcome {}

    /**
     * The credentials are right, and lead to several tenants: a person chooses before anything else.
     *
     * @param token for {@link SessionCookie#give}; it opens that choice and nothing more
     */
    record TenantOpen(String token) implements SignInOutcome {}

    /**
     * The password is right, and the account has a second factor: the code comes on a page of its own.
     *
     * @param token for {@link SessionCookie#give}; it opens that page and nothing more
     */
    record CodeOpen(String token) implements SignInOutcome {}

    /** The password is right, and a program sent no code with it. */
    record CodeMissing() implements SignInOutcome {}

    /** Not the present code, or used before. */
    record WrongCode() implements SignInOutcome {}

    /** Typing the code took too long: the password is asked for again. */
    record CodeTimeOver() implements SignInOutcome {}

    record WrongCredentials() implements SignInOutcome {}

    record Throttled(Duration retryAfter) implements SignInOutcome {}

    /** The credentials are right, but the person belongs to no active tenant. */
    record NoMembership() implements SignInOutcome {}

    /** The credentials are right, but not for the tenant that was asked for. */
    record ChooseTenant(List<Membership> memberships) implements SignInOutcome {}
}
