package health.careloop.ldt.clinical;

import health.careloop.ldt.LdtText;

/** A report and an order of each generation with every line the mapping names. */
final class MappingMessages {
    private MappingMessages() {}

    static byte[] flat() {
        return LdtText.flat(
                LdtText.header()
                        .field("0212", "123456601")
                        .field("0211", "Dr. Linde")
                        .field("0223", "555555300")
                        .field("0222", "003456788"),
                new LdtText.Flat("8201")
                        .field("8310", "A-4711")
                        .field("8311", "26-000815")
                        .field("8301", "20260114")
                        .field("8302", "20260115")
                        .field("3101", "Prüfling")
                        .field("8401", "E")
                        .field("8615", "123456601")
                        .field("8410", "K")
                        .field("8411", "Kalium")
                        .field("8418", "K")
                        .field("8424", "1")
                        .field("8428", "SE")
                        .field("8429", "12")
                        .field("8430", "Serum")
                        .field("8431", "leicht trüb")
                        .field("8432", "20260114")
                        .field("8433", "0715")
                        .field("8420", ">6,80")
                        .field("8421", "mmol/l")
                        .field("8480", "Wert kontrolliert")
                        .field("8470", "Bitte Kontrolle")
                        .field("8460", "3.5 - 5.1")
                        .field("8461", "3.5")
                        .field("8462", "5.1")
                        .field("8422", "++")
                        .field("8490", "Lipämisches Serum"));
    }

    private static LdtText head(String type) {
        return new LdtText()
                .record(type)
                .open("8132", "Kopfdaten", "Obj_0032")
                .field("0001", "LDT3.2.20")
                .close();
    }

    private static LdtText practice(LdtText ldt) {
        return ldt.open("8122", "Einsenderidentifikation", "Obj_0022")
                .field("7321", "01")
                .field("8312", "4711")
                .open("8114", "Arztidentifikation", "Obj_0014")
                .field("0212", "123456601")
                .field("0223", "555555300")
                .field("0222", "003456788")
                .close()
                .open("8119", "Betriebsstaette", "Obj_0019")
                .field("0201", "123456700")
                .close()
                .close();
    }

    static byte[] nested() {
        LdtText ldt = head("8220")
                .open("8119", "Betriebsstaette", "Obj_0019")
                .field("0201", "994567890")
                .close()
                .record("8205");
        practice(ldt)
                .open("8145", "Patient", "Obj_0045")
                .field("3119", "X110411675")
                .field("3000", "P-17")
                .close()
                .open("8117", "Befundinformationen", "Obj_0017")
                .field("8310", "A-4711")
                .field("8311", "26-000815")
                .field("7305", "26-000815-1")
                .field("8401", "2")
                .timestamp("8216", "Timestamp_Befunderstellung", "20260115", "104500")
                .close()
                .open("8137", "Material", "Obj_0037")
                .field("7364", "S1")
                .field("8428", "SE")
                .field("8430", "Serum")
                .field("8431", "leicht trüb")
                .timestamp("8219", "Timestamp_Materialabnahme_entnahme", "20260114", "071500")
                .close()
                .open("8135", "Laborergebnisbericht", "Obj_0035");
        potassium(ldt);
        culture(ldt);
        return ldt.close()
                .text("8167", "Zusaetzliche_Informationen", "Lipämisches Serum", "Bitte Kontrolle")
                .open("8110", "Anhang", "Obj_0010")
                .field("9970", "100")
                .open("8242", "base64-kodierte_Anlage", "Obj_0068")
                .field("6329", "JVBERi0=")
                .close()
                .field("6303", "PDF")
                .field("6327", "Befund")
                .close()
                .open("8110", "Anhang", "Obj_0010")
                .field("9970", "100")
                .field("6305", "befund.pdf")
                .field("6303", "PDF")
                .close()
                .trailer("8221");
    }

    private static void potassium(LdtText ldt) {
        ldt.open("8160", "UE_Klinische_Chemie", "Obj_0060")
                .field("7304", "R1")
                .field("7364", "S1")
                .field("8410", "K")
                .field("8411", "Kalium")
                .field("8418", "08")
                .field("7302", "ISE")
                .field("7306", "03")
                .field("8420", ">7.10")
                .field("8419", "1")
                .field("8421", "mmol/l")
                .open("8142", "Normalwert", "Obj_0042")
                .field("8424", "20")
                .field("8460", "Erwachsene")
                .field("8461", "3.5")
                .field("8419", "1")
                .field("8421", "mmol/L")
                .field("8462", "5.1")
                .field("7316", "Männer")
                .field("7363", "2.8")
                .field("7371", "6.2")
                .field("8422", "!H")
                .open("8126", "Fehlermeldung_Aufmerksamkeit", "Obj_0026")
                .field("7280", "2")
                .text("8167", "Zusaetzliche_Informationen", "Telefonisch durchgegeben.")
                .close()
                .close()
                .timestamp("8225", "Timestamp_Messung", "20260115", "093000")
                .text("8237", "Ergebnistext", "Wert kontrolliert")
                .text("8236", "Testbezogene_Hinweise", "nicht hämolytisch")
                .field("7306", "01")
                .field("8420", "27.7")
                .field("8419", "2")
                .field("8421", "mg/dl")
                .timestamp("8225", "Timestamp_Messung", "20260115", "094000")
                .text("8237", "Ergebnistext", "umgerechnet")
                .close();
    }

    private static void culture(LdtText ldt) {
        ldt.open("8161", "UE_Mikrobiologie", "Obj_0061")
                .field("7304", "M1")
                .field("7364", "S1")
                .field("7260", "1")
                .field("7251", "LOINC 2.78")
                .field("7365", "6463-4")
                .field("7366", "Bacteria")
                .field("7281", "5")
                .field("8418", "06")
                .field("7354", "01")
                .field("7355", "Escherichia coli")
                .field("7357", "3")
                .field("7293", "10^5 KBE/ml")
                .text("8236", "Testbezogene_Hinweise", "hämolysierend")
                .field("7286", "1")
                .open("8111", "Antibiogramm", "Obj_0011")
                .field("7287", "Ampicillin")
                .field("7354", "01")
                .field("7367", "R")
                .field("7289", "32")
                .close()
                .text("8237", "Ergebnistext", "Signifikant")
                .close();
    }

    static byte[] flatOrder() {
        byte[] report = LdtText.flat(
                new LdtText.Flat("8230")
                        .field("9212", "LDT1014.01")
                        .field("0201", "123456700")
                        .field("9106", "4"),
                new LdtText.Flat("8218")
                        .field("8310", "A1")
                        .field("8313", "1")
                        .field("3101", "Prüfling")
                        .field("3119", "X110411675")
                        .field("8410", "K"));
        // The closing record of an order has another number of the same length.
        return new String(report, LdtText.LATIN_9)
                .replace("80008221", "80008231")
                .getBytes(LdtText.LATIN_9);
    }

    static byte[] nestedOrder() {
        LdtText ldt = head("8230").field("7265", "1").record("8215");
        return practice(ldt)
                .open("8145", "Patient", "Obj_0045")
                .field("3105", "X110411675")
                .close()
                .open("8113", "Auftragsinformation", "Obj_0013")
                .field("8310", "A1")
                .field("8313", "N1")
                .close()
                .open("8159", "Untersuchungsanforderung", "Obj_0059")
                .field("8410", "K")
                .field("7303", "99")
                .close()
                .trailer("8231");
    }
}
