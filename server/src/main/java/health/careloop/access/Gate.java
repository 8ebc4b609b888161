package health.careloop.access;

import health.careloop.audit.Action;
import health.careloop.audit.Audit;
import health.careloop.audit.Caller;
import health.careloop.audit.Entry;
import health.careloop.tenancy.TenantDatabase;
import health.careloop.tenancy.TenantScope;
import health.careloop.web.FilterCalls;
import health.careloop.web.Meters;
import health.careloop.web.Problem;
import health.careloop.web.Problems;
import health.careloop.web.Trace;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.http.HttpHeaders;

/**
 * Finds out who calls, and binds it around the rest of the request: {@link SignedIn}, the tenant's scope and the audit
 * trail's caller. Lets the unknown through as unknown: {@link Gatekeeper} decides, handler by handler. Nothing the
 * client says about a tenant is believed (T-23).
 */
final class Gate implements Filter {
    private static final int LONGEST_USER_AGENT = 300;

    private final Rights rights;
    private final AccessTokens tokens;
    private final Origins origins;
    private final Problems problems;
    private final Audit audit;
    private final TenantDatabase database;

    Gate(Rights rights, AccessTokens tokens, Origins origins, Problems problems, Audit audit, TenantDatabase database) {
        this.rights = rights;
        this.tokens = tokens;
        this.origins = origins;
        this.problems = problems;
        this.audit = audit;
        this.database = database;
    }

    @Override
    public void doFilter(ServletRequest plain, ServletResponse answer, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest request = (HttpServletRequest) plain;
        HttpServletResponse response = (HttpServletResponse) answer;
        if (signsItself(request)) {
            chain.doFilter(request, response);
            return;
        }
        Optional<Call> known = Call.of(request);
        if (known.isPresent()) {
            bind(known.get(), () -> chain.doFilter(request, response));
            return;
        }
        Call call;
        try {
            call = identify(request);
        } catch (RuntimeException e) {
            problems.send(e, request, response);
            return;
        }
        call.keepIn(request);
        if (call.who() != null) {
            request.setAttribute(Meters.TENANT, call.who().tenant());
        }
        Problem refusal = refusal(call, request);
        if (refusal == null) {
            bind(call, () -> chain.doFilter(request, response));
        } else {
            bind(call, () -> {
                if (refusal == Refusals.TENANT_CONTRADICTED) {
                    recordContradiction(request);
                }
                problems.send(refusal, request, response);
            });
        }
    }

    /** The webhook's messages carry their own signature, and come in numbers. */
    private static boolean signsItself(HttpServletRequest request) {
        return request.getRequestURI().equals("/api/mirth-webhook")
                && request.getMethod().equals("POST");
    }

    private Call identify(HttpServletRequest request) {
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (authorization != null && authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
            return byToken(request, authorization.substring(7).strip());
        }
        Optional<String> cookie = SessionCookie.read(request);
        Optional<Rights.Session> session = cookie.flatMap(rights::session);
        if (cookie.isEmpty() || session.isEmpty()) {
            return anonymous(request, null);
        }
        Rights.Standing standing = session.get().standing();
        return known(
                request,
                standing,
                SignedIn.How.SESSION,
                Digests.pseudonym(cookie.get()),
                session.get().csrfToken(),
                session.get().secondFactorAt());
    }

    private Call byToken(HttpServletRequest request, String token) {
        Optional<AccessTokens.Claims> claims = tokens.verify(token);
        Optional<Rights.Standing> standing = claims.flatMap(valid -> rights.of(valid.person(), valid.tenant())
                .filter(now -> now.credentialVersion() == valid.credentialVersion()));
        if (claims.isEmpty() || standing.isEmpty()) {
            return anonymous(request, Refusals.TOKEN_INVALID);
        }
        return known(
                request,
                standing.get(),
                SignedIn.How.TOKEN,
                Digests.pseudonym(claims.get().id()),
                "",
                claims.get().secondFactorAt());
    }

