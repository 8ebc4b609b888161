package health.careloop.bench.isolation;

import static health.careloop.bench.isolation.Row.Body.FORM;
import static health.careloop.bench.isolation.Row.Body.JSON;
import static health.careloop.bench.isolation.Row.Body.MESSAGE;
import static health.careloop.bench.isolation.Row.Trait.ACROSS_TENANTS;
import static health.careloop.bench.isolation.Row.Trait.COSTLY;
import static health.careloop.bench.isolation.Row.Trait.ENDS_SESSION;
import static health.careloop.bench.isolation.Row.Trait.SLOWED;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** One row per endpoint. An endpoint without a row, or a row without an endpoint, is an error: nobody is left out. */
final class Matrix {
    private static final List<Row> ROWS = List.of(
            // access
            Row.of("GET", "/.well-known/jwks.json"),
            Row.of("GET", "/login"),
            Row.of("POST", "/login")
                    .as(FORM)
                    .with("email", Attackers.EMAIL)
                    .with("password", Attackers.PASSWORD)
                    .that(COSTLY),
            Row.of("GET", "/login/code"),
            Row.of("POST", "/login/code").as(FORM).with("code", "000000"),
            Row.of("GET", "/account/second-factor").query("next", Subject.TENANT),
            Row.of("POST", "/account/second-factor").as(FORM).body("offer", Subject.SLUG),
            Row.of("GET", "/account/second-factor/confirm").query("next", Subject.TENANT),
            Row.of("POST", "/account/second-factor/confirm")
                    .as(FORM)
                    .with("code", "000000")
                    .body("next", Subject.TENANT)
                    .that(SLOWED),
            Row.of("POST", "/account/second-factor/removal")
                    .as(FORM)
                    .with("code", "000000")
                    .that(SLOWED),
            Row.of("PUT", "/api/v1/auth/sessions/current/second-factor")
                    .as(JSON)
                    .with("code", "000000")
                    .that(SLOWED),
            Row.of("POST", "/logout").as(FORM).that(ENDS_SESSION),
            Row.of("GET", "/activate").query("token", Subject.SLUG),
            Row.of("POST", "/activate").as(FORM).body("token", Subject.SLUG).that(COSTLY),
            Row.of("GET", "/forgotten"),
            Row.of("POST", "/forgotten").as(FORM).with("email", Attackers.EMAIL).that(COSTLY),
            Row.of("GET", "/reset").query("token", Subject.SLUG),
            Row.of("POST", "/reset").as(FORM).body("token", Subject.SLUG).that(COSTLY),
            Row.of("GET", "/tenants"),
            Row.of("POST", "/tenants").as(FORM).body("tenant", Subject.TENANT),
            Row.of("GET", "/people"),
            Row.of("POST", "/people/{id}/password-link").as(FORM).path("id", Subject.PERSON),
            Row.of("POST", "/preferences").as(FORM).with("language", "de"),
            Row.of("GET", "/api/v1/auth/me"),
            Row.of("POST", "/api/v1/auth/login")
                    .as(JSON)
                    .with("email", Attackers.EMAIL)
                    .with("password", Attackers.PASSWORD)
                    .body("tenant", Subject.SLUG)
                    .that(COSTLY),
            Row.of("POST", "/api/v1/auth/sessions")
                    .as(JSON)
                    .with("email", Attackers.EMAIL)
                    .with("password", Attackers.PASSWORD)
                    .body("tenant", Subject.SLUG)
                    .that(COSTLY),
            Row.of("PUT", "/api/v1/auth/sessions/current/tenant").as(JSON).body("tenantId", Subject.TENANT),
            Row.of("DELETE", "/api/v1/auth/sessions/current").that(ENDS_SESSION),
            Row.of("POST", "/api/v1/activations")
                    .as(JSON)
                    .body("token", Subject.SLUG)
                    .that(COSTLY),
            // provisioning
            Row.of("GET", "/admin/tenants").that(ACROSS_TENANTS),
            Row.of("POST", "/admin/tenants").as(JSON).body("slug", Subject.SLUG).that(ACROSS_TENANTS),
            Row.of("POST", "/admin/tenants/plan")
                    .as(JSON)
                    .body("slug", Subject.SLUG)
                    .that(ACROSS_TENANTS),
            Row.of("POST", "/admin/tenants/batch")
                    .as(JSON)
                    .body("slug", Subject.SLUG)
                    .that(ACROSS_TENANTS),
            Row.of("GET", "/admin/tenants/{id}").path("id", Subject.TENANT).that(ACROSS_TENANTS),
            Row.of("DELETE", "/admin/tenants/{id}").path("id", Subject.TENANT).that(ACROSS_TENANTS),
            Row.of("GET", "/admin/tenants/{id}/provisioning-status")
                    .path("id", Subject.TENANT)
                    .that(ACROSS_TENANTS),
            Row.of("POST", "/admin/tenants/{id}/resume")
                    .path("id", Subject.TENANT)
                    .that(ACROSS_TENANTS),
            Row.of("POST", "/admin/tenants/{id}/rollback")
                    .path("id", Subject.TENANT)
                    .that(ACROSS_TENANTS),
            Row.of("POST", "/admin/tenants/{id}/restore")
                    .path("id", Subject.TENANT)
                    .that(ACROSS_TENANTS),
            // console
            Row.of("GET", "/console/tenants").query("q", Subject.SLUG).that(ACROSS_TENANTS),
            Row.of("GET", "/console/tenants/new").that(ACROSS_TENANTS),
            Row.of("POST", "/console/tenants/new")
                    .as(FORM)
                    .body("slug", Subject.SLUG)
                    .that(ACROSS_TENANTS),
            Row.of("POST", "/console/tenants/plan")
                    .as(FORM)
                    .body("slug", Subject.SLUG)
                    .that(ACROSS_TENANTS),
            Row.of("GET", "/console/tenants/{id}").path("id", Subject.TENANT).that(ACROSS_TENANTS),
            Row.of("GET", "/console/tenants/{id}/run")
                    .path("id", Subject.TENANT)
                    .that(ACROSS_TENANTS),
            Row.of("POST", "/console/tenants/{id}/resume")
                    .as(FORM)
                    .path("id", Subject.TENANT)
                    .that(ACROSS_TENANTS),
            Row.of("POST", "/console/tenants/{id}/rollback")
                    .as(FORM)
                    .path("id", Subject.TENANT)
                    .that(ACROSS_TENANTS),
            Row.of("GET", "/console/tenants/{id}/archive")
                    .path("id", Subject.TENANT)
                    .that(ACROSS_TENANTS),
            Row.of("POST", "/console/tenants/{id}/archive")
                    .as(FORM)
                    .path("id", Subject.TENANT)
                    .body("typed", Subject.SLUG)
                    .that(ACROSS_TENANTS),
            Row.of("GET", "/console/tenants/{id}/restore")
                    .path("id", Subject.TENANT)
                    .that(ACROSS_TENANTS),
            Row.of("POST", "/console/tenants/{id}/restore")
                    .as(FORM)
                    .path("id", Subject.TENANT)
                    .body("typed", Subject.SLUG)
                    .that(ACROSS_TENANTS),
            Row.of("GET", "/console/mails").that(ACROSS_TENANTS),
            Row.of("GET", "/console/mails/{id}").path("id", Subject.MESSAGE).that(ACROSS_TENANTS),
            Row.of("POST", "/api/v1/auth/register").as(JSON).body("slug", Subject.SLUG),
            Row.of("GET", "/register").query("token", Subject.SLUG),
            Row.of("POST", "/register").as(FORM).body("token", Subject.SLUG),
            // patients
            Row.of("GET", "/api/v1/patients").query("search", Subject.NAME),
            Row.of("POST", "/api/v1/patients")
                    .as(JSON)
                    .with("familyName", "Probe")
                    .with("givenName", "Petra")
                    .body("practiceNumber", Subject.BAIT_ORDER)
                    .body("patientId", Subject.PATIENT),
            Row.of("GET", "/api/v1/patients/{id}").path("id", Subject.PATIENT),
            Row.of("PUT", "/api/v1/patients/{id}")
                    .as(JSON)
                    .with("familyName", "Probe")
                    .with("givenName", "Petra")
                    .path("id", Subject.PATIENT)
                    .body("patientId", Subject.PATIENT),
            Row.of("DELETE", "/api/v1/patients/{id}").path("id", Subject.PATIENT),
            Row.of("GET", "/patients/{id}").path("id", Subject.PATIENT),
            // results
            Row.of("GET", "/"),
            Row.of("GET", "/inbox").query("q", Subject.NAME).query("justRead", Subject.RESULT),
            Row.of("GET", "/results/{id}").path("id", Subject.RESULT),
            Row.of("POST", "/results/{id}/read")
                    .as(FORM)
                    .path("id", Subject.RESULT)
                    .body("q", Subject.NAME),
            Row.of("POST", "/results/{id}/unread")
                    .as(FORM)
                    .path("id", Subject.RESULT)
                    .body("q", Subject.NAME),
            Row.of("GET", "/api/download/pdf/{resultId}").path("resultId", Subject.RESULT),
            Row.of("GET", "/results/{resultId}/report.pdf").path("resultId", Subject.RESULT),
            Row.of("GET", "/results/{resultId}/attachments/{attachmentId}")
                    .path("resultId", Subject.RESULT)
                    .path("attachmentId", Subject.ATTACHMENT),
            Row.of("GET", "/api/results").query("q", Subject.NAME).query("patientId", Subject.PATIENT),
            Row.of("GET", "/api/v1/results").query("q", Subject.NAME).query("patientId", Subject.PATIENT),
            Row.of("GET", "/api/results/{id}").path("id", Subject.RESULT),
            Row.of("GET", "/api/v1/results/{id}").path("id", Subject.RESULT),
            Row.of("POST", "/api/v1/results/{id}/read").path("id", Subject.RESULT),
            Row.of("POST", "/api/v1/results/{id}/unread").path("id", Subject.RESULT),
            // intake
            Row.of("GET", "/messages").query("q", Subject.NAME).query("messageId", Subject.MESSAGE),
            Row.of("GET", "/messages/{id}").path("id", Subject.MESSAGE),
            Row.of("GET", "/messages/{messageId}/original").path("messageId", Subject.MESSAGE),
            Row.of("GET", "/api/v1/messages/{messageId}").path("messageId", Subject.MESSAGE),
            Row.of("GET", "/api/v1/messages/{messageId}").asSender().path("messageId", Subject.MESSAGE),
            Row.of("GET", "/api/v1/messages/{messageId}/original").path("messageId", Subject.MESSAGE),
            Row.of("GET", "/api/download/ldt/{resultId}").path("resultId", Subject.RESULT),
            Row.of("POST", "/api/mirth-webhook")
                    .as(MESSAGE)
                    .header("X-Careloop-Key", Subject.SENDER)
                    .message("8310", Subject.BAIT_ORDER)
                    .message("3101", Subject.BAIT_NAME)
                    .that(COSTLY),
            Row.of("POST", "/api/mirth-webhook/{keyId}")
                    .as(MESSAGE)
                    .path("keyId", Subject.SENDER)
                    .message("8310", Subject.BAIT_ORDER)
                    .message("3101", Subject.BAIT_NAME)
                    .that(COSTLY),
            // senders
            Row.of("GET", "/senders"),
            Row.of("POST", "/senders").as(FORM).with("name", "Labor Probe"),
            Row.of("GET", "/senders/{id}").path("id", Subject.SENDER_RECORD),
            Row.of("POST", "/senders/{id}")
                    .as(FORM)
                    .with("name", "Labor Probe")
                    .with("version", "1")
                    .path("id", Subject.SENDER_RECORD),
            Row.of("POST", "/senders/{id}/secrets").as(FORM).path("id", Subject.SENDER_RECORD),
            Row.of("POST", "/senders/{id}/secrets/{number}/end")
                    .as(FORM)
                    .path("id", Subject.SENDER_RECORD)
                    .path("number", Subject.SECRET_NUMBER),
            Row.of("GET", "/api/v1/senders"),
            Row.of("POST", "/api/v1/senders").as(JSON).with("name", "Labor Probe"),
            Row.of("GET", "/api/v1/senders/{id}").path("id", Subject.SENDER_RECORD),
            Row.of("PUT", "/api/v1/senders/{id}")
                    .as(JSON)
                    .with("name", "Labor Probe")
                    .path("id", Subject.SENDER_RECORD),
            Row.of("POST", "/api/v1/senders/{id}/secrets").as(JSON).path("id", Subject.SENDER_RECORD),
            Row.of("DELETE", "/api/v1/senders/{id}/secrets/{number}")
                    .path("id", Subject.SENDER_RECORD)
                    .path("number", Subject.SECRET_NUMBER));

    private Matrix() {}

    /** @throws IllegalStateException when the rows and the endpoints are not the same */
    static List<Row> covering(SortedSet<Endpoint> endpoints) {
        SortedSet<Endpoint> known = ROWS.stream().map(Row::endpoint).collect(Collectors.toCollection(TreeSet::new));
        SortedSet<Endpoint> forgotten = new TreeSet<>(endpoints);
        forgotten.removeAll(known);
        SortedSet<Endpoint> gone = new TreeSet<>(known);
        gone.removeAll(endpoints);
        if (!forgotten.isEmpty() || !gone.isEmpty()) {
            throw new IllegalStateException(
                    "The isolation matrix has no row for " + forgotten + "; and rows for what is gone: " + gone);
        }
        return ROWS;
    }
}
