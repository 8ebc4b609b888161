package health.careloop.ldt.clinical;

import health.careloop.ldt.Fault;
import health.careloop.ldt.FaultLog;
import health.careloop.ldt.Sentence;
import health.careloop.ldt.Severity;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Numbers by which one part of a report names another: each once, and each of something that was sent. */
final class References {
    private final FaultLog faults;

    References(FaultLog faults) {
        this.faults = faults;
    }

    /** The numbers that two specimens have: which of them was examined is not known. */
    Set<String> specimens(List<LdtSpecimen> specimens) {
        Set<String> seen = new HashSet<>();
        Set<String> twice = new HashSet<>();
        for (LdtSpecimen specimen : specimens) {
            String id = specimen.id();
            if (id != null && !seen.add(id) && twice.add(id)) {
                fault(
                        specimen.sources().find("7364"),
                        Severity.ERROR,
                        new Sentence(
                                "Zwei Materialien haben die Nummer " + Sentence.quote(id) + " (7364).",
                                "Two specimens have the number " + Sentence.quote(id) + " (7364)."),
                        new Sentence(
                                "Aus welchem die Ergebnisse sind, ist nicht bekannt; ihre Abnahmezeit fehlt.",
                                "Which of them the results are of is not known; their time of collection is left out."));
            }
        }
        return twice;
    }

    void results(List<LdtObservation> observations, Set<String> specimens) {
        Set<String> seen = new HashSet<>();
        for (LdtObservation observation : observations) {
            String id = observation.resultId();
            if (id != null && !seen.add(id)) {
                fault(
                        observation.sources().find("7304"),
                        Severity.WARNING,
                        new Sentence(
                                "Zwei Ergebnisse haben die Nummer " + Sentence.quote(id) + " (7304).",
                                "Two results have the number " + Sentence.quote(id) + " (7304)."),
                        new Sentence("Beide werden gezeigt.", "Both are shown."));
            }
            List<String> named = observation.specimenIds();
            if (specimens.containsAll(named)) {
                continue;
            }
            List<Source> lines = observation.sources().all("7364");
            // In a damaged message there may be more or fewer lines than names: which is whose is then not known.
            boolean inStep = lines.size() == named.size();
            for (int i = 0; i < named.size(); i++) {
                String specimen = named.get(i);
                if (!specimens.contains(specimen)) {
                    fault(
                            inStep ? Optional.of(lines.get(i)) : lines.stream().findFirst(),
                            Severity.WARNING,
                            new Sentence(
                                    "Das Ergebnis nennt das Material " + Sentence.quote(specimen)
                                            + " (7364), das der Befund nicht enthält.",
                                    "The result names the specimen " + Sentence.quote(specimen)
                                            + " (7364), which is not in the report."),
                            Sentence.NONE);
                }
            }
        }
    }

    private void fault(Optional<Source> at, Severity severity, Sentence sentence, Sentence hint) {
        at.ifPresent(source -> faults.add(
                new Fault(source.line(), source.offset(), source.field(), "BAS-REF", severity, sentence, hint)));
    }
}
