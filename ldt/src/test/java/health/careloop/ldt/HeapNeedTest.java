package health.careloop.ldt;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class HeapNeedTest {
    @Test
    void linesAreCountedAsAnEditorDoesHoweverTheyEnd() {
        for (String end : new String[] {"\n", "\r\n", "\r"}) {
            assertThat(HeapNeed.lines(bytes("a" + end + "b" + end + "c"))).isEqualTo(3);
        }
        assertThat(HeapNeed.lines(new byte[0])).isEqualTo(1);
    }

    @Test
    void theFirstLineThatHasNoRoomIsNamedAndNoneWhereAllHave() {
        byte[] message = bytes("abc\n".repeat(10));
        long whole = HeapNeed.of(message);
        assertThat(HeapNeed.lineBeyond(message, whole)).isEmpty();
        assertThat(HeapNeed.lineBeyond(message, whole - 1)).hasValue(11);
        assertThat(HeapNeed.lineBeyond(message, HeapNeed.of(8, 2))).hasValue(3);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
