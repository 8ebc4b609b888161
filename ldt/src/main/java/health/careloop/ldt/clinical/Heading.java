package health.careloop.ldt.clinical;

import health.careloop.ldt.Generation;
import health.careloop.ldt.LdtNode;
import health.careloop.ldt.LdtObject;
import health.careloop.ldt.LdtPackage;
import health.careloop.ldt.LdtRecord;
import health.careloop.ldt.clinical.LdtReport.Lab;
import health.careloop.ldt.clinical.LdtReport.Recipient;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the header says of every report and every order of its package. Read once: a wide header in front of many records
 * would be read once for each.
 *
 * @param recipient LDT 2: the practice; LDT 3: the sender of orders that name none
 */
record Heading(Generation generation, Optional<LdtRecord> header, boolean dayFirst, Lab lab, Recipient recipient) {

    /** The last one, as long as there is room: of records read one by one, each comes with its header. */
    private static volatile WeakReference<@Nullable Heading> last = new WeakReference<>(null);

    static Heading of(LdtPackage source) {
        Heading known = last.get();
        if (known != null && known.isOf(source)) {
            return known;
        }
        Heading read = read(source);
        last = new WeakReference<>(read);
        return read;
    }

    private boolean isOf(LdtPackage source) {
        LdtRecord other = source.header().orElse(null);
        return other != null && header.isPresent() && header.get() == other && generation == source.generation();
    }

    private static Heading read(LdtPackage source) {
        Optional<LdtRecord> header = source.header();
        return switch (source.generation()) {
            case LDT2 ->
                new Heading(
                        source.generation(), header, source.dayFirstDates(), flatLab(header), flatRecipient(header));
            case LDT3 ->
                new Heading(
                        source.generation(),
                        header,
                        false,
                        nestedLab(header),
                        header.map(ObjectReport::recipient).orElse(nobody()));
        };
    }

    /** In LDT 2 the practice stands in the header; who ordered stands in the report. */
    Recipient orderedIn(LdtRecord satz) {
        return new Recipient(
                recipient.bsnr(),
                recipient.lanrs(),
                recipient.pseudoLanrs(),
                recipient.name(),
                satz.text("8615").orElse(null),
                recipient.customerNumber(),
                recipient.asvNumber(),
                header.map(head -> Sources.in(List.of(head, satz))).orElse(Sources.in(satz)));
    }

    private static Recipient nobody() {
        return new Recipient(null, List.of(), List.of(), null, null, null, null, Sources.NONE);
    }

    private static Recipient flatRecipient(Optional<LdtRecord> header) {
        return header.map(head -> new Recipient(
                        text(header, "0201"),
                        FlatReport.numbers(head, "0212"),
                        FlatReport.numbers(head, "0223"),
                        text(header, "0203"),
                        null,
                        text(header, "8312"),
                        text(header, "0222"),
                        Sources.in(head)))
                .orElse(nobody());
    }

    private static Lab flatLab(Optional<LdtRecord> header) {
        return header.map(head -> new Lab(null, text(header, "8320"), text(header, "8300"), Sources.in(head)))
                .orElse(new Lab(null, null, null));
    }

    /** In LDT 3 the laboratory stands in the header: Obj_0019 under 8119, and 8316 in Obj_0051. */
    private static Lab nestedLab(Optional<LdtRecord> header) {
        Optional<LdtObject> site = header.flatMap(head -> head.child("8119"));
        Optional<LdtObject> system = header.flatMap(head -> head.child("8132")).flatMap(head -> head.child("8151"));
        String name = site.flatMap(object -> object.text("0203"))
                .or(() -> site.flatMap(object -> object.child("8143")).flatMap(object -> object.text("1250")))
                .orElse(null);
        return new Lab(
                text(site, "0201"),
                name,
                text(system, "8316"),
                Sources.in(Stream.concat(site.stream(), system.stream()).toList()));
    }

    private static @Nullable String text(Optional<? extends LdtNode> node, String id) {
        return node.flatMap(found -> found.text(id)).orElse(null);
    }
}
