package health.careloop.access;

import health.careloop.pages.ActivationView;
import health.careloop.pages.ActivationView.ActivationProblem;
import health.careloop.pages.CodeView;
import health.careloop.pages.CodeView.CodeProblem;
import health.careloop.pages.CodeView.Occasion;
import health.careloop.pages.LoginView;
import health.careloop.pages.LoginView.LoginNotice;
import health.careloop.pages.LoginView.LoginProblem;
import health.careloop.pages.PageFrame.Nav;
import health.careloop.tenancy.Tenant;
import health.careloop.web.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Signing in and out, the first visit through an activation link, and how a person likes their pages. */
@Controller
class SignInPages {
    private static final Duration REMEMBERED = Duration.ofDays(365);
    /** RFC 5321, 4.5.3.1.3. */
    private static final int LONGEST_ADDRESS = 254;
    /** It goes back in a header, and those are bounded. */
    private static final int LONGEST_PATH = 2000;

    private final SignIn signIn;
    private final Activations activations;
    private final PasswordLetters letters;
    private final Frames frames;

    SignInPages(SignIn signIn, Activations activations, PasswordLetters letters, Frames frames) {
        this.signIn = signIn;
        this.activations = activations;
        this.letters = letters;
        this.frames = frames;
    }

    @GetMapping("/login")
    @Open("whoever signs in is not signed in yet")
    ResponseEntity<byte[]> login(HttpServletRequest request, @RequestParam(required = false) @Nullable String notice) {
        boolean inside = Call.of(request)
                .flatMap(call -> Optional.ofNullable(call.who()))
                .isPresent();
        if (inside && notice == null) {
            return seeOther("/");
        }
        LoginNotice said = notice == null
                ? null
                : switch (notice) {
                    case "signed-out" -> LoginNotice.SIGNED_OUT;
                    case "session-ended" -> LoginNotice.SESSION_ENDED;
                    case "activated" -> LoginNotice.ACTIVATED;
                    case "password-set" -> LoginNotice.PASSWORD_SET;
                    case "code-again" -> LoginNotice.CODE_ENDED;
                    case "choose-again" -> LoginNotice.CHOICE_ENDED;
                    default -> null;
                };
        return login(request, HttpStatus.OK, new LoginView("", null, null, said, letters.areSent()));
    }

    @PostMapping("/login")
    @Open("whoever signs in is not signed in yet")
    ResponseEntity<byte[]> login(
            HttpServletRequest request,
            HttpServletResponse response,
            @RequestParam(defaultValue = "") String email,
            @RequestParam(defaultValue = "") String password) {
        return entered(request, response, attempt(request, email, password), email, "/");
    }

    private SignInOutcome attempt(HttpServletRequest request, String email, String password) {
        return signIn.attemptOnPage(
                email,
                password,
                request.getServerName(),
                request.getRemoteAddr(),
                request.getHeader(HttpHeaders.USER_AGENT));
    }

    private ResponseEntity<byte[]> entered(
            HttpServletRequest request,
            HttpServletResponse response,
            SignInOutcome outcome,
            String email,
            String first) {
        return switch (outcome) {
            case SignInOutcome.SignedInSession session -> {
                SessionCookie.read(request).ifPresent(signIn::signOut);
                SessionCookie.give(response, session.token());
                yield seeOther(first);
            }
            case SignInOutcome.CodeOpen(String token) -> {
                SessionCookie.read(request).ifPresent(signIn::signOut);
                SessionCookie.give(response, token);
                yield seeOther("/login/code");
            }
            case SignInOutcome.CodeTimeOver() -> seeOther("/login?notice=code-again");
            case SignInOutcome.WrongCode() -> code(request, HttpStatus.UNAUTHORIZED, CodeProblem.WRONG, null);
            case SignInOutcome.CodeMissing() -> throw new IllegalStateException("A page asks for the code by itself");
            case SignInOutcome.TenantOpen(String token) -> {
                SessionCookie.read(request).ifPresent(signIn::signOut);
                SessionCookie.give(response, token);
                yield seeOther("/tenants");
            }
            case SignInOutcome.WrongCredentials() ->
                login(
                        request,
                        HttpStatus.UNAUTHORIZED,
                        new LoginView(shown(email), LoginProblem.NOT_RECOGNISED, null, null, letters.areSent()));
            case SignInOutcome.Throttled(Duration retryAfter) -> {
                response.setHeader(HttpHeaders.RETRY_AFTER, Problem.seconds(retryAfter));
                yield login(
                        request,
                        HttpStatus.TOO_MANY_REQUESTS,
                        new LoginView(shown(email), LoginProblem.LOCKED, retryAfter, null, letters.areSent()));
            }
            case SignInOutcome.NoMembership() ->
                login(
                        request,
                        HttpStatus.FORBIDDEN,
                        new LoginView(shown(email), LoginProblem.NO_MEMBERSHIP, null, null, letters.areSent()));
            case SignInOutcome.ChooseTenant ignored ->
                login(
                        request,
                        HttpStatus.FORBIDDEN,
                        new LoginView(shown(email), LoginProblem.NO_MEMBERSHIP, null, null, letters.areSent()));
        };
    }

