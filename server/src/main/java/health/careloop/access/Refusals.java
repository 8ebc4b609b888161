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

    private Refusals() {}
}
