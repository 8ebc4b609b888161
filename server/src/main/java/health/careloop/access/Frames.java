package health.careloop.access;

import health.careloop.pages.ErrorView;
import health.careloop.pages.PageFrame;
import health.careloop.pages.Pages;
import health.careloop.pages.Texts;
import health.careloop.tenancy.TenantScope;
import health.careloop.web.ContentSecurity;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Puts a screen into its frame: who looks, in which language and colours, with which token to change things. */
@Component
public final class Frames {
    static final String LANGUAGE = "careloop-language";
    static final String THEME = "careloop-theme";
    static final String SHORTCUTS = "careloop-shortcuts";
    /** Where something wrong is answered: they can be asked for again. */
    private static final Set<String> ASKED_AGAIN =
            Set.of("/login/code", PasswordPages.FORGOTTEN, SecondFactorPages.PATH, SecondFactorPages.PATH + "/confirm");

    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
    private static final MediaType HTML = MediaType.parseMediaType(Pages.CONTENT_TYPE);

    private final Pages pages;
    private final Clock clock;
    private final ObjectProvider<WaitingMessages> waiting;

    Frames(Pages pages, Clock clock, ObjectProvider<WaitingMessages> waiting) {
        this.pages = pages;
        this.clock = clock;
        this.waiting = waiting;
    }

    /** A whole page, or a fragment of one. */
    public ResponseEntity<byte[]> page(
            String template, HttpServletRequest request, PageFrame.Nav nav, int unread, Object view) {
        return page(HttpStatus.OK, template, request, nav, unread, view);
    }

    public ResponseEntity<byte[]> page(
            HttpStatus status,
            String template,
            HttpServletRequest request,
            PageFrame.Nav nav,
            int unread,
            Object view) {
        return ResponseEntity.status(status)
                .contentType(HTML)
                .header("Vary", "Cookie, Accept-Language, HX-Request")
                .body(render(template, request, nav, unread, view));
    }

    byte[] render(String template, HttpServletRequest request, PageFrame.Nav nav, int unread, Object view) {
        return pages.render(template, frame(request, nav, unread), view);
    }

    private PageFrame frame(HttpServletRequest request, PageFrame.Nav nav, int unread) {
        Optional<SignedIn> who = Call.of(request).flatMap(call -> Optional.ofNullable(call.who()));
        Csrf csrf = Csrf.of(request);
        return new PageFrame(
                texts(request),
                preferences(request),
                new PageFrame.Csrf(csrf.parameterName(), csrf.headerName(), csrf.token()),
                ContentSecurity.nonce(request),
                who.map(person -> new PageFrame.SignedIn(
                                person.name(),
                                person.role().wire(),
                                reachable(person),
                                Call.of(request).map(Call::elsewhere).orElse(false),
                                person.permissions().stream()
                                        .map(Permission::wire)
                                        .collect(Collectors.toSet())))
                        .orElse(null),
                who.map(SignedIn::tenantName).orElse(null),
                unread,
                // A page beside the navigation may be about a database that does not answer.
                nav == PageFrame.Nav.NONE ? PageFrame.Waiting.NOTHING : waiting(who),
                nav,
                path(request, nav));
    }

    private PageFrame.Waiting waiting(Optional<SignedIn> who) {
        WaitingMessages messages = waiting.getIfAvailable();
        return messages == null
                        || TenantScope.find().isEmpty()
                        || !who.map(Frames::seesMessages).orElse(false)
                ? PageFrame.Waiting.NOTHING
                : messages.count();
    }

    private static boolean seesMessages(SignedIn who) {
        return who.may(Permission.VIEW_MESSAGES);
    }

    /** A link that is good once was used, or its time is over. */
    ResponseEntity<byte[]> linkUsed(HttpServletRequest request) {
        return page(
                HttpStatus.GONE,
                "pages/error",
                request,
                PageFrame.Nav.NONE,
                0,
                new ErrorView(ErrorView.ErrorReason.LINK_USED, null));
    }

    /** The parts of Careloop a person may go to, the first of them first. */
    static Set<PageFrame.Nav> reachable(SignedIn who) {
        Set<PageFrame.Nav> reachable = EnumSet.noneOf(PageFrame.Nav.class);
        if (who.may(Permission.VIEW_RESULTS)) {
            reachable.add(PageFrame.Nav.INBOX);
        }
        if (who.may(Permission.VIEW_MESSAGES)) {
            reachable.add(PageFrame.Nav.MESSAGES);
        }
        if (who.may(Permission.VIEW_SENDERS)) {
            reachable.add(PageFrame.Nav.SENDERS);
        }
        if (who.may(Permission.VIEW_USER)) {
            reachable.add(PageFrame.Nav.PEOPLE);
        }
        // Without the second factor it would only lead to where that is set up, and the start page would, too.
        if (who.may(Permission.MANAGE_TENANTS) && who.secondFactorAt() != null) {
            reachable.add(PageFrame.Nav.TENANTS);
        }
        return reachable;
    }

    /** The person's choice, else what the browser prefers of the two languages there are. */
    Texts texts(HttpServletRequest request) {
        Locale chosen = cookie(request, LANGUAGE).map(Locale::forLanguageTag).orElseGet(() -> preferred(request));
        return Texts.of(chosen, ZONE, clock);
    }

    /** What Accept-Language prefers of the two languages there are; English for a caller who says nothing. */
    public static Locale preferred(HttpServletRequest request) {
        if (request.getHeader("Accept-Language") == null) {
            return Locale.ENGLISH;
        }
        var locales = request.getLocales();
        while (locales.hasMoreElements()) {
            String language = locales.nextElement().getLanguage();
            if (language.equals("de") || language.equals("en")) {
                return Locale.forLanguageTag(language);
            }
        }
        return Locale.ENGLISH;
    }

    private static PageFrame.Preferences preferences(HttpServletRequest request) {
        PageFrame.Theme theme = cookie(request, THEME)
                .flatMap(name -> Arrays.stream(PageFrame.Theme.values())
                        .filter(known -> known.name().equalsIgnoreCase(name))
                        .findFirst())
                .orElse(PageFrame.Theme.SYSTEM);
        return new PageFrame.Preferences(theme, !cookie(request, SHORTCUTS).equals(Optional.of("off")));
    }

    private static Optional<String> cookie(HttpServletRequest request, String name) {
        Cookie[] cookies = request.getCookies();
        return cookies == null
                ? Optional.empty()
                : Arrays.stream(cookies)
                        .filter(cookie -> cookie.getName().equals(name))
                        .map(Cookie::getValue)
                        .findFirst();
    }

    /** Where a change of language or colours leads back to: what answers a form's POST has no address to be asked for. */
    private static String path(HttpServletRequest request, PageFrame.Nav nav) {
        if (!request.getMethod().equals("GET")) {
            String token = request.getParameter("token");
            return token == null
                    ? ASKED_AGAIN.contains(request.getRequestURI()) ? request.getRequestURI() : nav.path()
                    : request.getRequestURI() + "?token=" + URLEncoder.encode(token, StandardCharsets.UTF_8);
        }
        String query = request.getQueryString();
        return request.getRequestURI() + (query == null ? "" : "?" + query);
    }
}
