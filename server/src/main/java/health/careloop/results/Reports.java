package health.careloop.results;

import org.springframework.stereotype.Component;

/** Filing and reading reports. */
@Component
public final class Reports {
    private final FileReport fileReport;

    Reports(FileReport fileReport) {
        this.fileReport = fileReport;
    }

    /** Files one report. Call inside a transaction of the worker role. */
    public Filed file(Filing filing) {
        return fileReport.file(filing);
    }
}
