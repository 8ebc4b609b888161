package health.careloop.results;

import health.careloop.objects.ObjectKey;
import health.careloop.objects.ObjectStore;
import health.careloop.tenancy.TenantScope;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The PDFs of results: rendered once, kept as objects, never overwritten because a result never changes. */
@Component
class ReportDocuments {
    private final Reports reports;
    private final ReportReads reads;
    private final ReportPdf pdf;
    private final ObjectStore objects;

    ReportDocuments(Reports reports, ReportReads reads, ReportPdf pdf, ObjectStore objects) {
        this.reports = reports;
        this.reads = reads;
        this.pdf = pdf;
        this.objects = objects;
    }

    /** The document, from the store or made now. Call inside a transaction. Empty when there is no such result. */
    Optional<byte[]> render(UUID resultId) {
        ObjectKey key = ObjectKey.report(TenantScope.current().tenant(), resultId);
        Optional<byte[]> kept = objects.find(key);
        if (kept.isPresent()) {
            return kept;
        }
        return reports.forRendering(resultId).map(view -> {
            byte[] document = pdf.of(view, Locale.GERMAN);
            objects.put(key, document);
            reads.rendered(resultId, key.toString());
            return document;
        });
    }
}
