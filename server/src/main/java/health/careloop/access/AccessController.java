package health.careloop.access;

import health.careloop.access.SignInOutcome.ChooseTenant;
import health.careloop.access.SignInOutcome.CodeMissing;
import health.careloop.access.SignInOutcome.CodeOpen;
import health.careloop.access.SignInOutcome.CodeTimeOver;
import health.careloop.access.SignInOutcome.NoMembership;
import health.careloop.access.SignInOutcome.SignedInSession;
import health.careloop.access.SignInOutcome.TenantOpen;
import health.careloop.access.SignInOutcome.Throttled;
import health.careloop.access.SignInOutcome.WrongCode;
import health.careloop.access.SignInOutcome.WrongCredentials;
import health.careloop.audit.Action;
import health.careloop.audit.Audit;
import health.careloop.audit.Caller;
import health.careloop.audit.Entry;
import health.careloop.tenancy.TenantId;
import health.careloop.web.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Signing in for programs: tokens for API clients, sessions for browsers that do it by script. */
@RestController
class AccessController {
    /** @param code of the second factor, of those who have one */
    record Credentials(
            @Nullable String email,
            @Nullable String password,
            @Nullable String code,
            @Nullable String tenant) {}

    record SecondFactor(@Nullable String code) {}

    record TenantChoice(@Nullable UUID tenantId) {}

    record Acceptance(
            @Nullable String token,
            @Nullable String name,
            @Nullable String password) {}

    private final SignIn signIn;
    private final AccessTokens tokens;
    private final SigningKeys keys;
    private final Activations activations;
    private final Audit audit;
    private final AccessSettings settings;

    AccessController(
            SignIn signIn,
            AccessTokens tokens,
            SigningKeys keys,
            Activations activations,
            Audit audit,
            AccessSettings settings) {
        this.signIn = signIn;
        this.tokens = tokens;
        this.keys = keys;
        this.activations = activations;
        this.audit = audit;
        this.settings = settings;
    }

    /** E20; the token's life is A48's quarter of an hour. */
    @Open("this is where a token comes from")
    @PostMapping("/api/v1/auth/login")
    ResponseEntity<Object> login(@RequestBody Credentials sent, HttpServletRequest request) {
        Credentials credentials = complete(sent);
        return switch (signIn.authenticate(
                text(credentials.email()),
                text(credentials.password()),
                credentials.code(),
                credentials.tenant(),
                request.getRemoteAddr())) {
            case SignIn.Attempt.Refused refused -> refusal(refused.why());
            case SignIn.Attempt.Right right -> {
                String token = tokens.issue(right.person(), right.current(), right.secondFactorAt());
                Caller now = Caller.current();
                PersonId person = right.person().id();
                signIn.in(
                        right.current().tenant(),
                        new Caller(person.value(), now.ip(), now.userAgent(), now.sessionId(), now.traceId()),
                        () -> audit.record(Entry.of(Action.TOKEN_ISSUED, "person", person.value())));
                Map<String, Object> body = new LinkedHashMap<>();
                body.put("accessToken", token);
                body.put("tokenType", "Bearer");
                body.put("expiresIn", settings.tokenLength().toSeconds());
                body.put("tenant", wire(right.current()));
                yield ResponseEntity.ok(body);
            }
        };
    }

    @Open("this is where a session comes from")
    @PostMapping("/api/v1/auth/sessions")
    ResponseEntity<Object> startSession(
            @RequestBody Credentials sent, HttpServletRequest request, HttpServletResponse response) {
        Credentials credentials = complete(sent);
        SignInOutcome outcome = signIn.attempt(
                text(credentials.email()),
                text(credentials.password()),
                credentials.code(),
                credentials.tenant(),
                request.getRemoteAddr(),
                Caller.current().userAgent());
        if (outcome instanceof SignedInSession session) {
            SessionCookie.read(request).ifPresent(signIn::signOut);
            SessionCookie.give(response, session.token());
            return ResponseEntity.ok(wire(session));
        }
        return refusal(outcome);
    }

    @Requires
    @PutMapping("/api/v1/auth/sessions/current/tenant")
    ResponseEntity<Object> switchTenant(
            @RequestBody TenantChoice choice, HttpServletRequest request, HttpServletResponse response) {
        if (choice.tenantId() == null) {
            return Problem.badRequest("'tenantId' is missing.").response();
        }
        TenantId to = new TenantId(choice.tenantId());
        return SessionCookie.read(request)
                .flatMap(token -> signIn.switchTenant(token, to))
                .map(session -> {
                    SessionCookie.give(response, session.token());
                    return ResponseEntity.ok((Object) wire(session));
                })
                .orElseGet(Refusals.NO_MEMBERSHIP::response);
    }

