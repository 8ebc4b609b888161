package health.careloop.access;

import health.careloop.web.Problem;

/** The gate's own answers. */
final class Refusals {
    static final Problem NOT_SIGNED_IN = Problem.of(
            401,
            "not-signed-in",
            "Not signed in",
            "Sign in, or send a valid access token as 'Authorization: Bearer …'.");
    static final Problem TOKEN_INVALID = Problem.of(
            401,
            "token-invalid",
            "Access token not valid",
            "The access token is expired, altered or not from here. Get a new one from /api/v1/auth/login.");
    static final Problem NO_MEMBERSHIP = Problem.of(
            403,
            "no-membership",
            "No membership",
            "You do not belong to this practice or hospital. Ask its administrator to invite you.");
    static final Problem NOT_ALLOWED = Problem.of(
            403,
            "not-allowed",
            "Not allowed",
            "Your role does not include this. Ask your administrator for the right.");
    static final Problem NO_RULE =
            Problem.of(403, "not-allowed", "Not allowed", "Nobody may call this address: it has no access rule yet.");
    static final Problem STALE_FORM = Problem.of(
            403,
            "stale-form",
            "Request not confirmed",
            "This request did not carry the token of your session. Load the page again and repeat.");
    static final Problem FOREIGN_ORIGIN = Problem.of(
            403,
            "foreign-origin",
            "Request from another site",
            "This request came from another web site. Open Careloop itself and repeat there.");
    static final Problem TENANT_CONTRADICTED = Problem.of(
            403,
            "tenant-contradicted",
            "Tenant contradicted",
            "X-Tenant-ID names another tenant than your sign-in does. Leave the header away, or sign in for that tenant.");

    static final Problem SECOND_FACTOR_REQUIRED = Problem.of(
            403,
            "second-factor-required",
            "Second factor required",
            "This takes a second factor. Sign in with 'code' as well; who has none yet sets one up in a browser at"
                    + " /account/second-factor.");
    static final Problem SECOND_FACTOR_STALE = Problem.of(
            403,
            "second-factor-stale",
            "Second factor too old",
            "This takes a code typed within the last five minutes. Send one to"
                    + " /api/v1/auth/sessions/current/second-factor, or get a new token with 'code'.");

    /** Instead of a session or a token: the password was right, and that is not enough. */
    static final Problem CODE_MISSING = Problem.of(
            401,
            "second-factor-required",
            "Second factor required",
            "This account has a second factor. Send the code the authenticator app shows as 'code' as well.");

    static final Problem CODE_WRONG = Problem.of(
            401,
            "second-factor-wrong",
            "Second factor wrong",
            "The code is wrong, too old or was used already. Wait for the next one, and check the clock of the device.");

    private Refusals() {}
}
