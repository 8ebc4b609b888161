package health.careloop.ldt.clinical;

import health.careloop.ldt.Fault;
import health.careloop.ldt.FaultLog;
import health.careloop.ldt.Generation;
import health.careloop.ldt.LdtField;
import health.careloop.ldt.LdtNode;
import health.careloop.ldt.LdtObject;
import health.careloop.ldt.LdtPart;
import health.careloop.ldt.Sentence;
import health.careloop.ldt.Severity;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One result object of LDT 3 (Untersuchungsergebnis: Obj_0055, 0056, 0060 to 0063, 0073). Order is meaning: a value 8420
 * stands under the nearest 7306 before it, and unit, range, time and words that follow belong to that value.
 */
final class ResultObject {
    private static final Set<String> TYPES =
            Set.of("Obj_0055", "Obj_0056", "Obj_0060", "Obj_0061", "Obj_0062", "Obj_0063", "Obj_0073");

    private final LdtObject source;
    private final Map<String, LdtSpecimen> specimens;
    private final Dates dates;
    private final FaultLog faults;
    private final ObservationDraft draft;
    private final Microbiology microbiology;
    private boolean numbered;

    ResultObject(LdtObject source, Map<String, LdtSpecimen> specimens, Dates dates, FaultLog faults) {
        this.source = source;
        this.specimens = specimens;
        this.dates = dates;
        this.faults = faults;
        this.microbiology = new Microbiology(faults);
        this.draft = new ObservationDraft(
                Generation.LDT3, source, source.role().isEmpty() ? source.type() : source.role(), faults);
    }

    static boolean isOne(LdtObject object) {
        return TYPES.contains(object.type());
    }

    LdtObservation read() {
        status();
        acceptAll(source);
        attentions(source);
        draft.text.addAll(microbiology.lines());
        if (source.type().equals("Obj_0061")) {
            draft.culture = microbiology.culture();
        }
        for (String id : draft.specimenIds) {
            LdtSpecimen taken = specimens.get(id);
            if (taken != null && draft.collected.date() == null) {
                LocalDateTime at = taken.collectedAt();
                draft.collected =
                        new Moment(taken.collectedOn(), at == null ? null : at.toLocalTime(), taken.collectedOffset());
            }
        }
        return draft.build();
    }

    private void acceptAll(LdtNode node) {
        for (LdtPart part : node.parts()) {
            switch (part) {
                case LdtField field -> accept(field);
                case LdtObject object -> accept(object);
            }
        }
    }

    private void accept(LdtField field) {
        read(field);
        switch (field.id()) {
            case "7306", "8420", "8419", "8421", "8422" -> draft.value().fields.add(field);
            default -> draft.fields.add(field);
        }
    }

    private void read(LdtField field) {
        switch (field.id()) {
            case "7304" -> draft.resultId = text(field);
            case "7364" -> draft.specimenIds.add(field.text().strip());
            case "8410", "7365" -> code(field);
            case "8411", "7366", "8434" -> name(field);
            case "7302" -> draft.methods.add(field.text().strip());
            case "7306" -> draft.announcedValue().presentation = text(field);
            case "8420" -> value(field);
            case "8421" -> draft.value().measuredIn(field);
            case "8422" -> draft.value().flags.add(field);
            case "7260", "7251" -> catalogue(field);
            case "8418", "8419", "7263", "7264", "7352", "3473" -> {
                // Read elsewhere, or numbers of catalogues and devices that mean nothing in a report.
            }
            default -> {
                if (!(source.type().equals("Obj_0061") && microbiology.accept(field))) {
                    draft.text.add(Wording.line(field));
                }
            }
        }
    }

    /** 7260 says which, and 7251 behind it the name; the 7251 of an organism or a substance is not of this test. */
    private void catalogue(LdtField field) {
        String sent = text(field);
        if (field.is("7260")) {
            numbered = draft.catalogue == null && draft.code == null;
            if (numbered && sent != null) {
                draft.catalogue = Wording.value("7260", sent);
            }
        } else if (numbered && sent != null) {
            draft.catalogue = sent;
            numbered = false;
        }
    }

    private void value(LdtField field) {
        if (draft.hasValue()) {
            String presentation = draft.value().presentation;
            draft.nextValue().presentation = presentation;
        }
        draft.value().field = field;
    }

    /** Several tests in one object (microbiology, cytology): the first names the result, the others are said in words. */
    private void code(LdtField field) {
        numbered = false;
        if (draft.code == null) {
            draft.code = text(field);
        } else {
            draft.text.add(field.text().strip());
        }
    }

