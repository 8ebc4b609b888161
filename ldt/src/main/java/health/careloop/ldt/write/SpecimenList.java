package health.careloop.ldt.write;

import health.careloop.ldt.clinical.LdtSpecimen;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** The specimens of a {@link ReportBuilder}; what is said of one is said of the last. */
final class SpecimenList {
    private final List<LdtSpecimen> specimens = new ArrayList<>();

    void add(LdtSpecimen specimen) {
        String id = specimen.id();
        Given.once(
                "ReportBuilder.specimen(…)",
                "7364",
                specimens.stream().noneMatch(earlier -> id != null && id.equals(earlier.id())));
        specimens.add(specimen);
    }

    void takenOn(LocalDate day) {
        LdtSpecimen last = last("ReportBuilder.specimenTakenOn(…)");
        replace(new LdtSpecimen(last.id(), last.code(), last.name(), day, null, null, last.notes()));
    }

    void note(List<String> lines) {
        LdtSpecimen last = last("ReportBuilder.specimenNote(…)");
        List<String> all = new ArrayList<>(last.notes());
        all.addAll(lines);
        replace(new LdtSpecimen(
                last.id(),
                last.code(),
                last.name(),
                last.collectedOn(),
                last.collectedAt(),
                last.collectedOffset(),
                all));
    }

    List<LdtSpecimen> all() {
        return specimens;
    }

    private LdtSpecimen last(String call) {
        if (specimens.isEmpty()) {
            throw new UnwritableException(
                            "8137",
                            "Es ist noch kein Material genannt; erst specimen(…).",
                            "No specimen has been named; specimen(…) comes first.")
                    .at(call);
        }
        return specimens.getLast();
    }

    private void replace(LdtSpecimen specimen) {
        specimens.set(specimens.size() - 1, specimen);
    }
}
