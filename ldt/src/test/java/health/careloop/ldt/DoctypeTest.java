package health.careloop.ldt;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An XML document with a DOCTYPE around LDT: entities are nothing a message may bring along. */
class DoctypeTest {
    private static final String RAW =
            new String(Samples.bytes("Z01L2SYN_iso-8859-15.LDT"), StandardCharsets.ISO_8859_1);

    private static final String LDT = RAW.replace("&", "&amp;").replace("<", "&lt;");

    private static final String BOMB = "<!ENTITY a0 \"lol\">"
            + "<!ENTITY a1 \"&a0;&a0;&a0;&a0;&a0;&a0;&a0;&a0;&a0;&a0;\">"
            + "<!ENTITY a2 \"&a1;&a1;&a1;&a1;&a1;&a1;&a1;&a1;&a1;&a1;\">"
            + "<!ENTITY a3 \"&a2;&a2;&a2;&a2;&a2;&a2;&a2;&a2;&a2;&a2;\">"
            + "<!ENTITY a4 \"&a3;&a3;&a3;&a3;&a3;&a3;&a3;&a3;&a3;&a3;\">"
            + "<!ENTITY a5 \"&a4;&a4;&a4;&a4;&a4;&a4;&a4;&a4;&a4;&a4;\">"
            + "<!ENTITY a6 \"&a5;&a5;&a5;&a5;&a5;&a5;&a5;&a5;&a5;&a5;\">"
            + "<!ENTITY a7 \"&a6;&a6;&a6;&a6;&a6;&a6;&a6;&a6;&a6;&a6;\">"
            + "<!ENTITY a8 \"&a7;&a7;&a7;&a7;&a7;&a7;&a7;&a7;&a7;&a7;\">";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE m>",
                "<!DOCTYPE m [<!ELEMENT m ANY>]>",
                "<?xml version=\"1.0\"?>\n<!-- from the laboratory -->\n<!DOCTYPE m SYSTEM \"file:///etc/hostname\">",
                "\uFEFF<!doctype html>"
            })
    void aDocumentWithADoctypeIsRefusedWithWhatToDo(String prolog) throws IOException {
        refused(prolog + "<m>" + LDT + "</m>");
    }

    @Test
    void entitiesThatGrowAreNotExpanded() throws IOException {
        refused("<!DOCTYPE m [" + BOMB + "]><m>" + LDT + "&a8;</m>");
        refused("<!DOCTYPE m [" + BOMB + "]><m>&a8;</m>");
    }

    /** Scanned for its text alone, the value of the entity would be taken for the message. */
    @Test
    void aMessageThatStandsInAnEntityIsNotTaken() throws IOException {
        refused("<!DOCTYPE m [<!ENTITY ldt '<x>" + LDT + "</x>'>]><m>&ldt;</m>");
    }

    @Test
    void nothingIsFetched(@TempDir Path folder) throws IOException {
        Path secret = Files.writeString(folder.resolve("secret.txt"), LDT, StandardCharsets.ISO_8859_1);
        AtomicInteger asked = new AtomicInteger();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.incrementAndGet();
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        server.start();
        try {
            String url = "http://localhost:" + server.getAddress().getPort() + "/m.dtd";
            refused("<!DOCTYPE m SYSTEM \"" + url + "\"><m>" + LDT + "</m>");
            refused("<!DOCTYPE m [<!ENTITY % d SYSTEM \"" + url + "\"> %d;]><m>" + LDT + "</m>");
            refused("<!DOCTYPE m [<!ENTITY f SYSTEM \"" + secret.toUri() + "\">]><m>&f;</m>");
        } finally {
            server.stop(0);
        }
        assertThat(asked).hasValue(0);
    }

    @Test
    void aPageIsStillCalledAPage() {
        LdtFile file = LdtReader.read(
                bytes("<!DOCTYPE html><html><body>502 Bad Gateway</body></html>"), ReadOptions.DEFAULT.unwrapping());
        assertThat(file.faults().getFirst().sentence().english()).contains("XML or HTML");
    }

    @Test
    void theWordAloneIsNoDoctype() {
        for (String xml : new String[] {
            "<!-- no <!DOCTYPE m> here --><m>" + LDT + "</m>", "<m a='<!DOCTYPE m>'><![CDATA[" + RAW + "]]></m>"
        }) {
            assertThat(LdtReader.read(bytes(xml), ReadOptions.DEFAULT.unwrapping())
                            .readable())
                    .as(xml)
                    .isTrue();
        }
    }

    private static void refused(String xml) throws IOException {
        byte[] message = bytes(xml);
        for (ReadOptions options : new ReadOptions[] {ReadOptions.DEFAULT, ReadOptions.DEFAULT.unwrapping()}) {
            LdtFile file = LdtReader.read(message, options);
            assertThat(file.packages()).isEmpty();
            assertThat(file.bytes()).isEqualTo(message);
            assertThat(file.faults()).singleElement().satisfies(DoctypeTest::saysWhatToDo);
            LdtRecordReader records = LdtRecordReader.of(new ByteArrayInputStream(message), options);
            assertThat(records.next()).isEmpty();
            assertThat(records.faults()).singleElement().satisfies(DoctypeTest::saysWhatToDo);
        }
    }

    private static void saysWhatToDo(Fault fault) {
        assertThat(fault.rule()).isEqualTo("BAS-DIALECT");
        assertThat(fault.severity()).isEqualTo(Severity.FATAL);
        assertThat(fault.sentence().english()).contains("DOCTYPE", "nothing was fetched");
        assertThat(fault.hint().german()).contains("ohne DOCTYPE");
    }

    private static byte[] bytes(String xml) {
        return xml.startsWith("\uFEFF")
                ? xml.getBytes(StandardCharsets.UTF_8)
                : xml.getBytes(StandardCharsets.ISO_8859_1);
    }
}
