package health.careloop.results;

import health.careloop.access.ClinicalRead.Kind;
import health.careloop.access.Permission;
import health.careloop.access.Requires;
import health.careloop.access.SignedIn;
import health.careloop.audit.Action;
import health.careloop.audit.Audit;
import health.careloop.audit.Entry;
import health.careloop.results.ReportDocuments.Document;
import health.careloop.tenancy.TenantDatabase;
import health.careloop.web.Problem;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Reports as files (A39 to A42). Always as attachments: nothing a laboratory sent runs in this origin. */
@RestController
class ReportDownloads {
    /** What a browser may show as it is; anything else is just bytes. */
    private static final Set<String> KNOWN_TYPES =
            Set.of("application/pdf", "image/png", "image/jpeg", "image/tiff", "text/plain");

    private static final Problem TOO_LONG = Problem.of(
            422,
            "report-too-long",
            "Report too long for a document",
            "This report has more than " + ReportDocuments.MOST_OBSERVATIONS + " values or "
                    + ReportDocuments.MOST_CHARACTERS
                    + " characters of text, each line counted as at least 80. Read it on its page, or download the original message.");

    private static final Problem NO_ROOM = Problem.of(
                    503,
                    "busy",
                    "Busy",
                    "Large messages and documents take the memory there is for them at this moment. Nothing was changed;"
                            + " ask again after as many seconds as Retry-After says.")
            .retryAfter(Duration.ofSeconds(5));

    private final Reports reports;
    private final ReportDocuments documents;
    private final TenantDatabase database;
    private final Audit audit;

    ReportDownloads(Reports reports, ReportDocuments documents, TenantDatabase database, Audit audit) {
        this.reports = reports;
        this.documents = documents;
        this.database = database;
        this.audit = audit;
    }

    @GetMapping({"/api/download/pdf/{resultId}", "/results/{resultId}/report.pdf"})
    @Requires({Permission.VIEW_RESULTS, Permission.DOWNLOAD_REPORTS})
    ResponseEntity<Object> pdf(SignedIn who, @PathVariable UUID resultId) {
        Optional<Document> document = database.inTransaction(() -> reports.readable(who, Kind.REPORT_DOCUMENT, resultId)
                .map(row -> {
                    audit.record(Entry.of(Action.REPORT_DOWNLOADED, "result", resultId)
                            .version(row.version())
                            .about(row.patientId()));
                    Document rendered = documents.render(resultId);
                    // And nothing was downloaded.
                    return switch (rendered) {
                        case Document.TooLong() -> throw TOO_LONG.exception();
                        case Document.NoRoom() -> throw NO_ROOM.exception();
                        case Document.Rendered _, Document.NoSuchResult _ -> rendered;
                    };
                }));
        return switch (document.orElseGet(Document.NoSuchResult::new)) {
            case Document.Rendered(byte[] bytes) -> file("result_" + resultId + ".pdf", "application/pdf", bytes);
            case Document.TooLong() -> throw TOO_LONG.exception();
            case Document.NoRoom() -> throw NO_ROOM.exception();
            case Document.NoSuchResult() -> Problem.notFound("result").response();
        };
    }

    @GetMapping("/results/{resultId}/attachments/{attachmentId}")
    @Requires({Permission.VIEW_RESULTS, Permission.DOWNLOAD_REPORTS})
    ResponseEntity<Object> attachment(SignedIn who, @PathVariable UUID resultId, @PathVariable UUID attachmentId) {
        return reports.attachment(who, resultId, attachmentId)
                .map(file -> file(file.name(), file.mediaType(), file.bytes()))
                .orElseGet(() -> Problem.notFound("attachment").response());
    }

    private static ResponseEntity<Object> file(String name, String type, byte[] bytes) {
        return ResponseEntity.ok()
                .contentType(
                        KNOWN_TYPES.contains(type)
                                ? MediaType.parseMediaType(type)
                                : MediaType.APPLICATION_OCTET_STREAM)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(name, java.nio.charset.StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .contentLength(bytes.length)
                .body(bytes);
    }
}
