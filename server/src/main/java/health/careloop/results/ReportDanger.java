package health.careloop.results;

import health.careloop.ldt.clinical.LdtReport;
import java.util.stream.Stream;

/** How dangerous the laboratory calls a report, whoever it is about: known before it is filed, and while it is held. */
public final class ReportDanger {
    private ReportDanger() {}

    public static Danger of(LdtReport report) {
        if (report.attentions().stream().anyMatch(a -> a.lifeThreatening())) {
            return Danger.CRITICAL;
        }
        Danger worst = report.observations().stream()
                .flatMap(observation -> Stream.concat(Stream.of(observation), observation.alternatives().stream()))
                .map(Observations::dangerOf)
                .reduce(Danger.NORMAL, Danger::worse);
        return Observations.pathological(report.attentions()) ? worst.worse(Danger.ABNORMAL) : worst;
    }
}
