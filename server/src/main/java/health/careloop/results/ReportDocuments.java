package health.careloop.results;

import health.careloop.objects.ObjectKey;
import health.careloop.objects.ObjectStore;
import health.careloop.tenancy.TenantScope;
import java.util.List;
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

    /** Of texts and notes; some hundred pages. Laid out, a short line of text is 600 bytes of heap. */
    static final int MOST_CHARACTERS = 200_000;

    /** What became of asking for a document. */
    sealed interface Document {
        record Rendered(byte[] bytes) implements Document {}

        /** The report is read on its page. */
        record TooLong() implements Document {}

        record NoSuchResult() implements Document {}
    }

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

    /** The document, from the store or made now. Call inside a transaction. */
    Document render(UUID resultId) {
        ObjectKey key = ObjectKey.report(TenantScope.current().tenant(), resultId);
        Optional<byte[]> kept = objects.find(key);
        if (kept.isPresent()) {
            return new Document.Rendered(kept.get());
        }
        Optional<ReportView> view = reports.forRendering(resultId);
        if (view.isEmpty()) {
            return new Document.NoSuchResult();
        }
        if (isTooLong(view.get())) {
            return new Document.TooLong();
        }
        byte[] document = one(view.get());
        objects.put(key, document);
        store.rendered(resultId, key.toString());
        return new Document.Rendered(document);
    }

    private static boolean isTooLong(ReportView view) {
        return view.observations().size() > MOST_OBSERVATIONS
                || length(view.notes())
                                + view.observations().stream()
                                        .mapToLong(value -> length(value.texts()) + length(value.notes()))
                                        .sum()
                        > MOST_CHARACTERS;
    }

    private static long length(List<String> texts) {
        return texts.stream().mapToLong(String::length).sum();
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
