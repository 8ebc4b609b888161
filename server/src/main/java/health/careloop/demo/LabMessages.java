package health.careloop.demo;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/** What the simulated laboratory writes, in both generations of LDT. */
final class LabMessages {
    static final String LAB = "Labor Testberg";
    private static final DateTimeFormatter DAY = DateTimeFormatter.BASIC_ISO_DATE;

    private final String practiceBsnr;
    private final String practiceName;
    private final LocalDateTime now;

    LabMessages(String practiceBsnr, String practiceName, LocalDateTime now) {
        this.practiceBsnr = practiceBsnr;
        this.practiceName = practiceName;
        this.now = now;
    }

    /** LDT 2: 8220, one 8201, 8221. */
    byte[] ldt2(Person person, String order, String labOrder, String status, List<Value> values, String... notes) {
        return ldt2(identity(person, order), labOrder, status, values, notes);
    }

    /** A report that says neither whose it is nor which order it answers. */
    byte[] ldt2ForNobody(String labOrder, List<Value> values) {
        return ldt2(List.of(), labOrder, "E", values);
    }

    private byte[] ldt2(List<String[]> identity, String labOrder, String status, List<Value> values, String... notes) {
        LocalDate today = now.toLocalDate();
        List<String[]> report = new ArrayList<>(identity.isEmpty() ? List.of() : identity.subList(0, 1));
        report.add(field("8311", labOrder));
        report.add(field("8301", DAY.format(today.minusDays(1))));
        report.add(field("8302", DAY.format(today)));
        if (!identity.isEmpty()) {
            report.addAll(identity.subList(1, identity.size()));
        }
        report.add(field("8401", status));
        report.add(field("8609", "K"));
        for (Value value : values) {
            report.add(field("8410", value.code()));
            report.add(field("8411", value.name()));
            report.add(field("8432", DAY.format(today.minusDays(1))));
            report.add(field("8433", "0745"));
            report.add(field("8420", value.value()));
            add(report, "8421", value.unit());
            add(report, "8461", value.low());
            add(report, "8462", value.high());
            add(report, "8422", value.flag());
        }
        for (String note : notes) {
            report.add(field("8490", note));
        }
        return new LdtText()
                .record(
                        "8220",
                        List.of(
                                field("9212", "LDT1014.01"),
                                field("0201", practiceBsnr),
                                field("0203", practiceName),
                                field("0212", "123456601"),
                                field("0211", "Dr. med. Linda Linde"),
                                field("8300", "LABT"),
                                field("8320", LAB),
                                field("8321", "Prüfweg 2"),
                                field("8322", "12345"),
                                field("8323", "Testberg"),
                                field("9106", "4"),
                                field("8312", "4711"),
                                field("9103", DAY.format(today))))
                .record("8201", report)
                .trailer()
                .bytes();
    }