    @GetMapping("/login/code")
    @Open("whoever has still to type a code is not signed in yet")
    ResponseEntity<byte[]> code(HttpServletRequest request) {
        return SessionCookie.read(request).filter(signIn::owesCode).isPresent()
                ? code(request, HttpStatus.OK, null, null)
                : seeOther("/login");
    }

    @PostMapping("/login/code")
    @Open("whoever has still to type a code is not signed in yet")
    ResponseEntity<byte[]> code(
            HttpServletRequest request, HttpServletResponse response, @RequestParam(defaultValue = "") String code) {
        Optional<String> token = SessionCookie.read(request);
        if (token.isEmpty()) {
            return seeOther("/login?notice=code-again");
        }
        SignInOutcome outcome = signIn.attemptCode(
                token.get(),
                code,
                request.getServerName(),
                request.getRemoteAddr(),
                request.getHeader(HttpHeaders.USER_AGENT));
        if (outcome instanceof SignInOutcome.Throttled(Duration retryAfter)) {
            response.setHeader(HttpHeaders.RETRY_AFTER, Problem.seconds(retryAfter));
            return code(request, HttpStatus.TOO_MANY_REQUESTS, CodeProblem.TOO_EARLY, retryAfter);
        }
        return entered(request, response, outcome, "", "/");
    }

    private ResponseEntity<byte[]> code(
            HttpServletRequest request,
            HttpStatus status,
            @Nullable CodeProblem problem,
            @Nullable Duration retryAfter) {
        CodeView view = new CodeView(Occasion.SIGN_IN, "/", problem, retryAfter);
        return frames.page(status, "pages/code", request, Nav.NONE, 0, view);
    }

    private ResponseEntity<byte[]> login(HttpServletRequest request, HttpStatus status, LoginView view) {
        return frames.page(status, "pages/login", request, Nav.NONE, 0, view);
    }

    /** What was typed, to be mended; nothing that no address has. */
    static String shown(String email) {
        String typed = email.replaceAll("\\p{Cntrl}", "");
        return typed.length() > LONGEST_ADDRESS ? "" : typed;
    }

    @PostMapping("/logout")
    @Requires
    ResponseEntity<byte[]> logout(HttpServletRequest request, HttpServletResponse response) {
        SessionCookie.read(request).ifPresent(signIn::signOut);
        SessionCookie.take(response);
        return seeOther("/login?notice=signed-out");
    }

    @GetMapping("/activate")
    @Open("the single-use link is the key")
    ResponseEntity<byte[]> activate(HttpServletRequest request, @RequestParam(defaultValue = "") String token) {
        return activations
                .find(token)
                .map(invitation -> activation(request, HttpStatus.OK, token, invitation, "", List.of()))
                .orElseGet(() -> frames.linkUsed(request));
    }