    private static Call known(
            HttpServletRequest request,
            Rights.Standing standing,
            SignedIn.How how,
            String session,
            String csrfToken,
            @Nullable Instant secondFactorAt) {
        Caller caller = caller(request, standing.person(), session);
        Role role = standing.role();
        if (role == null) {
            return new Call(null, standing.elsewhere(), csrfToken, Refusals.NO_MEMBERSHIP, caller);
        }
        SignedIn who = new SignedIn(
                standing.person(),
                standing.tenant(),
                standing.tenantName(),
                role,
                standing.name(),
                standing.email(),
                how,
                session,
                standing.operator(),
                secondFactorAt);
        return new Call(who, standing.elsewhere(), csrfToken, null, caller);
    }

    private static Call anonymous(HttpServletRequest request, @Nullable Problem obstacle) {
        return new Call(null, false, "", obstacle, caller(request, null, null));
    }

    private static Caller caller(HttpServletRequest request, @Nullable PersonId person, @Nullable String session) {
        String agent = request.getHeader(HttpHeaders.USER_AGENT);
        return new Caller(
                person == null ? null : person.value(),
                request.getRemoteAddr(),
                agent == null ? null : agent.substring(0, Math.min(agent.length(), LONGEST_USER_AGENT)),
                session,
                Trace.find().map(Trace::traceId).orElse(null));
    }

    private @Nullable Problem refusal(Call call, HttpServletRequest request) {
        SignedIn who = call.who();
        boolean byToken = who != null && who.how() == SignedIn.How.TOKEN;
        if (changes(request) && !byToken) {
            if (origins.foreign(request)) {
                return Refusals.FOREIGN_ORIGIN;
            }
            if (!call.csrfToken().isEmpty() && !Digests.same(call.csrfToken(), sentToken(request))) {
                return Refusals.STALE_FORM;
            }
        }
        if (!call.csrfToken().isEmpty() && ofAnotherSession(call, request)) {
            return Refusals.STALE_FORM;
        }
        return who != null && contradicts(who, request) ? Refusals.TENANT_CONTRADICTED : null;
    }

    /**
     * A page that was loaded before the tenant was changed asks for a part of itself: it would show the new tenant's
     * patients under the old one's name.
     */
    private static boolean ofAnotherSession(Call call, HttpServletRequest request) {
        return request.getHeader("HX-Request") != null
                && request.getHeader(Csrf.HEADER) != null
                && !Digests.same(call.csrfToken(), sentToken(request));
    }

    private static boolean changes(HttpServletRequest request) {
        return switch (request.getMethod()) {
            case "GET", "HEAD", "OPTIONS" -> false;
            default -> true;
        };
    }

    private static String sentToken(HttpServletRequest request) {
        String header = request.getHeader(Csrf.HEADER);
        if (header != null) {
            return header;
        }
        String type = request.getContentType();
        boolean form = type != null && type.toLowerCase(Locale.ROOT).startsWith("application/x-www-form-urlencoded");
        String field = form ? request.getParameter(Csrf.PARAMETER) : null;
        return field == null ? "" : field;
    }

    /** Every X-Tenant-ID must be the verified tenant's (contradiction 1). */
    private static boolean contradicts(SignedIn who, HttpServletRequest request) {
        var said = request.getHeaders("X-Tenant-ID");
        while (said.hasMoreElements()) {
            if (!said.nextElement().strip().equalsIgnoreCase(who.tenant().toString())) {
                return true;
            }
        }
        return false;
    }

    private void recordContradiction(HttpServletRequest request) {
        Entry entry = Entry.of(Action.TENANT_CONTRADICTED, "tenant").failed().with("method", request.getMethod());
        database.inTransaction(() -> audit.record(entry));
    }

    private void bind(Call call, FilterCalls.Rest rest) throws IOException, ServletException {
        SignedIn who = call.who();
        if (who == null) {
            FilterCalls.run(work -> call.caller().calls(work), rest);
            return;
        }
        MDC.put("tenantId", who.tenant().toString());
        MDC.put("userId", who.person().toString());
        try {
            FilterCalls.run(
                    work -> call.caller()
                            .calls(() -> TenantScope.as(
                                    who.tenant(),
                                    () -> ScopedValue.where(SignedIn.CURRENT, who)
                                            .call(work))),
                    rest);
        } finally {
            MDC.remove("tenantId");
            MDC.remove("userId");
        }
    }
}
