package health.careloop.bench.ldt;

import health.careloop.ldt.Generation;
import health.careloop.ldt.LdtField;
import health.careloop.ldt.LdtFile;
import health.careloop.ldt.LdtObject;
import health.careloop.ldt.LdtPackage;
import health.careloop.ldt.LdtPart;
import health.careloop.ldt.LdtRecord;
import health.careloop.ldt.RecordType;
import health.careloop.ldt.write.LdtWriter;
import java.util.List;

/** Writes what was read once more from its records, objects and texts: every length and check sum is computed anew. */
final class Rewriting {
    private Rewriting() {}

    /** @param file one faultless package */
    static byte[] of(LdtFile file) {
        LdtPackage found = file.packages().getFirst();
        LdtWriter writer = found.generation() == Generation.LDT3
                ? LdtWriter.ldt3()
                : LdtWriter.ldt2(found.charset().charset());
        writer.lenient();
        for (LdtRecord satz : found.records()) {
            if (!RecordType.isTrailer(satz.type()) && !satz.type().equals("0021")) {
                writer.record(satz.type());
                parts(writer, satz.parts());
            }
        }
        return writer.bytes();
    }

    private static void parts(LdtWriter writer, List<LdtPart> parts) {
        for (LdtPart part : parts) {
            switch (part) {
                case LdtField field -> writer.field(field.id(), field.text());
                case LdtObject object ->
                    writer.object(
                            object.roleField(), object.role(), object.type(), inside -> parts(inside, object.parts()));
            }
        }
    }
}