    @PostMapping("/activate")
    @Open("the single-use link is the key")
    ResponseEntity<byte[]> activate(
            HttpServletRequest request,
            HttpServletResponse response,
            @RequestParam(defaultValue = "") String token,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = "") String repeated) {
        Optional<Activations.Invitation> invitation = activations.find(token);
        if (invitation.isEmpty()) {
            return frames.linkUsed(request);
        }
        if (!invitation.get().personExists() && !password.equals(repeated)) {
            return activation(
                    request,
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    token,
                    invitation.get(),
                    name,
                    List.of(ActivationProblem.PASSWORDS_DIFFER));
        }
        return switch (activations.accept(token, name, password)) {
            case Activations.Outcome.Accepted accepted ->
                invitation.get().offersSecondFactor()
                        ? withSecondFactor(request, response, accepted.email(), password)
                        : seeOther("/login?notice=activated");
            case Activations.Outcome.LinkInvalid() -> frames.linkUsed(request);
            case Activations.Outcome.Refused refused ->
                activation(request, HttpStatus.UNPROCESSABLE_CONTENT, token, invitation.get(), name, problems(refused));
        };
    }

    /** Straight on, with the password just set: whoever runs something is offered the second factor at once. */
    private ResponseEntity<byte[]> withSecondFactor(
            HttpServletRequest request, HttpServletResponse response, String email, String password) {
        SignInOutcome outcome = attempt(request, email, password);
        boolean further = outcome instanceof SignInOutcome.SignedInSession
                || outcome instanceof SignInOutcome.CodeOpen
                || outcome instanceof SignInOutcome.TenantOpen;
        return further
                ? entered(request, response, outcome, email, SecondFactorPages.PATH)
                : seeOther("/login?notice=activated");
    }

    private static List<ActivationProblem> problems(Activations.Outcome.Refused refused) {
        List<ActivationProblem> problems = new ArrayList<>();
        for (Activations.Fault fault : refused.faults()) {
            problems.add(problem(fault));
        }
        return problems;
    }

    static ActivationProblem problem(Activations.Fault fault) {
        return switch (fault) {
            case NAME_LENGTH -> ActivationProblem.NAME_MISSING;
            case NAME_CHARACTERS -> ActivationProblem.NAME_CHARACTERS;
            case PASSWORD_TOO_SHORT -> ActivationProblem.PASSWORD_TOO_SHORT;
            case PASSWORD_TOO_LONG, PASSWORD_TOO_COMMON -> ActivationProblem.PASSWORD_TOO_COMMON;
            case PASSWORD_WRONG -> ActivationProblem.PASSWORD_WRONG;
        };
    }

    private ResponseEntity<byte[]> activation(
            HttpServletRequest request,
            HttpStatus status,
            String token,
            Activations.Invitation invitation,
            String name,
            List<ActivationProblem> problems) {
        ActivationView view = new ActivationView(
                token,
                invitation.email(),
                invitation.roleThere().wire(),
                invitation.expiresAt(),
                name,
                Passwords.MINIMUM_LENGTH,
                invitation.personExists(),
                invitation.tenant().map(Tenant::name).orElse("Careloop"),
                problems);
        return frames.page(status, "pages/activate", request, Nav.NONE, 0, view);
    }

    /** Language, colours and shortcuts, kept in the browser. */
    @PostMapping("/preferences")
    @Open("how a page looks is nobody's secret")
    ResponseEntity<byte[]> preferences(
            HttpServletRequest request,
            HttpServletResponse response,
            @RequestParam(required = false) @Nullable String language,
            @RequestParam(required = false) @Nullable String theme,
            @RequestParam(required = false) @Nullable String shortcuts,
            @RequestParam(defaultValue = "/") String back) {
        remember(request, response, Frames.LANGUAGE, language, List.of("de", "en"));
        remember(request, response, Frames.THEME, theme, List.of("system", "light", "dark"));
        remember(request, response, Frames.SHORTCUTS, shortcuts, List.of("on", "off"));
        return seeOther(isOwnPath(back) ? back : "/");
    }

    private static void remember(
            HttpServletRequest request,
            HttpServletResponse response,
            String name,
            @Nullable String value,
            List<String> allowed) {
        if (value != null && allowed.contains(value.toLowerCase(Locale.ROOT))) {
            response.addHeader(
                    HttpHeaders.SET_COOKIE,
                    ResponseCookie.from(name, value.toLowerCase(Locale.ROOT))
                            .path("/")
                            .sameSite("Lax")
                            .secure(request.isSecure())
                            .httpOnly(true)
                            .maxAge(REMEMBERED)
                            .build()
                            .toString());
        }
    }

    /** A path on this server; never the start of another server's address. */
    static boolean isOwnPath(String back) {
        try {
            URI path = new URI(back);
            return back.length() <= LONGEST_PATH
                    && back.startsWith("/")
                    && !back.startsWith("//")
                    && !path.isAbsolute()
                    && path.getAuthority() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    static ResponseEntity<byte[]> seeOther(String path) {
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create(path))
                .build();
    }
}
