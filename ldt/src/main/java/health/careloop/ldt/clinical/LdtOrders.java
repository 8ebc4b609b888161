package health.careloop.ldt.clinical;

import health.careloop.ldt.FaultLog;
import health.careloop.ldt.LdtField;
import health.careloop.ldt.LdtObject;
import health.careloop.ldt.LdtPackage;
import health.careloop.ldt.LdtPart;
import health.careloop.ldt.LdtRecord;
import health.careloop.ldt.clinical.LdtOrder.Request;
import health.careloop.ldt.clinical.LdtReport.Recipient;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The orders of a package, independent of its generation. */
public final class LdtOrders {
    private static final Set<String> FLAT = Set.of("8218", "8219");
    private static final String NESTED = "8215";
    private static final String CANCELLED = "99";

    private LdtOrders() {}

    /** One per record 8218, 8219 or 8215, in order; empty for reports. Never throws on content. */
    public static List<LdtOrder> of(LdtPackage source) {
        Heading heading = Heading.of(source);
        return source.records().stream()
                .filter(satz -> switch (source.generation()) {
                    case LDT2 -> FLAT.contains(satz.type());
                    case LDT3 -> satz.type().equals(NESTED);
                })
                .map(satz -> switch (source.generation()) {
                    case LDT2 -> flat(source, heading, satz);
                    case LDT3 -> nested(source, heading, satz);
                })
                .toList();
    }

    private static LdtOrder flat(LdtPackage source, Heading heading, LdtRecord satz) {
        FaultLog faults = new FaultLog();
        List<Request> requests = new ArrayList<>();
        List<LdtField> block = new ArrayList<>();
        for (LdtPart part : satz.parts()) {
            if (part instanceof LdtField field) {
                if ((field.is("8410") || field.is("8434")) && !block.isEmpty()) {
                    requests.add(flat(block));
                    block = new ArrayList<>();
                }
                if (field.is("8410") || field.is("8434") || !block.isEmpty()) {
                    block.add(field);
                }
            }
        }
        if (!block.isEmpty()) {
            requests.add(flat(block));
        }
        return new LdtOrder(
                source.generation(),
                source.version(),
                satz.type(),
                satz.firstLine(),
                satz.lastLine(),
                heading.orderedIn(satz),
                FlatReport.subject(satz, new Dates(heading.dayFirst(), faults)),
                satz.text("8310").orElse(null),
                List.of(),
                satz.text("8311").orElse(null),
                requests,
                faults.byLine(),
                Sources.in(satz));
    }

    private static Request flat(List<LdtField> block) {
        LdtField start = block.getFirst();
        String code = start.is("8410") ? start.text().strip() : null;
        String name = code == null ? start.text().strip() : first(block, "8411");
        return new Request(
                code,
                name != null ? name : String.valueOf(code),
                null,
                first(block, "8501"),
                List.of(),
                false,
                Sources.of(block));
    }

    private static @Nullable String first(List<LdtField> block, String id) {
        return block.stream()
                .filter(field -> field.is(id))
                .map(field -> field.text().strip())
                .findFirst()
                .orElse(null);
    }

    private static LdtOrder nested(LdtPackage source, Heading heading, LdtRecord satz) {
        FaultLog faults = new FaultLog();
        Optional<LdtObject> info = satz.child("8113");
        boolean named = satz.child("8122").isPresent() || heading.header().isEmpty();
        Recipient sender = named ? ObjectReport.recipient(satz) : heading.recipient();
        return new LdtOrder(
                source.generation(),
                source.version(),
                satz.type(),
                satz.firstLine(),
                satz.lastLine(),
                sender,
                ObjectReport.subject(satz, Dates.ldt3(faults)),
                info.flatMap(object -> object.text("8310")).orElse(null),
                info.map(object -> object.texts("8313")).orElse(List.of()),
                info.flatMap(object -> object.text("8311")).orElse(null),
                satz.children("8159").stream().map(LdtOrders::nested).toList(),
                faults.byLine(),
                info.map(Sources::in).orElse(Sources.NONE));
    }

    private static Request nested(LdtObject request) {
        String code = request.text("8410").or(() -> request.text("7365")).orElse(null);
        String billing = request.text("7303").orElse(null);
        return new Request(
                code,
                request.text("8411")
                        .or(() -> request.text("7366"))
                        .or(() -> request.text("8434"))
                        .orElse(String.valueOf(code)),
                billing,
                request.text("8501").orElse(null),
                request.texts("7364"),
                CANCELLED.equals(billing),
                Sources.in(request));
    }
}
