package health.careloop.bench.isolation;

import health.careloop.ldt.LdtCharset;
import health.careloop.ldt.write.LdtWriter;

/** A small LDT 2 report: who, under which number, from whom, with what to say. */
record Letter(String familyName, String orderNumber, String laboratory, String note) {

    byte[] bytes() {
        return LdtWriter.ldt2(LdtCharset.ISO_8859_15)
                .lenient()
                .record("8220")
                .field("9212", "LDT1014.01")
                .field("0201", "123456700")
                .field("0203", "Praxis Testberg")
                .field("8320", laboratory)
                .field("9106", "4")
                .field("9103", "20261120")
                .record("8201")
                .field("8310", orderNumber)
                .field("8301", "20261119")
                .field("8302", "20261120")
                .field("3101", familyName)
                .field("3102", "Konrad")
                .field("3103", "19580317")
                .field("8401", "E")
                .field("8410", "K")
                .field("8411", "Kalium")
                .field("8420", "4.2")
                .field("8421", "mmol/l")
                .field("8490", note)
                .bytes();
    }
}