    /** Before something grave, and in a new session: the old cookie and the old token of its forms end. */
    @Requires
    @PutMapping("/api/v1/auth/sessions/current/second-factor")
    ResponseEntity<Object> proveAgain(
            @RequestBody SecondFactor sent, HttpServletRequest request, HttpServletResponse response) {
        String code = sent.code();
        if (code == null) {
            return Problem.badRequest("'code' is missing.").response();
        }
        SignInOutcome outcome = SessionCookie.read(request)
                .map(token -> signIn.proveAgain(token, code))
                .orElseGet(CodeTimeOver::new);
        if (outcome instanceof SignedInSession session) {
            SessionCookie.give(response, session.token());
            return ResponseEntity.ok(wire(session));
        }
        return refusal(outcome);
    }

    @Requires
    @DeleteMapping("/api/v1/auth/sessions/current")
    ResponseEntity<Object> endSession(HttpServletRequest request, HttpServletResponse response) {
        SessionCookie.read(request).ifPresent(signIn::signOut);
        SessionCookie.take(response);
        return ResponseEntity.noContent().build();
    }

    @Requires
    @GetMapping("/api/v1/auth/me")
    Map<String, Object> me(SignedIn who) {
        Map<String, Object> me = new LinkedHashMap<>();
        me.put("userId", who.person().value());
        me.put("tenantId", who.tenant().value());
        me.put("companyId", who.tenant().value());
        me.put("role", who.role().wire());
        me.put("name", who.name());
        me.put("email", who.email());
        if (who.secondFactorAt() != null) {
            me.put("secondFactorAt", who.secondFactorAt());
        }
        me.put("permissions", who.permissions().stream().map(Permission::wire).toList());
        return me;
    }

    @Open("whoever holds the link is who was invited")
    @PostMapping("/api/v1/activations")
    ResponseEntity<Object> activate(@RequestBody Acceptance sent) {
        return switch (activations.accept(text(sent.token()), text(sent.name()), text(sent.password()))) {
            case Activations.Outcome.Accepted accepted ->
                ResponseEntity.ok(Map.of("userId", accepted.person().value(), "email", accepted.email()));
            case Activations.Outcome.LinkInvalid _ ->
                Problem.of(
                                410,
                                "link-invalid",
                                "Link no longer valid",
                                "This link was used, replaced or is older than a day. Ask for a new one.")
                        .response();
            case Activations.Outcome.Refused refused ->
                Problem.of(
                                422,
                                "activation-refused",
                                "Name or password not accepted",
                                "The name has 2 to 100 characters, none of them a control character or a mark for the"
                                        + " direction of writing; the password 15 to 256, and is not made of common words"
                                        + " or your own name. Who has an account already enters its password.")
                        .with(
                                "faults",
                                refused.faults().stream()
                                        .map(fault -> fault.name().toLowerCase(Locale.ROOT))
                                        .toList())
                        .response();
        };
    }

    @Open("public keys")
    @GetMapping(path = "/.well-known/jwks.json", produces = "application/json")
    Map<String, Object> publicKeys() {
        return keys.published().toJSONObject(true);
    }

    private static Credentials complete(Credentials sent) {
        if (sent.email() == null || sent.password() == null) {
            throw Problem.badRequest("'email' and 'password' are needed.").exception();
        }
        return sent;
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }

    private static ResponseEntity<Object> refusal(SignInOutcome outcome) {
        return switch (outcome) {
            case WrongCredentials _ ->
                Problem.of(
                                401,
                                "wrong-credentials",
                                "Wrong credentials",
                                "E-mail address or password is wrong. Check both and try again.")
                        .response();
            case Throttled throttled ->
                Problem.of(
                                429,
                                "too-many-attempts",
                                "Too many attempts",
                                "Wait as long as Retry-After says, then try again.")
                        .retryAfter(throttled.retryAfter())
                        .response();
            case NoMembership _ -> Refusals.NO_MEMBERSHIP.response();
            case ChooseTenant choose ->
                Problem.of(
                                409,
                                "choose-tenant",
                                "Choose a tenant",
                                "You do not belong to that tenant. Name one of those listed under tenants.")
                        .with("tenants", wire(choose.memberships()))
                        .response();
            case CodeMissing _ -> Refusals.CODE_MISSING.response();
            case WrongCode _ -> Refusals.CODE_WRONG.response();
            case CodeTimeOver _ -> Refusals.NOT_SIGNED_IN.response();
            case CodeOpen _ -> throw new IllegalStateException("A program sends its code with the password");
            case TenantOpen _ -> throw new IllegalStateException("A program names its tenant");
            case SignedInSession _ -> throw new IllegalStateException("A session is no refusal");
        };
    }

    private static Map<String, Object> wire(SignedInSession session) {
        return Map.of(
                "csrfToken", session.csrfToken(),
                "tenant", wire(session.current()),
                "tenants", wire(session.memberships()));
    }

    private static List<Map<String, Object>> wire(List<Membership> memberships) {
        return memberships.stream().map(AccessController::wire).toList();
    }

    private static Map<String, Object> wire(Membership membership) {
        return Map.of(
                "tenantId", membership.tenant().value(),
                "slug", membership.slug(),
                "name", membership.tenantName(),
                "role", membership.role().wire());
    }
}