    private void name(LdtField field) {
        if (draft.name == null) {
            draft.name = text(field);
        } else {
            draft.text.add(field.text().strip());
        }
    }

    /** What is dangerous is known by its type, so that a forgotten Objektattribut cannot hide it. */
    private void accept(LdtObject object) {
        switch (object.type()) {
            case "Obj_0042" -> range(object);
            case "Obj_0011" -> microbiology.resistances(object);
            case "Obj_0072" -> acceptAll(object);
            default -> acceptByRole(object);
        }
    }

    /** At any depth: K099 wants them below the flag, others put them beside it. */
    private void attentions(LdtNode node) {
        for (LdtObject object : node.children()) {
            if (object.type().equals(Attentions.TYPE)) {
                draft.attentions.addAll(Attentions.in(object));
            } else if (!isOne(object)) {
                attentions(object);
            }
        }
    }

    private void acceptByRole(LdtObject object) {
        switch (object.roleField()) {
            case "8225" -> {
                if (draft.hasValue()) {
                    draft.value().objects.add(object);
                    draft.value().fields.addAll(object.fields());
                    draft.value().measured = dates.moment(Optional.of(object));
                } else {
                    draft.fields.addAll(object.fields());
                    draft.measured = dates.moment(Optional.of(object));
                }
            }
            case "8237", "8245" -> words(object);
            case "8236" -> {
                if (source.type().equals("Obj_0061")) {
                    microbiology.remark(object);
                } else {
                    draft.notes.addAll(FreeText.lines(object));
                }
            }
            case "8167", "8246" -> draft.notes.addAll(FreeText.lines(object));
            default -> {
                // Names, billing, attachments and times of the process are read elsewhere or stay in the record.
            }
        }
    }

    private void words(LdtObject object) {
        if (source.type().equals("Obj_0061")) {
            microbiology.remark(object);
        } else if (draft.hasValue() || draft.value().presentation != null) {
            draft.value().objects.add(object);
            draft.value().text.addAll(FreeText.lines(object));
        } else {
            draft.text.addAll(FreeText.lines(object));
        }
    }

    private void range(LdtObject object) {
        RangeDraft range = new RangeDraft();
        for (LdtPart part : object.parts()) {
            switch (part) {
                case LdtField field -> {
                    if (field.is("8422")) {
                        draft.value().flags.add(field);
                        draft.value().fields.add(field);
                    } else {
                        range.accept(field);
                    }
                }
                case LdtObject inner -> {
                    if (inner.roleField().equals("8167")) {
                        draft.notes.addAll(FreeText.lines(inner));
                    }
                }
            }
        }
        draft.value().ranges.addAll(range.build(faults));
    }

    /** Rule E007. */
    private void status() {
        String code = source.text("8418").orElse("");
        draft.statusCode = code.isEmpty() ? null : code;
        draft.status = ObservationStatus.of(Generation.LDT3, code).orElse(ObservationStatus.PRELIMINARY);
        boolean known = ObservationStatus.of(Generation.LDT3, code).isPresent();
        if (!known && !(code.isEmpty() && source.type().equals("Obj_0056"))) {
            unknownStatus(code);
        }
    }

    /** Said as the rule E007 of the validator says it: the field's own line, and a warning for a code that is not known. */
    private void unknownStatus(String code) {
        Optional<LdtField> field = source.field("8418");
        faults.add(new Fault(
                field.map(LdtField::line).orElse(source.firstLine()),
                field.map(LdtField::offset).orElse(source.offset()),
                "8418",
                "E007",
                code.isEmpty() ? Severity.ERROR : Severity.WARNING,
                code.isEmpty()
                        ? new Sentence(
                                "Das Ergebnis in Zeile " + source.firstLine() + " hat keinen Status: 8418 fehlt.",
                                "The result in line " + source.firstLine() + " has no status: 8418 is missing.")
                        : new Sentence(
                                "Das Ergebnis in Zeile " + source.firstLine() + " hat den Status "
                                        + Sentence.quote(code) + ", den LDT nicht kennt.",
                                "The result in line " + source.firstLine() + " has the status " + Sentence.quote(code)
                                        + ", which LDT does not know."),
                new Sentence("Das Ergebnis wird als vorläufig behandelt.", "The result is treated as preliminary.")));
    }

    private static @Nullable String text(LdtField field) {
        String text = field.text().strip();
        return text.isEmpty() ? null : text;
    }
}
