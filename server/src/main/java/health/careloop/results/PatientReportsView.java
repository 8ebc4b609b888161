package health.careloop.results;

import health.careloop.pages.Paging;
import health.careloop.patients.Namesake;
import health.careloop.patients.PatientBanner;
import java.util.List;

/** Everything filed about one patient, by the laboratory's date of it or, where it gives none, by arrival; newest first. */
public record PatientReportsView(
        PatientBanner patient, List<Namesake> namesakes, List<InboxRow> reports, Paging paging) {}
