package health.careloop.ldt.write;

import health.careloop.ldt.Generation;
import health.careloop.ldt.RecordType;
import java.util.HashMap;
import java.util.Map;

/** Which call of the builders a field comes from, so that a refusal can name it. */
final class BuilderCalls {
    private static final Map<String, String> REPORT = new HashMap<>();
    private static final Map<String, String> HEADER_LDT2 = new HashMap<>();
    private static final Map<String, String> HEADER_LDT3 = new HashMap<>();

    static {
        put(REPORT, "ReportBuilder.report(…)", "8311");
        put(REPORT, "ReportBuilder.order(…)", "8310");
        put(REPORT, "ReportBuilder.number(…)", "7305");
        put(REPORT, "ReportBuilder.practice(…)", "0200 0201 0203 0212 8119 8312 8122");
        put(REPORT, "ReportBuilder.orderedBy(…)", "8615");
        put(REPORT, "ReportBuilder.hospitalPhysician(…)", "0223");
        put(REPORT, "ReportBuilder.asvTeam(…)", "0222");
        put(REPORT, "ReportBuilder.patient(…)", "3101 3102 3103 3110 8407 8145 8147");
        put(REPORT, "ReportBuilder.styled(…)", "3100 3104 3120");
        put(REPORT, "ReportBuilder.patientNumbers(…)", "3000 3119");
        put(REPORT, "ReportBuilder.status(…)", "8401");
        put(REPORT, "ReportBuilder.receivedOn(…)", "8301 8215");
        put(REPORT, "ReportBuilder.reportedAt(…)", "8302 8303 8216 8221");
        put(REPORT, "ReportBuilder.offset(…)", "7273");
        put(REPORT, "ReportBuilder.specimen(…)", "7364 8137 8219 8428 8430 8432 8433");
        put(REPORT, "ReportBuilder.specimenNote(…)", "8431");
        put(REPORT, "ReportBuilder.result(…)", "8135 8160 8410 8411");
        put(REPORT, "ReportBuilder.culture(…)", "8161 8434");
        put(REPORT, "ReportBuilder.note(…)", "8490 8405");
        put(REPORT, "ReportBuilder.attach(…)", "8110 8242 6303 6305 6327 6329 9970");
        put(REPORT, "ResultBuilder.id(…)", "7304");
        put(REPORT, "ResultBuilder.catalogue(…)", "7260 7251 7365 7366");
        put(REPORT, "ResultBuilder.value(…)", "7306 8419 8420 8421");
        put(REPORT, "ResultBuilder.range(…)", "8142 8424 8460 8461 8462");
        put(REPORT, "ResultBuilder.alarm(…)", "7363 7371");
        put(REPORT, "ResultBuilder.flag(…)", "8422");
        put(REPORT, "ResultBuilder.attention(…)", "7280 8126");
        put(REPORT, "ResultBuilder.status(…)", "8418");
        put(REPORT, "ResultBuilder.text(…)", "8237 8480");
        put(REPORT, "ResultBuilder.note(…)", "8470");
        put(REPORT, "ResultBuilder.measuredAt(…)", "8225");
        put(REPORT, "ResultBuilder.method(…)", "7302");
        put(
                REPORT,
                "ResultBuilder.culture(…)",
                "7281 7286 7287 7289 7290 7293 7301 7354 7355 7357 7367 7369 7370 7424 7427 8111");
        put(HEADER_LDT2, "ReportBuilder.practice(…)", "0201 0203 0212 8312");
        put(HEADER_LDT2, "ReportBuilder.hospitalPhysician(…)", "0223");
        put(HEADER_LDT2, "ReportBuilder.asvTeam(…)", "0222");
        put(HEADER_LDT2, "Envelope.physician(…)", "0211");
        put(HEADER_LDT2, "Envelope.practice(…)", "0205 0215 0216");
        put(HEADER_LDT2, "ReportBuilder.lab(…)", "8300 8320");
        put(HEADER_LDT2, "Envelope.laboratory(…)", "8321 8322 8323");
        put(HEADER_LDT2, "Envelope.of(…)", "0101 9103");
        put(HEADER_LDT3, "ReportBuilder.lab(…)", "0200 0201 0203 1250 8316 8119");
        put(HEADER_LDT3, "Envelope.contact(…)", "3101 3102 3104 8147");
        put(HEADER_LDT3, "Envelope.laboratory(…)", "3107 3109 3112 3113");
        put(HEADER_LDT3, "Envelope.of(…)", "0103 0105 0132 8218");
        put(HEADER_LDT3, "Envelope.at(…)", "7273");
    }

    private BuilderCalls() {}

    private static void put(Map<String, String> calls, String call, String fields) {
        for (String field : fields.split(" ")) {
            calls.put(field, call);
        }
    }

    /** "" when no single call makes the field. */
    static String of(Generation generation, String record, String field) {
        Map<String, String> calls =
                !RecordType.isHeader(record) ? REPORT : generation == Generation.LDT2 ? HEADER_LDT2 : HEADER_LDT3;
        return calls.getOrDefault(field, "");
    }
}
