package health.careloop.ldt.clinical;

import health.careloop.ldt.Fault;
import health.careloop.ldt.FaultLog;
import health.careloop.ldt.Generation;
import health.careloop.ldt.LdtField;
import health.careloop.ldt.LdtNode;
import health.careloop.ldt.LdtPackage;
import health.careloop.ldt.LdtPart;
import health.careloop.ldt.LdtRecord;
import health.careloop.ldt.Sentence;
import health.careloop.ldt.Severity;
import health.careloop.ldt.clinical.LdtReport.Status;
import health.careloop.ldt.clinical.LdtReport.Subject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An LDT 2 record 8201 to 8204 as a report. A result starts at 8410 or 8434 and lasts until the next one; within it the
 * order of fields does not matter (KBV LDT 2 5.12, "Satztabellen").
 */
final class FlatReport {
    private final LdtPackage source;
    private final Heading heading;
    private final LdtRecord satz;
    private final FaultLog faults = new FaultLog();
    private final Dates dates;
    private final Status status;
    private final List<LdtObservation> observations = new ArrayList<>();
    /** Each once, in order, by what was read. */
    private final Map<LdtSpecimen, LdtSpecimen> specimens = new LinkedHashMap<>();

    /** How often a stand-in was given. */
    private final Map<String, Integer> taken = new HashMap<>();

    private final List<String> notes = new ArrayList<>();

    FlatReport(LdtPackage source, Heading heading, LdtRecord satz) {
        this.source = source;
        this.heading = heading;
        this.satz = satz;
        this.dates = new Dates(heading.dayFirst(), faults);
        this.status = ReportStatuses.of(Generation.LDT2, satz.field("8401"), satz.firstLine(), satz.offset(), faults);
    }

    LdtReport read() {
        Confusion confusion = Confusion.of(source, satz);
        faults.addAll(confusion.faults());
        blocks();
        Moment reported = new Moment(dates.date(satz.field("8302")), dates.time(satz.field("8303")), null);
        return new LdtReport(
                source.generation(),
                source.version(),
                satz.type(),
                satz.firstLine(),
                satz.lastLine(),
                heading.lab(),
                confusion.recipient(heading.orderedIn(satz)),
                confusion.subject(subject(satz, dates)),
                confusion.number(text(satz, "8310")),
                confusion.number(text(satz, "8311")),
                null,
                status,
                dates.date(satz.field("8301")),
                reported.date(),
                reported.at(),
                null,
                List.copyOf(specimens.values()),
                observations,
                notes,
                List.of(),
                List.of(),
                faults.byLine(),
                Sources.in(satz));
    }

    private static @Nullable String text(LdtNode node, String id) {
        return node.text(id).orElse(null);
    }

    /** Each once, without those left blank. */
    static List<String> numbers(LdtNode node, String id) {
        return node.texts(id).stream()
                .map(String::strip)
                .filter(number -> !number.isEmpty())
                .distinct()
                .toList();
    }

    static Subject subject(LdtRecord satz, Dates dates) {
        String sex = satz.text("3110").or(() -> satz.text("8407")).orElse(null);
        return new Subject(
                text(satz, "3000"),
                Identity.number(satz),
                text(satz, "3101"),
                text(satz, "3102"),
                text(satz, "3104"),
                dates.birthDate(satz.field("3103")),
                sex == null ? null : Identity.sex(sex),
                text(satz, "3100"),
                text(satz, "3120"),
                null,
                Sources.in(satz));
    }

    private void blocks() {
        ResultBlock block = null;
        for (LdtPart part : satz.parts()) {
            if (!(part instanceof LdtField field)) {
                continue;
            }
            switch (field.id()) {
                case "8410", "8434" -> {
                    finish(block);
                    block = new ResultBlock(field, status, dates, faults);
                }
                case "8490", "8405" -> notes.add(field.text());
                default -> {
                    if (block != null) {
                        block.accept(field);
                    } else if (ResultBlock.owns(field.id())) {
                        orphan(field);
                    }
                }
            }
        }
        finish(block);
    }

    private void finish(@Nullable ResultBlock block) {
        if (block == null) {
            return;
        }
        LdtSpecimen specimen = block.specimen();
        observations.add(block.build(specimen == null ? null : named(specimen)));
    }

    /** The same material taken twice is two specimens: the second one has a number behind its stand-in. */
    private LdtSpecimen named(LdtSpecimen read) {
        return specimens.computeIfAbsent(read, first -> {
            String id = first.id();
            int before = id == null ? 0 : taken.merge(id, 1, Integer::sum) - 1;
            return before == 0 ? first : first.called(id + "/" + (before + 1));
        });
    }

    private void orphan(LdtField field) {
        if (source.hasUnreadLine(satz)) {
            return;
        }
        faults.add(new Fault(
                field.line(),
                field.offset(),
                field.id(),
                "BAS-ORDER",
                Severity.ERROR,
                new Sentence(
                        "Feld " + field.id() + " in Zeile " + field.line()
                                + " steht vor der ersten Untersuchung (8410 oder 8434) und gehört zu keinem Ergebnis.",
                        "Field " + field.id() + " in line " + field.line()
                                + " stands before the first test (8410 or 8434), so it belongs to no result."),
                new Sentence(
                        "Einem Ergebnis fehlt seine Untersuchung. Bitte mit dem Labor abgleichen.",
                        "A result is missing its test. Compare with the laboratory.")));
    }
}
