package health.careloop.results;

import health.careloop.access.Permission;
import health.careloop.access.Requires;
import health.careloop.access.SignedIn;
import health.careloop.web.Page;
import health.careloop.web.PageRequest;
import health.careloop.web.Problem;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Results for API clients. */
@RestController
class ResultController {
    private final Reports reports;

    ResultController(Reports reports) {
        this.reports = reports;
    }

    @GetMapping({"/api/v1/results", "/api/results"})
    @Requires(Permission.VIEW_RESULTS)
    Page<ResultWire> list(
            SignedIn who,
            PageRequest page,
            @RequestParam(defaultValue = "all") String filter,
            @RequestParam(defaultValue = "") String q) {
        return reports.list(who, InboxFilter.parse(filter), q, page);
    }

    @GetMapping({"/api/v1/results/{id}", "/api/results/{id}"})
    @Requires(Permission.VIEW_RESULTS)
    ResponseEntity<Object> get(SignedIn who, @PathVariable UUID id) {
        return reports.get(who, id)
                .<ResponseEntity<Object>>map(ResponseEntity::ok)
                .orElseGet(() -> Problem.notFound("result").response());
    }

    @PostMapping("/api/v1/results/{id}/read")
    @Requires(Permission.VIEW_RESULTS)
    ResponseEntity<Object> read(SignedIn who, @PathVariable UUID id) {
        return reports.markRead(who, id).isPresent()
                ? ResponseEntity.noContent().build()
                : Problem.notFound("result").response();
    }

    @PostMapping("/api/v1/results/{id}/unread")
    @Requires(Permission.VIEW_RESULTS)
    ResponseEntity<Object> unread(SignedIn who, @PathVariable UUID id) {
        return reports.markUnread(who, id)
                ? ResponseEntity.noContent().build()
                : Problem.notFound("result").response();
    }
}
