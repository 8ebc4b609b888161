package health.careloop.results;

import health.careloop.queue.Job;
import health.careloop.queue.JobKind;
import health.careloop.queue.Outcome;
import health.careloop.queue.Worker;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Renders a result's PDF behind everything else (A26). A download that comes first renders it itself. */
@Component
public final class RenderReport implements Worker {
    public static final JobKind KIND = new JobKind("render-report", "rendering", 900);

    private final ReportDocuments documents;

    RenderReport(ReportDocuments documents) {
        this.documents = documents;
    }

    @Override
    public JobKind kind() {
        return KIND;
    }

    @Override
    public Outcome work(Job job) {
        return switch (documents.render(job.subject())) {
            case ReportDocuments.Document.Rendered rendered -> Outcome.DONE;
            case ReportDocuments.Document.TooLong() ->
                new Outcome.Discard("report-too-long", "The result has more values or text than a document may have.");
            case ReportDocuments.Document.NoRoom() -> new Outcome.Snooze(Duration.ofSeconds(1));
            case ReportDocuments.Document.NoSuchResult() ->
                new Outcome.Discard("nothing-to-render", "There is no such result.");
        };
    }
}
