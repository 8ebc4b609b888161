package health.careloop.ldt.clinical;

import static health.careloop.ldt.clinical.ObjectReportTest.report;
import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.ldt.LdtText;
import health.careloop.ldt.Severity;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Documents in LDT 3, embedded and linked. */
class AttachmentsTest {
    @Test
    void aDocumentIsDecodedStrictly() {
        byte[] pdf = "%PDF-1.7 not a real document".getBytes(LdtText.LATIN_9);
        String text = Base64.getEncoder().encodeToString(pdf);
        LdtReport report = report(ldt -> ldt.open("8110", "Anhang", "Obj_0010")
                .field("9970", "100")
                .open("8242", "base64-kodierte_Anlage", "Obj_0068")
                .field("6329", text.substring(0, 20))
                .field("6329", text.substring(20))
                .close()
                .field("6303", "PDF")
                .close());
        Attachment document = report.attachments().getFirst();
        assertThat(document.name()).isEqualTo("Laborbefund");
        assertThat(document.contentType()).isEqualTo("application/pdf");
        assertThat(document.intact()).isTrue();
        assertThat(document.bytes()).isEqualTo(pdf);
        assertThat(report.faults()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "4d5a9000030000000400,PDF,application/octet-stream,false",
        "89504e470d0a1a0a0000,PDF,image/png,false",
        "255044462d312e370a00,PNG,application/pdf,false",
        "255044462d312e370a00,,application/pdf,true",
        "4d5a9000030000000400,TXT,application/octet-stream,false",
        "68656c6c6f,TXT,text/plain,true",
        "ffd8ffe000104a464946,jpeg,image/jpeg,true"
    })
    void aDocumentIsWhatItsBytesSay(String bytes, @Nullable String format, String type, boolean asAnnounced) {
        byte[] content = HexFormat.of().parseHex(bytes);
        LdtReport report = report(ldt -> {
            LdtText document = ldt.open("8110", "Anhang", "Obj_0010")
                    .field("9970", "100")
                    .open("8242", "base64-kodierte_Anlage", "Obj_0068")
                    .field("6329", Base64.getEncoder().encodeToString(content))
                    .close();
            (format == null ? document : document.field("6303", format)).close();
        });
        Attachment document = report.attachments().getFirst();
        assertThat(document.contentType()).isEqualTo(type);
        assertThat(document.asAnnounced()).isEqualTo(asAnnounced);
        assertThat(document.bytes()).isEqualTo(content);
        assertThat(report.faults()).hasSize(asAnnounced ? 0 : 1);
    }

    @ParameterizedTest
    @CsvSource({"JVBERi0xLj", "JVBE*i0xLjcK", "JVBERi0xLjcKAB==CD=="})
    void aDamagedDocumentIsAFaultAndHasNoBytes(String text) {
        LdtReport report = report(ldt -> ldt.open("8110", "Anhang", "Obj_0010")
                .open("8242", "base64-kodierte_Anlage", "Obj_0068")
                .field("6329", text)
                .close()
                .field("6303", "PDF")
                .close());
        assertThat(report.attachments().getFirst().intact()).isFalse();
        assertThat(report.attachments().getFirst().bytes()).isEmpty();
        assertThat(report.faults()).singleElement().satisfies(fault -> {
            assertThat(fault.severity()).isEqualTo(Severity.ERROR);
            assertThat(fault.sentence().english()).contains("damaged");
        });
    }

    @Test
    void aLinkToAFileIsNamedAndNeverFollowed() {
        LdtReport report = report(ldt -> ldt.open("8110", "Anhang", "Obj_0010")
                .field("6305", "../../etc/passwd")
                .field("6303", "PDF")
                .close());
        assertThat(report.attachments().getFirst().link()).isEqualTo("../../etc/passwd");
        assertThat(report.attachments().getFirst().bytes()).isEmpty();
    }
}
