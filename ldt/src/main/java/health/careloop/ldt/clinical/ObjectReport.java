package health.careloop.ldt.clinical;

import health.careloop.ldt.Fault;
import health.careloop.ldt.FaultLog;
import health.careloop.ldt.Generation;
import health.careloop.ldt.LdtNode;
import health.careloop.ldt.LdtObject;
import health.careloop.ldt.LdtPackage;
import health.careloop.ldt.LdtRecord;
import health.careloop.ldt.Sentence;
import health.careloop.ldt.Severity;
import health.careloop.ldt.clinical.LdtReport.Recipient;
import health.careloop.ldt.clinical.LdtReport.Subject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An LDT 3 record 8205 as a report (KBV LDT 3.2, "Satz Befund"). */
final class ObjectReport {
    /** What may stand in Obj_0035 and is no result: time, text, signature. */
    private static final Set<String> BESIDE_RESULTS = Set.of("Obj_0054", "Obj_0068", "Obj_0041");

    private final LdtPackage source;
    private final Heading heading;
    private final LdtRecord satz;
    private final FaultLog faults = new FaultLog();
    private final Dates dates = Dates.ldt3(faults);
    private final Attachments documents = new Attachments(faults);
    private final Map<String, LdtSpecimen> specimensById = new LinkedHashMap<>();
    private final List<LdtSpecimen> specimens = new ArrayList<>();
    private final List<LdtObservation> observations = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final List<Attachment> attachments = new ArrayList<>();
    private final List<Attention> attentions = new ArrayList<>();

    ObjectReport(LdtPackage source, Heading heading, LdtRecord satz) {
        this.source = source;
        this.heading = heading;
        this.satz = satz;
    }

    LdtReport read() {
        Confusion confusion = Confusion.of(source, satz);
        faults.addAll(confusion.faults());
        for (LdtObject material : satz.children("8137")) {
            specimen(material);
        }
        References references = new References(faults);
        references.specimens(specimens).forEach(specimensById::remove);
        collect(satz, false);
        references.results(observations, specimens.stream().map(LdtSpecimen::id).collect(Collectors.toSet()));
        Optional<LdtObject> info = satz.child("8117");
        Moment received = dates.moment(info.flatMap(object -> object.child("8215")));
        Moment reported = reported(info);
        return new LdtReport(
                source.generation(),
                source.version(),
                satz.type(),
                satz.firstLine(),
                satz.lastLine(),
                heading.lab(),
                confusion.recipient(recipient(satz)),
                confusion.subject(subject(satz, dates)),
                confusion.number(text(info, "8310")),
                confusion.number(text(info, "8311")),
                text(info, "7305"),
                ReportStatuses.of(
                        Generation.LDT3,
                        info.flatMap(object -> object.field("8401")),
                        info.map(LdtObject::firstLine).orElse(satz.firstLine()),
                        info.map(LdtObject::offset).orElse(satz.offset()),
                        faults),
                received.date(),
                reported.date(),
                reported.at(),
                reported.offset(),
                specimens,
                observations,
                notes,
                attachments,
                attentions,
                faults.byLine(),
                Sources.in(Stream.of(info, satz.child("8135"), Optional.of(satz))
                        .flatMap(Optional::stream)
                        .toList()));
    }

    private static @Nullable String text(Optional<? extends LdtNode> node, String id) {
        return node.flatMap(found -> found.text(id)).orElse(null);
    }

    /** Walks everything once, in the order of the file. */
    private void collect(LdtNode node, boolean insideResult) {
        for (LdtObject object : node.children()) {
            boolean result = ResultObject.isOne(object);
            if (result) {
                observations.add(new ResultObject(object, specimensById, dates, faults).read());
            } else if (object.type().equals(Attentions.TYPE) && !insideResult) {
                attentions.addAll(Attentions.in(object));
            } else if (object.type().equals("Obj_0010")) {
                attachments.add(documents.read(object));
            } else if (isReportNote(node, object)) {
                notes.addAll(FreeText.lines(object));
            } else if (node instanceof LdtObject holder
                    && holder.type().equals("Obj_0035")
                    && !BESIDE_RESULTS.contains(object.type())) {
                unknownResult(object);
            }
            collect(object, insideResult || result);
        }
    }

