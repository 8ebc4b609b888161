package health.careloop.ldt;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.ldt.clinical.LdtOrders;
import health.careloop.ldt.clinical.LdtReports;
import health.careloop.ldt.rules.LdtValidator;
import health.careloop.ldt.rules.Strictness;
import health.careloop.ldt.write.LdtAnonymiser;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The work of every stage (read, reports and orders, rules, anonymise) grows with the length of the input, also where no two
 * pieces are the same and where a wide header stands before many records: four times the pieces, about four times the
 * processor time. {@link GrowthTest} repeats one piece.
 */
class DistinctGrowthTest {
    private static final int FEW = 4_000;
    private static final int MANY = 4 * FEW;
    private static final double TOO_MUCH = 10;
    private static final long UNMEASURABLE_NANOS = 30_000_000;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

    /** A file of that many pieces. */
    private interface Shape extends IntFunction<byte[]> {}

    private static Stream<Arguments> shapes() {
        return Stream.of(
                shape(
                        "specimens",
                        flat("8201", (text, i) -> text.field("8410", "K").field("8428", "S" + i))),
                shape(
                        "results",
                        flat("8201", (text, i) -> text.field("8410", "K" + i).field("8420", "1"))),
                shape("values in one result", flat("8201", (text, i) -> text.field("8420", "" + i))),
                shape(
                        "names",
                        flat(
                                "8201",
                                (text, i) -> text.field("3101", name("M", i)).field("3102", name("H", i)))),
                shape(
                        "numbers alike",
                        flat("8201", (text, i) -> text.field("8310", "A-" + i).field("8480", "A-x"))),
                shape("streets without a postcode", flat("8218", (text, i) -> text.field("3107", "Weg " + i))),
                shape("orders", flat("8218", (text, i) -> text.field("8410", "K" + i))),
                shape("birth dates", flat("8201", (text, i) -> text.field("3103", String.valueOf(19_000_101 + i)))),
                shape("a wide header and reports", headed("0212", "8201")),
                shape("a wide header without a practice", headed("9901", "8201")),
                shape("a wide header and orders", headed("0212", "8218")),
                shape("records without a header", n -> {
                    LdtText text = new LdtText();
                    for (int i = 0; i < n; i++) {
                        text.field("8000", i % 2 == 0 ? "8201" : "8218").field("8310", "A" + i);
                    }
                    return text.ended();
                }),
                shape("a wide header of objects", n -> {
                    LdtText text = nested();
                    text.open("8136", "Laborkennung", "Obj_0036");
                    for (int i = 0; i < n; i++) {
                        text.field("7266", "4");
                    }
                    text.close();
                    for (int i = 0; i < n; i++) {
                        text.open("8240", "x", "Obj_0022").close();
                    }
                    for (int i = 0; i < n; i++) {
                        text.record(i % 2 == 0 ? "8205" : "8215").field("3564", "A" + i);
                    }
                    return text.ended();
                }),
                shape("specimens of many values", n -> {
                    LdtText text = result("8160", "Obj_0060");
                    for (int i = 0; i < n; i++) {
                        text.field("7364", "M" + i);
                    }
                    for (int i = 0; i < n; i++) {
                        text.field("7306", "01").field("8420", "" + i);
                    }
                    return text.close().close().ended();
                }),
                shape("objects in objects", n -> {
                    LdtText text = nested().record("8205");
                    for (int i = 0; i < n; i++) {
                        text.field("8147", "Person").field("8002", "Obj_0047").field("3101", name("M", i));
                    }
                    return text.ended();
                }),
                shape("growth of one organism", n -> {
                    LdtText text =
                            result("8161", "Obj_0061").field("7354", "01").field("7355", "Keim");
                    for (int i = 0; i < n; i++) {
                        text.field("7357", "" + i);
                    }
                    return text.close().close().ended();
                }),
                shape("organisms of one substance", n -> {
                    LdtText text = result("8161", "Obj_0061").field("7286", "1");
                    text.open("8111", "Antibiogramm", "Obj_0011").field("7287", "Ampicillin");
                    for (int i = 0; i < n; i++) {
                        text.field("7354", "" + i).field("7367", "S");
                    }
                    return text.close().close().close().ended();
                }),
                shape("streets in one address", n -> {
                    LdtText text = nested().record("8205");
                    text.open("8228", "Wohnanschrift", "Obj_0007");
                    for (int i = 0; i < n; i++) {
                        text.field("3107", "Weg " + i).field("3123", "" + i);
                    }
                    return text.close().ended();
                }));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("shapes")
    void fourTimesThePiecesTakeFourTimesAsLongInEveryStage(String name, Shape shape) {
        byte[] few = shape.apply(FEW);
        byte[] many = shape.apply(MANY);
        measure(shape.apply(FEW / 4));
        double[] growth = {Double.MAX_VALUE, Double.MAX_VALUE, Double.MAX_VALUE, Double.MAX_VALUE};
        for (int attempt = 0; attempt < 3 && largest(growth) > TOO_MUCH; attempt++) {
            long[] small = measure(few);
            long[] large = measure(many);
            for (int i = 0; i < growth.length; i++) {
                growth[i] = Math.min(growth[i], (double) large[i] / Math.max(UNMEASURABLE_NANOS, small[i]));
            }
        }
        assertThat(growth[0]).as("reading").isLessThan(TOO_MUCH);
        assertThat(growth[1]).as("reports and orders").isLessThan(TOO_MUCH);
        assertThat(growth[2]).as("rules").isLessThan(TOO_MUCH);
        assertThat(growth[3]).as("anonymising").isLessThan(TOO_MUCH);
    }

    private long[] measure(byte[] message) {
        long[] at = new long[5];
        at[0] = threads.getCurrentThreadCpuTime();
        LdtFile file = LdtReader.read(message);
        at[1] = threads.getCurrentThreadCpuTime();
        for (LdtPackage read : file.packages()) {
            LdtReports.of(read);
            LdtOrders.of(read);
        }
        at[2] = threads.getCurrentThreadCpuTime();
        LdtValidator.of(Strictness.IMPORT).check(file);
        at[3] = threads.getCurrentThreadCpuTime();
        byte[] copy = LdtAnonymiser.of(1).anonymise(message);
        at[4] = threads.getCurrentThreadCpuTime();
        assertThat(copy).isNotEmpty();
        return new long[] {at[1] - at[0], at[2] - at[1], at[3] - at[2], at[4] - at[3]};
    }

    private static double largest(double[] growth) {
        double largest = 0;
        for (double each : growth) {
            largest = Math.max(largest, each);
        }
        return largest;
    }

    private interface Piece {
        void write(LdtText text, int i);
    }

    private static Arguments shape(String name, Shape shape) {
        return Arguments.of(name, shape);
    }

    private static Shape flat(String record, Piece piece) {
        return n -> {
            LdtText text = new LdtText()
                    .field("8000", "8220")
                    .field("9212", "LDT1014.01")
                    .field("9106", "4");
            text.field("8000", record).field("8401", "E").field("8410", "K");
            for (int i = 0; i < n; i++) {
                piece.write(text, i);
            }
            return text.ended();
        };
    }

    private static Shape headed(String field, String record) {
        return n -> {
            LdtText text = new LdtText()
                    .field("8000", "8220")
                    .field("9212", "LDT1014.01")
                    .field("9106", "4");
            for (int i = 0; i < n; i++) {
                text.field(field, String.valueOf(100_000_000 + i));
            }
            for (int i = 0; i < n; i++) {
                text.field("8000", record).field("8310", "A" + i);
            }
            return text.ended();
        };
    }

    private static LdtText nested() {
        return new LdtText().record("8220").field("0001", "LDT3.2.20");
    }

    private static LdtText result(String role, String type) {
        LdtText text = nested().record("8205");
        return text.open("8135", "Laborergebnisbericht", "Obj_0035").open(role, "UE", type);
    }

    /** In letters: "MAAB". */
    private static String name(String first, int i) {
        StringBuilder name = new StringBuilder(first);
        for (int left = i, k = 0; k < 4; k++, left /= 26) {
            name.append((char) ('a' + left % 26));
        }
        return name.toString();
    }
}
