package health.careloop.access;

import health.careloop.pages.ActivationView.ActivationProblem;
import health.careloop.pages.PageFrame.Nav;
import health.careloop.pages.ResetView;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** A new password through a link from the administrator or the operator. */
@Controller
class PasswordPages {
    private final PasswordResets resets;
    private final Frames frames;

    PasswordPages(PasswordResets resets, Frames frames) {
        this.resets = resets;
        this.frames = frames;
    }

    @GetMapping("/reset")
    @Open("the single-use link is the key")
    ResponseEntity<byte[]> reset(HttpServletRequest request, @RequestParam(defaultValue = "") String token) {
        return resets.find(token)
                .map(reset -> page(request, HttpStatus.OK, token, reset, List.of()))
                .orElseGet(() -> frames.linkUsed(request));
    }

    @PostMapping("/reset")
    @Open("the single-use link is the key")
    ResponseEntity<byte[]> reset(
            HttpServletRequest request,
            HttpServletResponse response,
            @RequestParam(defaultValue = "") String token,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = "") String repeated) {
        Optional<PasswordResets.Reset> reset = resets.find(token);
        if (reset.isEmpty()) {
            return frames.linkUsed(request);
        }
        if (!password.equals(repeated)) {
            return wrong(request, token, reset.get(), ActivationProblem.PASSWORDS_DIFFER);
        }
        return switch (resets.accept(token, password)) {
            case PasswordResets.Outcome.Done _ -> {
                // This browser's own session, if it had one, ended with the others.
                SessionCookie.take(response);
                yield SignInPages.seeOther("/login?notice=password-set");
            }
            case PasswordResets.Outcome.LinkInvalid() -> frames.linkUsed(request);
            case PasswordResets.Outcome.Refused(Activations.Fault fault) ->
                wrong(request, token, reset.get(), SignInPages.problem(fault));
        };
    }

    private ResponseEntity<byte[]> wrong(
            HttpServletRequest request, String token, PasswordResets.Reset reset, ActivationProblem problem) {
        return page(request, HttpStatus.UNPROCESSABLE_CONTENT, token, reset, List.of(problem));
    }

    private ResponseEntity<byte[]> page(
            HttpServletRequest request,
            HttpStatus status,
            String token,
            PasswordResets.Reset reset,
            List<ActivationProblem> problems) {
        ResetView view = new ResetView(token, reset.email(), reset.expiresAt(), Passwords.MINIMUM_LENGTH, problems);
        return frames.page(status, "pages/reset", request, Nav.NONE, 0, view);
    }
}