    private void unknownResult(LdtObject object) {
        faults.add(new Fault(
                object.firstLine(),
                object.offset(),
                object.roleField(),
                "BAS-OBJ",
                Severity.ERROR,
                new Sentence(
                        "Das Ergebnisobjekt " + Sentence.quote(object.type()) + " in Zeile " + object.firstLine()
                                + " ist unbekannt; sein Inhalt fehlt im Befund.",
                        "The result object " + Sentence.quote(object.type()) + " in line " + object.firstLine()
                                + " is not known, so its content is missing in the report."),
                new Sentence(
                        "Lesen Sie die Originalnachricht; das Objekt kann aus einer neueren LDT-Version stammen.",
                        "Read the original message; a newer LDT version may have added it.")));
    }

    /** 8167 and 8247 directly in the record, in Obj_0017 or in Obj_0035; elsewhere they belong to something smaller. */
    private static boolean isReportNote(LdtNode parent, LdtObject object) {
        boolean role = object.roleField().equals("8167") || object.roleField().equals("8247");
        return role
                && switch (parent) {
                    case LdtRecord _ -> true;
                    case LdtObject holder ->
                        holder.type().equals("Obj_0017") || holder.type().equals("Obj_0035");
                };
    }

    /** The practice stands in the report: Obj_0022 under 8122. */
    static Recipient recipient(LdtNode holder) {
        Optional<LdtObject> sender = holder.child("8122");
        Optional<LdtObject> site = sender.flatMap(object -> object.child("8119"));
        Optional<LdtObject> physician = sender.flatMap(object -> object.child("8114"));
        List<String> lanrs =
                physician.map(object -> FlatReport.numbers(object, "0212")).orElse(List.of());
        String name = site.flatMap(object -> object.text("0203"))
                .or(() -> sender.flatMap(object -> object.child("8143")).flatMap(object -> object.text("1250")))
                .orElse(null);
        return new Recipient(
                text(site, "0201"),
                lanrs,
                physician.map(object -> FlatReport.numbers(object, "0223")).orElse(List.of()),
                name,
                lanrs.isEmpty() ? null : lanrs.getFirst(),
                text(sender, "8312"),
                text(physician, "0222"),
                Sources.in(Stream.of(sender, site, physician)
                        .flatMap(Optional::stream)
                        .toList()));
    }

    /** Persons also occur as physicians, owners and companions: only the one in Obj_0045 is the patient. */
    static Subject subject(LdtRecord satz, Dates dates) {
        Optional<LdtObject> patient = satz.child("8145");
        Optional<LdtObject> person = patient.flatMap(object -> object.child("8147"));
        Optional<LdtObject> other = satz.child("8153");
        List<String> given = person.map(object -> object.texts("3102")).orElse(List.of());
        return new Subject(
                text(patient, "3000"),
                patient.map(Identity::number).orElse(null),
                text(person, "3101"),
                given.isEmpty() ? null : String.join(" ", given).strip(),
                text(person, "3104"),
                dates.birthDate(person.flatMap(object -> object.field("3103"))),
                person.flatMap(object -> object.text("3110")).map(Identity::sex).orElse(null),
                text(person, "3100"),
                text(person, "3120"),
                other.map(object -> Stream.of("7314", "7313", "7319")
                                .flatMap(id -> object.text(id).stream())
                                .reduce((a, b) -> a + ", " + b)
                                .orElse("Tier oder Sonstiges"))
                        .orElse(null),
                Sources.in(Stream.of(patient, person, other)
                        .flatMap(Optional::stream)
                        .toList()));
    }

    /** 8216 of the report, else 8221 of its results. */
    private Moment reported(Optional<LdtObject> info) {
        Moment reported = dates.moment(info.flatMap(object -> object.child("8216")));
        return reported.date() != null
                ? reported
                : dates.moment(satz.child("8135").flatMap(object -> object.child("8221")));
    }

    private void specimen(LdtObject material) {
        Moment collected = dates.moment(material.child("8219"));
        List<String> remarks = new ArrayList<>();
        material.text("8431").ifPresent(remarks::add);
        material.text("7292").ifPresent(site -> remarks.add("Lokalisation: " + site));
        for (LdtObject text : material.children("8167")) {
            remarks.addAll(FreeText.lines(text));
        }
        String id = material.text("7364").orElse(null);
        LdtSpecimen specimen = new LdtSpecimen(
                id,
                material.text("8428").orElse(null),
                material.text("8430").orElse(null),
                collected.date(),
                collected.at(),
                collected.offset(),
                remarks,
                Sources.in(material));
        specimens.add(specimen);
        if (id != null) {
            specimensById.putIfAbsent(id, specimen);
        }
    }
}