    /** LDT 3.2.20: 8220, one 8205, 8221. With {@code lifeThreatening} the laboratory asks for attention (7280 = 2). */
    byte[] ldt3(
            Person person, String order, String labOrder, boolean lifeThreatening, List<Value> values, String note) {
        LdtText text = new LdtText();
        text.line("8000", "8220");
        text.object("Kopfdaten", "8132", "Obj_0032", () -> {
            text.line("0001", "LDT3.2.20");
            text.object(
                    "Sendendes_System",
                    "8151",
                    "Obj_0051",
                    () -> text.line("8315", "LINDE0001")
                            .line("8316", "LABTESTBERG01")
                            .line("0105", "X/39/1501/36/abc")
                            .line("0103", "TestLIS")
                            .line("0132", "1.0"));
            timestamp(text, "Timestamp_Erstellung_Datensatz", "8218", now);
        });
        text.object("Laborkennung", "8136", "Obj_0036", () -> {
            text.object("Laborbezeichnung", "8239", "Obj_0043", () -> text.line("1250", LAB));
            text.line("7266", "1");
        });
        text.object(
                "Betriebsstaette",
                "8119",
                "Obj_0019",
                () -> text.line("0204", "2").line("0204", "5").line("0203", LAB).line("0201", "994567800"));
        text.line("8001", "8220").line("8000", "8205");
        text.object("Einsenderidentifikation", "8122", "Obj_0022", () -> {
            text.line("7321", "01").line("8312", "4711");
            text.object("Arztidentifikation", "8114", "Obj_0014", () -> text.line("0212", "123456601"));
            text.object(
                    "Betriebsstaette",
                    "8119",
                    "Obj_0019",
                    () -> text.line("0204", "1")
                            .line("0204", "5")
                            .line("0203", practiceName)
                            .line("0201", practiceBsnr));
        });
        text.object("Patient", "8145", "Obj_0045", () -> {
            text.object(
                    "Person",
                    "8147",
                    "Obj_0047",
                    () -> text.line("7420", "12")
                            .line("3101", person.family())
                            .line("3102", person.given())
                            .line("3103", person.birthDate())
                            .line("3110", person.sex()));
            text.line("3000", person.number());
        });
        text.object("Befundinformationen", "8117", "Obj_0017", () -> {
            text.line("8310", order);
            text.line("8311", labOrder).line("7305", labOrder + "-1").line("8401", "2");
            timestamp(text, "Timestamp_Befunderstellung", "8216", now);
        });
        text.object("Material", "8137", "Obj_0037", () -> {
            text.line("7364", "M1").line("8429", "01").line("8428", "SE").line("8430", "Serum");
            timestamp(text, "Timestamp_Materialabnahme_entnahme", "8219", now.minusHours(4));
        });
        text.object("Laborergebnisbericht", "8135", "Obj_0035", () -> {
            for (int i = 0; i < values.size(); i++) {
                observation(text, values.get(i), i, lifeThreatening, note);
            }
            timestamp(text, "Timestamp_Erstellung_Laborergebnisbericht", "8221", now);
        });
        text.line("8001", "8205");
        return text.digestTrailer().bytes();
    }

    private void observation(LdtText text, Value value, int index, boolean lifeThreatening, String note) {
        text.object("UE_Klinische_Chemie", "8160", "Obj_0060", () -> {
            text.line("7304", "ERG" + (index + 1)).line("7364", "M1");
            text.line("8410", value.code()).line("8411", value.name()).line("8418", "06");
            text.line("7306", "01")
                    .line("8420", value.value())
                    .line("8419", "1")
                    .line("8421", value.unit());
            text.object("Normalwert", "8142", "Obj_0042", () -> {
                text.line("8424", "20");
                text.line("8461", value.low()).line("8419", "1").line("8421", value.unit());
                text.line("8462", value.high()).line("8419", "1").line("8421", value.unit());
                text.line("8422", value.flag().isEmpty() ? "N" : value.flag());
                if (value.flag().startsWith("!")) {
                    text.object("Fehlermeldung_Aufmerksamkeit", "8126", "Obj_0026", () -> {
                        text.line("7280", lifeThreatening ? "2" : "1");
                        text.object("Zusaetzliche_Informationen", "8167", "Obj_0068", () -> text.line("3564", note));
                    });
                }
            });
            timestamp(text, "Timestamp_Messung", "8225", now.minusMinutes(30));
        });
    }

    private static void timestamp(LdtText text, String role, String roleField, LocalDateTime at) {
        text.object(
                role,
                roleField,
                "Obj_0054",
                () -> text.line("7278", DAY.format(at))
                        .line("7279", DateTimeFormatter.ofPattern("HHmmss").format(at)));
    }

    private static List<String[]> identity(Person person, String order) {
        return List.of(
                field("8310", order),
                field("3101", person.family()),
                field("3102", person.given()),
                field("3103", person.birthDate()),
                field("3110", person.sex()));
    }

    private static void add(List<String[]> fields, String id, String content) {
        if (!content.isEmpty()) {
            fields.add(field(id, content));
        }
    }

    private static String[] field(String id, String content) {
        return new String[] {id, content};
    }
}
