package health.careloop.access;

import health.careloop.pages.CodeView;
import health.careloop.pages.CodeView.CodeProblem;
import health.careloop.pages.CodeView.Occasion;
import health.careloop.pages.PageFrame.Nav;
import health.careloop.pages.SecondFactorView;
import health.careloop.web.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** One's own second factor: set it up, prove it once more, remove it. */
@Controller
class SecondFactorPages {
    static final String PATH = "/account/second-factor";

    private final SecondFactors factors;
    private final Enrolments enrolments;
    private final SignIn signIn;
    private final Frames frames;
    private final AccessSettings settings;

    SecondFactorPages(
            SecondFactors factors, Enrolments enrolments, SignIn signIn, Frames frames, AccessSettings settings) {
        this.factors = factors;
        this.enrolments = enrolments;
        this.signIn = signIn;
        this.frames = frames;
        this.settings = settings;
    }

    @GetMapping(PATH)
    @Requires
    ResponseEntity<byte[]> show(
            HttpServletRequest request, SignedIn who, @RequestParam(defaultValue = "/") String next) {
        return factors.has(who.person())
                ? present(request, HttpStatus.OK, who, null, null)
                : offered(request, HttpStatus.OK, who, enrolments.offer(who.person()), next, null);
    }

    @PostMapping(PATH)
    @Requires
    ResponseEntity<byte[]> enrol(
            HttpServletRequest request,
            HttpServletResponse response,
            SignedIn who,
            @RequestParam(defaultValue = "") String offer,
            @RequestParam(defaultValue = "") String code,
            @RequestParam(defaultValue = "/") String next) {
        if (factors.has(who.person())) {
            return SignInPages.seeOther(PATH);
        }
        Optional<Enrolments.Offer> known = enrolments.open(who.person(), offer);
        if (known.isEmpty()) {
            Enrolments.Offer fresh = enrolments.offer(who.person());
            return offered(request, HttpStatus.UNPROCESSABLE_CONTENT, who, fresh, next, CodeProblem.OFFER_OVER);
        }
        SignInOutcome outcome = enrolments.enrol(who, known.get().totp(), code);
        return outcome instanceof SignInOutcome.SignedInSession session
                ? onwards(response, session, next)
                : offered(request, HttpStatus.UNPROCESSABLE_CONTENT, who, known.get(), next, CodeProblem.WRONG);
    }

    @GetMapping(PATH + "/confirm")
    @Requires
    ResponseEntity<byte[]> confirm(
            HttpServletRequest request, SignedIn who, @RequestParam(defaultValue = "/") String next) {
        return factors.has(who.person())
                ? confirm(request, HttpStatus.OK, next, null, null)
                : SignInPages.seeOther(PATH);
    }

    @PostMapping(PATH + "/confirm")
    @Requires
    ResponseEntity<byte[]> confirm(
            HttpServletRequest request,
            HttpServletResponse response,
            @RequestParam(defaultValue = "") String code,
            @RequestParam(defaultValue = "/") String next) {
        SignInOutcome outcome = SessionCookie.read(request)
                .map(token -> signIn.proveAgain(token, code))
                .orElseGet(SignInOutcome.CodeTimeOver::new);
        if (outcome instanceof SignInOutcome.SignedInSession session) {
            return onwards(response, session, next);
        }
        if (outcome instanceof SignInOutcome.Throttled(Duration retryAfter)) {
            response.setHeader(HttpHeaders.RETRY_AFTER, Problem.seconds(retryAfter));
            return confirm(request, HttpStatus.TOO_MANY_REQUESTS, next, CodeProblem.TOO_EARLY, retryAfter);
        }
        return outcome instanceof SignInOutcome.WrongCode
                ? confirm(request, HttpStatus.UNPROCESSABLE_CONTENT, next, CodeProblem.WRONG, null)
                : SignInPages.seeOther("/login?notice=code-again");
    }

    @PostMapping(PATH + "/removal")
    @Requires
    ResponseEntity<byte[]> remove(
            HttpServletRequest request,
            HttpServletResponse response,
            SignedIn who,
            @RequestParam(defaultValue = "") String code) {
        SignInOutcome outcome = enrolments.remove(who, code);
        if (outcome instanceof SignInOutcome.SignedInSession session) {
            return onwards(response, session, PATH);
        }
        if (outcome instanceof SignInOutcome.Throttled(Duration retryAfter)) {
            response.setHeader(HttpHeaders.RETRY_AFTER, Problem.seconds(retryAfter));
            return present(request, HttpStatus.TOO_MANY_REQUESTS, who, CodeProblem.TOO_EARLY, retryAfter);
        }
        return factors.has(who.person())
                ? present(request, HttpStatus.UNPROCESSABLE_CONTENT, who, CodeProblem.WRONG, null)
                : SignInPages.seeOther(PATH);
    }

    private static ResponseEntity<byte[]> onwards(
            HttpServletResponse response, SignInOutcome.SignedInSession session, String next) {
        SessionCookie.give(response, session.token());
        return SignInPages.seeOther(SignInPages.isOwnPath(next) ? next : "/");
    }

    private ResponseEntity<byte[]> confirm(
            HttpServletRequest request,
            HttpStatus status,
            String next,
            @Nullable CodeProblem problem,
            @Nullable Duration retryAfter) {
        CodeView view = new CodeView(Occasion.CONFIRM, next, problem, retryAfter);
        return frames.page(status, "pages/code", request, Nav.NONE, 0, view);
    }

    private ResponseEntity<byte[]> offered(
            HttpServletRequest request,
            HttpStatus status,
            SignedIn who,
            Enrolments.Offer offer,
            String next,
            @Nullable CodeProblem problem) {
        String uri = offer.totp().uri("Careloop " + settings.baseUrl().getHost(), who.email());
        SecondFactorView.Offer shown = new SecondFactorView.Offer(
                offer.sealed(),
                List.of(offer.totp().base32().split("(?<=\\G.{4})")),
                uri,
                SecondFactorView.Picture.of(uri));
        SecondFactorView view = new SecondFactorView(who.operator(), next, shown, null, problem, null);
        return frames.page(status, "pages/second-factor", request, Nav.NONE, 0, view);
    }

    private ResponseEntity<byte[]> present(
            HttpServletRequest request,
            HttpStatus status,
            SignedIn who,
            @Nullable CodeProblem problem,
            @Nullable Duration retryAfter) {
        SecondFactorView view = new SecondFactorView(
                who.operator(), "/", null, factors.since(who.person()).orElse(null), problem, retryAfter);
        return frames.page(status, "pages/second-factor", request, Nav.NONE, 0, view);
    }
}
