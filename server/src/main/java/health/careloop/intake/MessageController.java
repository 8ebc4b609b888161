package health.careloop.intake;

import health.careloop.access.Frames;
import health.careloop.access.Permission;
import health.careloop.access.Requires;
import health.careloop.access.SignedIn;
import health.careloop.pages.PageFrame.Nav;
import health.careloop.results.Reports;
import health.careloop.web.PageRequest;
import health.careloop.web.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;

/** Where messages stand, for people and for programs. */
@Controller
class MessageController {
    private final Messages messages;
    private final Reports reports;
    private final Frames frames;

    MessageController(Messages messages, Reports reports, Frames frames) {
        this.messages = messages;
        this.reports = reports;
        this.frames = frames;
    }

    @GetMapping("/messages")
    @Requires(Permission.VIEW_MESSAGES)
    ResponseEntity<byte[]> list(
            HttpServletRequest request,
            SignedIn who,
            @RequestParam(defaultValue = "all") String state,
            @RequestParam(required = false) @Nullable String page) {
        MessageListView view = messages.list(who, MessageState.parse(state), PageRequest.forgiving(page));
        if (view.paging().isBeyond()) {
            return ResponseEntity.status(HttpStatus.SEE_OTHER)
                    .location(URI.create(
                            view.href(MessageState.parse(state), view.paging().totalPages())))
                    .build();
        }
        return frames.page("intake/messages", request, Nav.MESSAGES, unread(who), view);
    }

    @GetMapping("/messages/{id}")
    @Requires(Permission.VIEW_MESSAGES)
    ResponseEntity<byte[]> trail(HttpServletRequest request, SignedIn who, @PathVariable UUID id) {
        MessageTrailView view = messages.trail(who, id)
                .orElseThrow(() -> Problem.notFound("message").exception());
        return frames.page("intake/message", request, Nav.MESSAGES, unread(who), view);
    }

    @GetMapping("/api/v1/messages/{messageId}")
    @Requires(Permission.VIEW_MESSAGES)
    @ResponseBody
    ResponseEntity<Object> get(HttpServletRequest request, SignedIn who, @PathVariable UUID messageId) {
        Locale language = Frames.preferred(request);
        return messages.wire(Messages.isQuotedTo(who), messageId, language)
                .map(wire -> wire.in(language))
                .orElseGet(() -> Problem.notFound("message").response());
    }

    @GetMapping({"/messages/{messageId}/original", "/api/v1/messages/{messageId}/original"})
    @Requires({Permission.VIEW_MESSAGES, Permission.DOWNLOAD_MESSAGES})
    @ResponseBody
    ResponseEntity<Object> original(SignedIn who, @PathVariable UUID messageId) {
        return messages.original(who, messageId)
                .map(bytes -> file(messageId, bytes))
                .orElseGet(() -> Problem.notFound("message").response());
    }

    /** The original of a result, the same way as its PDF (A39). */
    @GetMapping("/api/download/ldt/{resultId}")
    @Requires({Permission.VIEW_RESULTS, Permission.DOWNLOAD_MESSAGES})
    @ResponseBody
    ResponseEntity<Object> originalOf(SignedIn who, @PathVariable UUID resultId) {
        Optional<UUID> messageId = reports.messageOf(who, resultId);
        return messageId
                .flatMap(id -> messages.original(who, id).map(bytes -> file(id, bytes)))
                .orElseGet(() -> Problem.notFound("result").response());
    }

    private int unread(SignedIn who) {
        return who.may(Permission.VIEW_RESULTS) ? reports.unreadOf(who) : 0;
    }

    private static ResponseEntity<Object> file(UUID messageId, byte[] bytes) {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename("message_" + messageId + ".ldt")
                                .build()
                                .toString())
                .contentLength(bytes.length)
                .body(bytes);
    }
}
