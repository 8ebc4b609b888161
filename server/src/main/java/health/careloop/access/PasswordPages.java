package health.careloop.access;

import health.careloop.pages.ActivationView.ActivationProblem;
import health.careloop.pages.ForgottenView;
import health.careloop.pages.ForgottenView.ForgottenProblem;
import health.careloop.pages.PageFrame.Nav;
import health.careloop.pages.ResetView;
import health.careloop.web.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** A new password through a link: from the administrator, from the operator, or from the letter one asked for. */
@Controller
class PasswordPages {
    static final String FORGOTTEN = "/forgotten";

    private final PasswordResets resets;
    private final PasswordLetters letters;
    private final Frames frames;

    PasswordPages(PasswordResets resets, PasswordLetters letters, Frames frames) {
        this.resets = resets;
        this.letters = letters;
        this.frames = frames;
    }

    @GetMapping(FORGOTTEN)
    @Open("whoever forgot the password cannot sign in")
    ResponseEntity<byte[]> forgotten(HttpServletRequest request) {
        return letters.areSent()
                ? forgotten(request, HttpStatus.OK, new ForgottenView("", false, null, null))
                : SignInPages.seeOther("/login");
    }

    @PostMapping(FORGOTTEN)
    @Open("whoever forgot the password cannot sign in")
    ResponseEntity<byte[]> forgotten(
            HttpServletRequest request, HttpServletResponse response, @RequestParam(defaultValue = "") String email) {
        if (!letters.areSent()) {
            return SignInPages.seeOther("/login");
        }
        String shown = SignInPages.shown(email);
        if (!Activations.isAddress(shown)) {
            return forgotten(
                    request,
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    new ForgottenView(shown, false, ForgottenProblem.NO_ADDRESS, null));
        }
        Optional<Duration> tooEarly = letters.ask(shown, frames.texts(request).locale(), request.getRemoteAddr());
        if (tooEarly.isPresent()) {
            response.setHeader(HttpHeaders.RETRY_AFTER, Problem.seconds(tooEarly.get()));
            return forgotten(
                    request,
                    HttpStatus.TOO_MANY_REQUESTS,
                    new ForgottenView(shown, false, ForgottenProblem.TOO_MANY, tooEarly.get()));
        }
        return forgotten(request, HttpStatus.OK, new ForgottenView(shown.strip(), true, null, null));
    }

    private ResponseEntity<byte[]> forgotten(HttpServletRequest request, HttpStatus status, ForgottenView view) {
        return frames.page(status, "pages/forgotten", request, Nav.NONE, 0, view);
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
