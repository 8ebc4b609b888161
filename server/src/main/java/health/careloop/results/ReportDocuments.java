package health.careloop.results;

import health.careloop.objects.ObjectKey;
import health.careloop.objects.ObjectStore;
import health.careloop.tenancy.TenantScope;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.springframework.stereotype.Component;

/** The PDFs of results: rendered once, kept as objects, never overwritten because a result never changes. */
@Component
class ReportDocuments {
    /** A document of more would take the memory that intake lives on. */
    static final int MOST_OBSERVATIONS = 1_000;

    private static final Semaphore ONE_AT_A_TIME = new Semaphore(1);

    private final Reports reports;
    private final ReportStore store;
    private final ReportPdf pdf;
    private final ObjectStore objects;

    ReportDocuments(Reports reports, ReportStore store, ReportPdf pdf, ObjectStore objects) {
        this.reports = reports;
        this.store = store;
        this.pdf = pdf;
        this.objects = objects;
    }

    /** Whether there are more values than a document may have. */
    boolean isTooLong(ResultRow result) {
        return result.observationCount() > MOST_OBSERVATIONS;
    }

    /** The document, from the store or made now. Call inside a transaction. Empty when there is none to be had. */
    Optional<byte[]> render(UUID resultId) {
        ObjectKey key = ObjectKey.report(TenantScope.current().tenant(), resultId);
        Optional<byte[]> kept = objects.find(key);
        if (kept.isPresent()) {
            return kept;
        }
        return reports.forRendering(resultId)
                .filter(view -> view.observations().size() <= MOST_OBSERVATIONS)
                .map(view -> {
                    byte[] document = one(view);
                    objects.put(key, document);
                    store.rendered(resultId, key.toString());
                    return document;
                });
    }

    private byte[] one(ReportView view) {
        ONE_AT_A_TIME.acquireUninterruptibly();
        try {
            return pdf.of(view, Locale.GERMAN);
        } finally {
            ONE_AT_A_TIME.release();
        }
    }
}
