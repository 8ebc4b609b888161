package health.careloop.results;

import health.careloop.access.Frames;
import health.careloop.access.Permission;
import health.careloop.access.Requires;
import health.careloop.access.SignedIn;
import health.careloop.pages.PageFrame.Nav;
import health.careloop.web.PageRequest;
import health.careloop.web.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;

/** The inbox, the report, the patient. */
@Controller
class ReportPages {
    private final Reports reports;
    private final Frames frames;

    ReportPages(Reports reports, Frames frames) {
        this.reports = reports;
        this.frames = frames;
    }

    @GetMapping("/inbox")
    @Requires(Permission.VIEW_RESULTS)
    ResponseEntity<byte[]> inbox(
            HttpServletRequest request,
            SignedIn who,
            @RequestParam(defaultValue = "all") String filter,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(required = false) @Nullable String page,
            @RequestParam(required = false) @Nullable UUID justRead,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String htmx) {
        InboxView.JustRead undo =
                justRead == null ? null : reports.named(who, justRead).orElse(null);
        return inbox(request, who, filter, q, page, undo, htmx != null);
    }

    private ResponseEntity<byte[]> inbox(
            HttpServletRequest request,
            SignedIn who,
            String filter,
            String q,
            @Nullable String page,
            InboxView.@Nullable JustRead undo,
            boolean fragment) {
        InboxFilter wanted = InboxFilter.forgiving(filter);
        InboxView view = reports.inbox(who, wanted, q, PageRequest.forgiving(page), undo);
        if (view.paging().isBeyond()) {
            int last = view.paging().totalPages();
            if (!fragment) {
                return seeOther(view.hrefOfPage(last));
            }
            view = reports.inbox(who, wanted, q, new PageRequest(last, PageRequest.DEFAULT_LIMIT), undo);
        }
        return frames.page(
                fragment ? "results/inbox-list" : "results/inbox", request, Nav.INBOX, reports.unreadOf(who), view);
    }

    @GetMapping("/results/{id}")
    @Requires(Permission.VIEW_RESULTS)
    ResponseEntity<byte[]> report(
            HttpServletRequest request,
            SignedIn who,
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable String values) {
        ReportView view = reports.open(who, id, PageRequest.forgiving(values).page())
                .orElseThrow(() -> Problem.notFound("result").exception());
        if (view.values().isBeyond()) {
            return seeOther(view.hrefOfValues(view.values().totalPages()));
        }
        return frames.page("results/report", request, Nav.INBOX, reports.unreadOf(who), view);
    }

    @GetMapping("/patients/{id}")
    @Requires({Permission.VIEW_PATIENTS, Permission.VIEW_RESULTS})
    ResponseEntity<byte[]> patient(
            HttpServletRequest request,
            SignedIn who,
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable String page) {
        PatientReportsView view = reports.ofPatient(who, id, PageRequest.forgiving(page))
                .orElseThrow(() -> Problem.notFound("patient").exception());
        if (view.paging().isBeyond()) {
            return seeOther("/patients/" + id + "?page=" + view.paging().totalPages());
        }
        return frames.page("patients/patient", request, Nav.INBOX, reports.unreadOf(who), view);
    }

    @PostMapping("/results/{id}/read")
    @Requires(Permission.VIEW_RESULTS)
    ResponseEntity<byte[]> read(
            HttpServletRequest request,
            SignedIn who,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "all") String filter,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(required = false) @Nullable String page,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String htmx) {
        InboxView.JustRead undo = reports.markRead(who, id)
                .orElseThrow(() -> Problem.notFound("result").exception());
        return htmx != null
                ? inbox(request, who, filter, q, page, undo, true)
                : seeOther(inboxAt(filter, q, page) + "&justRead=" + id);
    }

    @PostMapping("/results/{id}/unread")
    @Requires(Permission.VIEW_RESULTS)
    ResponseEntity<byte[]> unread(
            HttpServletRequest request,
            SignedIn who,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "all") String filter,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(required = false) @Nullable String page,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String htmx) {
        if (!reports.markUnread(who, id)) {
            throw Problem.notFound("result").exception();
        }
        return htmx != null ? inbox(request, who, filter, q, page, null, true) : seeOther(inboxAt(filter, q, page));
    }

    private static String inboxAt(String filter, String q, @Nullable String page) {
        return "/inbox?filter=" + InboxFilter.forgiving(filter).name().toLowerCase(Locale.ROOT)
                + (q.isBlank() ? "" : "&q=" + URLEncoder.encode(q, StandardCharsets.UTF_8))
                + (page == null ? "" : "&page=" + PageRequest.forgiving(page).page());
    }

    private static ResponseEntity<byte[]> seeOther(String path) {
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create(path))
                .build();
    }
}
