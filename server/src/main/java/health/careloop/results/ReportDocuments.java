package health.careloop.results;

import health.careloop.objects.ObjectKey;
import health.careloop.objects.ObjectStore;
import health.careloop.queue.WorkRoom;
import health.careloop.tenancy.TenantScope;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** The PDFs of results: rendered once, kept as objects, never overwritten because a result never changes. */
@Component
class ReportDocuments {
    /** A document of more would take the memory that intake lives on. */
    static final int MOST_OBSERVATIONS = 1_000;

    /** Of whatever a laboratory wrote; some hundred pages. A line counts as a whole one, however short it is. */
    static final int MOST_CHARACTERS = 200_000;

    private static final int LINE_CHARACTERS = 80;

    /** Laid out, with its tags for screen readers: a row of five cells, a line of text. */
    private static final long HEAP_PER_OBSERVATION = 80_000;

    private static final long HEAP_PER_LINE = 5_000;

    /** A page waits for the answer. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** What became of asking for a document. */
    sealed interface Document {
        record Rendered(byte[] bytes) implements Document {}

        /** The report is read on its page. */
        record TooLong() implements Document {}

        record NoSuchResult() implements Document {}

        /** Other work takes the heap there is for it: come again. */
        record NoRoom() implements Document {}
    }

    private final Reports reports;
    private final ReportStore store;
    private final ReportPdf pdf;
    private final ObjectStore objects;
    private final WorkRoom room;

    ReportDocuments(Reports reports, ReportStore store, ReportPdf pdf, ObjectStore objects, WorkRoom room) {
        this.reports = reports;
        this.store = store;
        this.pdf = pdf;
        this.objects = objects;
        this.room = room;
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
        byte[] document;
        try (WorkRoom.Place place = room.enter(room.isHeavy(heapFor(view.get())), PATIENCE)) {
            document = pdf.of(view.get(), Locale.GERMAN);
        } catch (WorkRoom.FullException full) {
            return new Document.NoRoom();
        }
        objects.put(key, document);
        store.rendered(resultId, key.toString());
        return new Document.Rendered(document);
    }

    static boolean isTooLong(ReportView view) {
        return view.observations().size() > MOST_OBSERVATIONS
                || written(view).mapToLong(ReportDocuments::characters).sum() > MOST_CHARACTERS;
    }

    /** What rendering it takes at most. */
    static long heapFor(ReportView view) {
        return view.observations().size() * HEAP_PER_OBSERVATION
                + written(view).mapToLong(ReportDocuments::characters).sum() / LINE_CHARACTERS * HEAP_PER_LINE;
    }

    /** What stands in lines of its own; and what else a laboratory may make as long as it likes. */
    private static Stream<String> written(ReportView view) {
        return Stream.of(
                        view.notes().stream(),
                        view.specimens().stream().flatMap(specimen -> specimen.notes().stream()),
                        view.observations().stream().flatMap(ReportDocuments::written))
                .flatMap(texts -> texts);
    }

    private static Stream<String> written(ObservationView value) {
        Stream<String> unusual =
                Stream.of(value.name(), value.rawValue()).filter(word -> word.length() > LINE_CHARACTERS);
        return Stream.of(value.texts().stream(), value.notes().stream(), unusual)
                .flatMap(texts -> texts);
    }

    private static long characters(String text) {
        return Math.max(
                LINE_CHARACTERS,
                text.lines()
                        .mapToLong(line -> Math.max(LINE_CHARACTERS, line.length()))
                        .sum());
    }
}
