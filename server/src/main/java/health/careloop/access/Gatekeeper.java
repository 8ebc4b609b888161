package health.careloop.access;

import health.careloop.audit.Action;
import health.careloop.audit.Audit;
import health.careloop.audit.Entry;
import health.careloop.tenancy.TenantDatabase;
import health.careloop.web.Problem;
import health.careloop.web.Problems;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.web.cors.PreFlightRequestHandler;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;
import org.springframework.web.servlet.resource.ResourceHttpRequestHandler;

/** Nobody calls a handler that does not say who may. Files are for everybody. */
final class Gatekeeper implements HandlerInterceptor {
    private static final Logger LOG = LoggerFactory.getLogger(Gatekeeper.class);

    /** Of the one handler that answers OPTIONS from the mapped methods; it is not public. */
    private static final String FRAMEWORK = RequestMappingInfoHandlerMapping.class.getPackageName();

    /** Each is told once: a stranger could fill the log. */
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    private final Problems problems;
    private final Audit audit;
    private final TenantDatabase database;
    private final Clock clock;

    Gatekeeper(Problems problems, Audit audit, TenantDatabase database, Clock clock) {
        this.problems = problems;
        this.audit = audit;
        this.database = database;
        this.clock = clock;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws IOException {
        if (HttpMethod.OPTIONS.matches(request.getMethod()) && isNobodys(handler)) {
            return mayAskForMethods(response, handler);
        }
        Problem refusal = refusal(request, handler);
        if (refusal == null) {
            return true;
        }
        if (refusal.status() == 401) {
            response.setHeader(
                    HttpHeaders.WWW_AUTHENTICATE,
                    refusal == Refusals.TOKEN_INVALID ? "Bearer error=\"invalid_token\"" : "Bearer");
        }
        problems.send(refusal, request, response);
        return false;
    }

    /** The framework answers OPTIONS itself where no handler of ours does. */
    private static boolean isNobodys(Object handler) {
        return handler instanceof PreFlightRequestHandler
                || handler instanceof HandlerMethod method
                        && method.getBeanType().getPackageName().startsWith(FRAMEWORK);
    }

    /** Which methods an address takes stands in the source; who may use them is asked when they are used. */
    private static boolean mayAskForMethods(HttpServletResponse response, Object handler) throws IOException {
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
        if (handler instanceof HandlerMethod) {
            return true;
        }
        // No other site may call us. Sent at once, or the servlet adds an Allow of its own that names TRACE.
        response.flushBuffer();
        return false;
    }

    private @Nullable Problem refusal(HttpServletRequest request, Object handler) {
        if (handler instanceof ResourceHttpRequestHandler) {
            return null;
        }
        if (!(handler instanceof HandlerMethod method)) {
            return noRule(handler);
        }
        if (ErrorController.class.isAssignableFrom(method.getBeanType())) {
            return null;
        }
        Requires requires = find(method, Requires.class);
        if (requires == null) {
            return find(method, Open.class) == null ? noRule(method) : null;
        }
        Call call = Call.of(request).orElse(null);
        SignedIn who = call == null ? null : call.who();
        if (who == null) {
            return call == null || call.obstacle() == null ? Refusals.NOT_SIGNED_IN : call.obstacle();
        }
        for (Permission permission : requires.value()) {
            if (!who.may(permission)) {
                record(request, requires);
                return Refusals.NOT_ALLOWED;
            }
        }
        return lacksFactor(who, requires);
    }

    /** Here, and not in the handlers: a new one for those who run the installation cannot forget it. */
    private @Nullable Problem lacksFactor(SignedIn who, Requires requires) {
        boolean asOperator = Arrays.stream(requires.value()).anyMatch(who::mayAsOperatorOnly);
        if (!asOperator && !requires.freshFactor()) {
            return null;
        }
        if (who.secondFactorAt() == null) {
            return Refusals.SECOND_FACTOR_REQUIRED;
        }
        return requires.freshFactor() && !who.hasFreshFactor(clock.instant()) ? Refusals.SECOND_FACTOR_STALE : null;
    }

    /** What the method says counts, and what its class says when it says nothing. */
    static <A extends java.lang.annotation.Annotation> @Nullable A find(HandlerMethod method, Class<A> type) {
        A own = method.getMethodAnnotation(type);
        if (own != null) {
            return own;
        }
        boolean saysOtherwise = method.hasMethodAnnotation(Requires.class) || method.hasMethodAnnotation(Open.class);
        return saysOtherwise ? null : AnnotatedElementUtils.findMergedAnnotation(method.getBeanType(), type);
    }

    private Problem noRule(Object handler) {
        String name = handler instanceof HandlerMethod method
                ? method.toString()
                : handler.getClass().getName();
        if (told.add(name)) {
            LOG.error("{} says neither @Requires nor @Open, so nobody may call it", name);
        }
        return Refusals.NO_RULE;
    }

    private void record(HttpServletRequest request, Requires requires) {
        Object route = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        Entry entry = Entry.of(Action.ACCESS_DENIED, "endpoint")
                .failed()
                .with("method", request.getMethod())
                .with("route", route == null ? "unknown" : route.toString())
                .with(
                        "requires",
                        Arrays.stream(requires.value()).map(Permission::wire).collect(Collectors.joining(" ")));
        database.inTransaction(() -> audit.record(entry));
    }
}
