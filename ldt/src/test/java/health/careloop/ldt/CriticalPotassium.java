package health.careloop.ldt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * An invented LDT 3.2.20 report: potassium 7.1 mmol/l, called life-threatening by the laboratory, beside creatinine and
 * sodium. Written to the samples as Z01_SYN_kalium_kritisch.ldt.
 */
public final class CriticalPotassium {
    private CriticalPotassium() {}

    public static void main(String[] target) throws IOException {
        Files.write(Path.of(target[0]), message());
    }

    public static byte[] message() {
        LdtText ldt = new LdtText();
        header(ldt);
        ldt.record("8205");
        practice(ldt);
        patient(ldt);
        ldt.open("8117", "Befundinformationen", "Obj_0017")
                .field("8310", "A-2026-004711")
                .timestamp("8214", "Timestamp_Auftragserteilung", "20260112", "081500")
                .timestamp("8215", "Timestamp_Auftragseingang", "20260112", "093000")
                .field("8311", "26-000815")
                .field("7305", "26-000815-1")
                .field("8401", "2")
                .timestamp("8216", "Timestamp_Befunderstellung", "20260112", "104530")
                .text("8167", "Zusaetzliche_Informationen", "Kalium telefonisch durchgegeben, Rückruf erbeten.")
                .close();
        ldt.open("8137", "Material", "Obj_0037")
                .field("7364", "S260000815")
                .field("8429", "01")
                .field("8428", "SE")
                .field("8430", "Serum")
                .timestamp("8219", "Timestamp_Materialabnahme_entnahme", "20260112", "081000")
                .close();
        ldt.open("8135", "Laborergebnisbericht", "Obj_0035");
        potassium(ldt);
        result(ldt, "KREA", "Kreatinin", "1.9", "mg/dl", "0.7", "1.2", "++", "E260000815-2");
        result(ldt, "NA", "Natrium", "138", "mmol/l", "136", "145", "N", "E260000815-3");
        ldt.timestamp("8221", "Timestamp_Erstellung_Laborergebnisbericht", "20260112", "104500")
                .close();
        return ldt.trailer("8221");
    }

    private static void header(LdtText ldt) {
        ldt.record("8220")
                .open("8132", "Kopfdaten", "Obj_0032")
                .field("0001", "LDT3.2.20")
                .open("8151", "Sendendes_System", "Obj_0051")
                .field("8315", "PRAXIS-7")
                .field("8316", "LABOR-TESTBERG")
                .field("0105", "X/00/0000/00/000")
                .field("0103", "LIS Beispiel")
                .field("0132", "1.0")
                .close()
                .timestamp("8218", "Timestamp_Erstellung_Datensatz", "20260112", "104600")
                .close()
                .open("8136", "Laborkennung", "Obj_0036")
                .open("8239", "Laborbezeichnung", "Obj_0043")
                .field("1250", "Labor Testberg")
                .close()
                .field("7266", "2")
                .close()
                .open("8119", "Betriebsstaette", "Obj_0019")
                .field("0204", "2")
                .field("0203", "Labor Testberg")
                .field("0201", "994567890")
                .close();
    }

    private static void practice(LdtText ldt) {
        ldt.open("8122", "Einsenderidentifikation", "Obj_0022")
                .field("7321", "01")
                .field("8312", "4711")
                .open("8114", "Arztidentifikation", "Obj_0014")
                .open("8147", "Person", "Obj_0047")
                .field("7420", "02")
                .field("3101", "Beispielarzt")
                .field("3102", "Jörg")
                .close()
                .field("0212", "123456601")
                .close()
                .open("8119", "Betriebsstaette", "Obj_0019")
                .field("0204", "1")
                .field("0203", "Praxis Dr. Jörg Beispielarzt")
                .field("0201", "123456700")
                .close()
                .close();
    }

    private static void patient(LdtText ldt) {
        ldt.open("8145", "Patient", "Obj_0045")
                .open("8147", "Person", "Obj_0047")
                .field("7420", "12")
                .field("3101", "Prüfling")
                .field("3102", "Änne")
                .field("3103", "19580317")
                .field("3110", "W")
                .close()
                .field("3119", "X000000000")
                .field("3000", "P-100234")
                .close();
    }

    private static void potassium(LdtText ldt) {
        ldt.open("8160", "UE_Klinische_Chemie", "Obj_0060")
                .field("7304", "E260000815-1")
                .field("7364", "S260000815")
                .field("8410", "K")
                .field("8411", "Kalium")
                .field("8418", "06")
                .field("7302", "ISE")
                .field("7306", "01")
                .field("8420", "7.1")
                .field("8419", "1")
                .field("8421", "mmol/l")
                .open("8142", "Normalwert", "Obj_0042")
                .field("8424", "20")
                .field("8461", "3.5")
                .field("8419", "1")
                .field("8421", "mmol/l")
                .field("8462", "5.1")
                .field("8419", "1")
                .field("8421", "mmol/l")
                .field("7363", "2.8")
                .field("8419", "1")
                .field("8421", "mmol/l")
                .field("7371", "6.2")
                .field("8419", "1")
                .field("8421", "mmol/l")
                .field("8422", "!H")
                .open("8126", "Fehlermeldung_Aufmerksamkeit", "Obj_0026")
                .field("7280", "2")
                .open("8147", "Person", "Obj_0047")
                .field("7420", "07")
                .field("3101", "Laborärztin")
                .field("3102", "Mia")
                .close()
                .text("8167", "Zusaetzliche_Informationen", "Kritischer Wert. Probe nicht hämolytisch, kontrolliert.")
                .close()
                .close()
                .timestamp("8225", "Timestamp_Messung", "20260112", "102000")
                .close();
    }

    private static void result(
            LdtText ldt,
            String code,
            String name,
            String value,
            String unit,
            String low,
            String high,
            String flag,
            String id) {
        ldt.open("8160", "UE_Klinische_Chemie", "Obj_0060")
                .field("7304", id)
                .field("7364", "S260000815")
                .field("8410", code)
                .field("8411", name)
                .field("8418", "06")
                .field("7306", "01")
                .field("8420", value)
                .field("8419", "2")
                .field("8421", unit)
                .open("8142", "Normalwert", "Obj_0042")
                .field("8424", "20")
                .field("8461", low)
                .field("8419", "2")
                .field("8421", unit)
                .field("8462", high)
                .field("8419", "2")
                .field("8421", unit)
                .field("8422", flag)
                .close()
                .timestamp("8225", "Timestamp_Messung", "20260112", "102000")
                .close();
    }
}
