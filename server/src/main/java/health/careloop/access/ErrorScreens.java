package health.careloop.access;

import health.careloop.pages.ErrorView;
import health.careloop.pages.ErrorView.ErrorReason;
import health.careloop.pages.PageFrame.Nav;
import health.careloop.pages.Pages;
import health.careloop.web.ErrorPage;
import health.careloop.web.Problem;
import health.careloop.web.Trace;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Problems as a person reads them: what happened, what was kept, what to do. */
@Component
class ErrorScreens implements ErrorPage {
    private final Frames frames;

    ErrorScreens(Frames frames) {
        this.frames = frames;
    }

    @Override
    public boolean show(Problem problem, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (problem.status() == HttpStatus.UNAUTHORIZED.value()) {
            boolean hadSession = SessionCookie.read(request).isPresent();
            response.setStatus(HttpStatus.SEE_OTHER.value());
            response.setHeader("Location", hadSession ? "/login?notice=session-ended" : "/login");
            if (request.getHeader("HX-Request") != null) {
                response.setStatus(HttpStatus.OK.value());
                response.setHeader("HX-Redirect", "/login?notice=session-ended");
            }
            return true;
        }
        if (problem.equals(Refusals.SECOND_FACTOR_REQUIRED) || problem.equals(Refusals.SECOND_FACTOR_STALE)) {
            String page = problem.equals(Refusals.SECOND_FACTOR_STALE) ? "/confirm" : "";
            response.setStatus(HttpStatus.SEE_OTHER.value());
            response.setHeader("Location", SecondFactorPages.PATH + page + "?next=" + next(problem, request));
            if (request.getHeader("HX-Request") != null) {
                response.setStatus(HttpStatus.OK.value());
                response.setHeader("HX-Redirect", SecondFactorPages.PATH + page);
            }
            return true;
        }
        ErrorView view = new ErrorView(
                reason(problem, request),
                problem.status(),
                Trace.find().map(Trace::traceId).orElse(null));
        response.setStatus(problem.status());
        response.setContentType(Pages.CONTENT_TYPE);
        response.getOutputStream().write(frames.render("pages/error", request, Nav.NONE, 0, view));
        return true;
    }

    /** Where they were going; what was to be changed is not repeated by itself. */
    private static String next(Problem problem, HttpServletRequest request) {
        boolean opened = request.getMethod().equals("GET");
        // A form that takes a fresh factor lies at the address it is sent to: it is opened again.
        if (!opened && !problem.equals(Refusals.SECOND_FACTOR_STALE)) {
            return "/";
        }
        String query = opened ? request.getQueryString() : null;
        return URLEncoder.encode(request.getRequestURI() + (query == null ? "" : "?" + query), StandardCharsets.UTF_8);
    }

    private static ErrorReason reason(Problem problem, HttpServletRequest request) {
        if (problem.equals(Refusals.STALE_FORM)) {
            return ErrorReason.STALE_FORM;
        }
        if (problem.equals(Refusals.FOREIGN_ORIGIN)) {
            return ErrorReason.FOREIGN_ORIGIN;
        }
        // Opened, it is a mistyped address; sent, it is a form nobody can read.
        boolean opened =
                request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
        return problem.status() == HttpStatus.BAD_REQUEST.value() && !opened
                ? ErrorReason.NOT_READABLE
                : ErrorReason.ofStatus(problem.status());
    }
}
