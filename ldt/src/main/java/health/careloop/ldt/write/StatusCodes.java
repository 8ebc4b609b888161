package health.careloop.ldt.write;

import health.careloop.ldt.Generation;
import health.careloop.ldt.clinical.LdtObservation;
import health.careloop.ldt.clinical.LdtReport;
import health.careloop.ldt.clinical.LdtReport.Status;
import health.careloop.ldt.clinical.ObservationStatus;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** 8401, 8418 and 8422, whose codes mean different things in the two generations. */
final class StatusCodes {
    private static final Set<String> FLAGS_LDT2 = Set.of("+", "++", "-", "--", "!");
    private static final Set<String> FLAGS_LDT3 =
            Set.of("N", "H", "+", "HH", "++", "L", "-", "LL", "--", "!H", "!+", "!L", "!-", "A", "AA");

    private StatusCodes() {}

    static String report(Generation generation, Status status) {
        return switch (generation) {
            case LDT2 ->
                switch (status) {
                    case FINAL -> "E";
                    case PARTIAL -> "T";
                    case PRELIMINARY -> "V";
                    case ARCHIVED -> "A";
                    case ADDENDUM -> "N";
                };
            case LDT3 ->
                switch (status) {
                    case FINAL -> "2";
                    case PARTIAL -> "1";
                    case PRELIMINARY, ARCHIVED, ADDENDUM -> throw unknown("8401", status.name(), generation);
                };
        };
    }

    /** Null when LDT 2 says it by saying nothing. */
    static @Nullable String result(Generation generation, LdtReport report, LdtObservation result) {
        return switch (generation) {
            case LDT2 -> flat(report, result.status());
            case LDT3 -> nested(report, result);
        };
    }

    private static @Nullable String flat(LdtReport report, ObservationStatus status) {
        boolean preliminary = report.status() == Status.PRELIMINARY;
        return switch (status) {
            case UNCHANGED -> "B";
            case CORRECTED -> "K";
            case REGISTERED -> "F";
            case FINAL, PRELIMINARY -> {
                if (preliminary != (status == ObservationStatus.PRELIMINARY)) {
                    throw unknown("8418", status.name(), Generation.LDT2);
                }
                yield null;
            }
            case CANCELLED -> throw unknown("8418", status.name(), Generation.LDT2);
        };
    }

    private static String nested(LdtReport report, LdtObservation result) {
        String sent = result.statusCode();
        boolean meant =
                sent != null && ObservationStatus.of(Generation.LDT3, sent).orElse(null) == result.status();
        String code = sent != null && meant
                ? sent
                : switch (result.status()) {
                    case REGISTERED -> "02";
                    case PRELIMINARY -> "03";
                    case FINAL -> "06";
                    case UNCHANGED -> "07";
                    case CORRECTED -> "08";
                    case CANCELLED -> "12";
                };
        boolean open = code.equals("02") || code.equals("05") || code.equals("10");
        if (open && report.status() == Status.FINAL) {
            throw new UnwritableException(
                    "8418",
                    "Ein abgeschlossener Auftrag enthält kein Ergebnis mit Status " + code + " (Regel K096).",
                    "A completed order holds no result with status " + code + " (rule K096).");
        }
        return code;
    }

    static String flag(Generation generation, String flag) {
        boolean known = (generation == Generation.LDT2 ? FLAGS_LDT2 : FLAGS_LDT3).contains(flag);
        if (!known) {
            throw unknown("8422", flag, generation);
        }
        return flag;
    }

    /** What a generation has no field for. */
    static UnwritableException absent(String field, Generation generation, String german, String english) {
        String name = generation == Generation.LDT2 ? "LDT 2" : "LDT 3";
        return new UnwritableException(
                field,
                "Das " + name + " hat kein Feld " + field + ": " + german + " lassen sich darin nicht mitteilen.",
                name + " has no field " + field + ": it cannot carry " + english + ".");
    }

    static UnwritableException unknown(String field, String what, Generation generation) {
        String name = generation == Generation.LDT2 ? "LDT 2" : "LDT 3";
        return new UnwritableException(
                field,
                "Für " + what + " hat Feld " + field + " im " + name + " keinen Wert.",
                "Field " + field + " of " + name + " has no code for " + what + ".");
    }
}
