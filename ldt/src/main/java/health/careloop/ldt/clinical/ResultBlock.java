package health.careloop.ldt.clinical;

import health.careloop.ldt.Fault;
import health.careloop.ldt.FaultLog;
import health.careloop.ldt.Generation;
import health.careloop.ldt.LdtField;
import health.careloop.ldt.Sentence;
import health.careloop.ldt.Severity;
import health.careloop.ldt.clinical.LdtReport.Status;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One result of LDT 2 while its lines are being read: from 8410 or 8434 to the line before the next. */
final class ResultBlock {
    private static final Set<String> OWN = Set.of(
            "8411", "8418", "8420", "8421", "8422", "8428", "8429", "8430", "8431", "8432", "8433", "8460", "8461",
            "8462", "8470", "8480");

    private final ObservationDraft draft;
    private final Dates dates;
    private final Map<String, LdtField> specimen = new HashMap<>();
    private final List<String> specimenNotes = new ArrayList<>();
    private final List<LdtField> specimenFields = new ArrayList<>();
    private final FaultLog faults;
    private RangeDraft range = new RangeDraft();

    /** A result without status is new: final, unless the whole report is preliminary. */
    ResultBlock(LdtField start, Status report, Dates dates, FaultLog faults) {
        this.draft = new ObservationDraft(Generation.LDT2, start, start.id(), faults);
        this.dates = dates;
        this.faults = faults;
        draft.status = report == Status.PRELIMINARY ? ObservationStatus.PRELIMINARY : ObservationStatus.FINAL;
        draft.fields.add(start);
        String named = start.text().strip();
        if (start.is("8410")) {
            draft.code = named.isEmpty() ? null : named;
        } else {
            draft.name = named.isEmpty() ? null : named;
        }
    }

    /** Fields that make sense only inside a result. */
    static boolean owns(String id) {
        return OWN.contains(id);
    }

    void accept(LdtField field) {
        draft.lastLine = field.line();
        read(field);
        switch (field.id()) {
            case "8420", "8421", "8422" -> draft.value().fields.add(field);
            default -> draft.fields.add(field);
        }
    }

    private void read(LdtField field) {
        switch (field.id()) {
            case "8411" -> {
                if (draft.name == null) {
                    draft.name = blankToNull(field.text());
                }
            }
            case "8418" -> status(field);
            case "8420" -> value(field);
            case "8421" -> draft.value().measuredIn(field);
            case "8422" -> draft.value().flags.add(field);
            case "8460", "8461", "8462" -> range.accept(field);
            case "8480" -> draft.text.add(field.text());
            case "8470" -> draft.notes.add(field.text());
            case "8431" -> {
                specimenNotes.add(field.text());
                specimenFields.add(field);
            }
            case "8428", "8429", "8430", "8432", "8433" -> {
                specimen.putIfAbsent(field.id(), field);
                specimenFields.add(field);
            }
            default -> {}
        }
    }

    private void value(LdtField field) {
        if (draft.hasValue()) {
            draft.value().ranges.addAll(range.build(faults));
            range = new RangeDraft();
            draft.nextValue();
        }
        draft.value().field = field;
    }

    private void status(LdtField field) {
        String code = field.text().strip();
        draft.statusCode = code;
        if (code.isEmpty()) {
            return;
        }
        Optional<ObservationStatus> meant = ObservationStatus.of(Generation.LDT2, code);
        draft.status = meant.orElse(ObservationStatus.PRELIMINARY);
        if (meant.isEmpty()) {
            faults.add(new Fault(
                    field.line(),
                    field.offset(),
                    "8418",
                    "R138",
                    Severity.WARNING,
                    new Sentence(
                            "Feld 8418 in Zeile " + field.line() + " enthält " + Sentence.quote(code)
                                    + "; das ist kein Ergebnisstatus.",
                            "Field 8418 in line " + field.line() + " holds " + Sentence.quote(code)
                                    + ", which is no status of a result."),
                    new Sentence(
                            "Das Ergebnis wird als vorläufig behandelt.", "The result is treated as preliminary.")));
        }
    }

    @Nullable
    LdtSpecimen specimen() {
        if (specimen.isEmpty() && specimenNotes.isEmpty()) {
            return null;
        }
        LocalDate day = dates.date(field("8432"));
        Moment collected = new Moment(day, dates.time(field("8433")), null);
        String id = Stream.of("8428", "8429", "8430")
                .flatMap(part -> field(part).stream())
                .map(line -> line.text().strip())
                .filter(part -> !part.isEmpty())
                .reduce((a, b) -> a + "/" + b)
                .orElse(null);
        return new LdtSpecimen(
                id,
                text("8428"),
                text("8430"),
                collected.date(),
                collected.at(),
                null,
                specimenNotes,
                Sources.of(specimenFields));
    }

    /** The value, when 8480 says it in place of 8420. */
    private void listen() {
        if (draft.hasValue() || draft.text.isEmpty()) {
            return;
        }
        SpokenValue.of(draft.text.getFirst()).ifPresent(spoken -> {
            draft.text.removeFirst();
            draft.value().spoken = spoken.raw();
            if (draft.value().unit == null) {
                draft.value().unit = spoken.unit();
            }
        });
    }

    /** @param taken its specimen, as the report has it */
    LdtObservation build(@Nullable LdtSpecimen taken) {
        listen();
        draft.bound(range.build(faults));
        if (taken != null) {
            String id = taken.id();
            if (id != null) {
                draft.specimenIds.add(id);
            }
            draft.collected = new Moment(
                    taken.collectedOn(),
                    Optional.ofNullable(taken.collectedAt())
                            .map(at -> at.toLocalTime())
                            .orElse(null),
                    null);
        }
        return draft.build();
    }

    private Optional<LdtField> field(String id) {
        return Optional.ofNullable(specimen.get(id));
    }

    private @Nullable String text(String id) {
        return field(id).map(line -> blankToNull(line.text())).orElse(null);
    }

    private static @Nullable String blankToNull(String text) {
        String stripped = text.strip();
        return stripped.isEmpty() ? null : stripped;
    }
}
