package health.careloop.provisioning;

import health.careloop.access.Frames;
import health.careloop.access.Open;
import health.careloop.pages.PageFrame.Nav;
import health.careloop.provisioning.RegisterView.RegisterState;
import health.careloop.provisioning.Registrations.Confirmed;
import health.careloop.provisioning.Registrations.Outcome;
import health.careloop.web.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Who wants to become a tenant, where the operator allows it. */
@RestController
class RegistrationController {
    private final Registrations registrations;
    private final Frames frames;

    RegistrationController(Registrations registrations, Frames frames) {
        this.registrations = registrations;
        this.frames = frames;
    }

    @PostMapping("/api/v1/auth/register")
    @Open("whoever registers is nobody yet")
    ResponseEntity<Object> register(@RequestBody Draft draft, HttpServletRequest request) {
        return switch (registrations.register(draft, request.getRemoteAddr())) {
            case Outcome.LetterSent() -> ResponseEntity.accepted().body(Map.of("status", "verification_sent"));
            case Outcome.Invalid invalid ->
                Answers.problem(new Provisioning.Refusal.Invalid(invalid.faults()))
                        .response();
            case Outcome.TooMany tooMany ->
                Problem.of(
                                429,
                                "too-many-registrations",
                                "Too many registrations",
                                "Wait as long as Retry-After says, then try again.")
                        .retryAfter(tooMany.retryAfter())
                        .response();
            case Outcome.Closed() ->
                Problem.of(
                                403,
                                "registration-closed",
                                "Registration closed",
                                "Nobody registers here by themselves. Ask whoever runs this installation.")
                        .response();
        };
    }

    @GetMapping("/register")
    @Open("the single-use link is the key")
    ResponseEntity<byte[]> asked(HttpServletRequest request, @RequestParam(defaultValue = "") String token) {
        return registrations
                .find(token)
                .map(tenant -> page(request, HttpStatus.OK, token, Optional.of(tenant), RegisterState.ASKED))
                .orElseGet(() -> page(request, HttpStatus.GONE, "", Optional.empty(), RegisterState.LINK_USED));
    }

    @PostMapping("/register")
    @Open("the single-use link is the key")
    ResponseEntity<byte[]> confirmed(HttpServletRequest request, @RequestParam(defaultValue = "") String token) {
        Optional<NewTenant> tenant = registrations.find(token);
        return switch (registrations.confirm(token)) {
            case Confirmed.Begun ignored -> page(request, HttpStatus.OK, "", tenant, RegisterState.BEGUN);
            case Confirmed.Refused ignored -> page(request, HttpStatus.CONFLICT, "", tenant, RegisterState.REFUSED);
            case Confirmed.LinkInvalid() ->
                page(request, HttpStatus.GONE, "", Optional.empty(), RegisterState.LINK_USED);
        };
    }

    private ResponseEntity<byte[]> page(
            HttpServletRequest request,
            HttpStatus status,
            String token,
            Optional<NewTenant> tenant,
            RegisterState state) {
        RegisterView view = new RegisterView(
                token,
                tenant.map(NewTenant::name).orElse(""),
                tenant.flatMap(NewTenant::administrator)
                        .map(NewTenant.Administrator::email)
                        .orElse(""),
                state);
        return frames.page(status, "provisioning/register", request, Nav.NONE, 0, view);
    }
}
