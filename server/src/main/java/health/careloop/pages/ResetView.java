package health.careloop.pages;

import health.careloop.pages.ActivationView.ActivationProblem;
import java.time.Instant;
import java.util.List;

/** A new password for an account that is there, from its single-use link. */
public record ResetView(
        String token, String email, Instant validUntil, int minimumPasswordLength, List<ActivationProblem> problems) {}
