package health.careloop.ldt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LdtTokenizerTest {
    private static final long GIGABYTE = 1L << 30;

    @Test
    void aFieldIsReadWithoutCopyingItsContent() {
        byte[] bytes = ascii("01380008220\r\n0158411Kalium\r\n");
        LdtTokenizer lines = LdtTokenizer.of(bytes);

        assertThat(lines.next()).isTrue();
        assertThat(lines.next()).isTrue();
        assertThat(lines.buffer()).isSameAs(bytes);
        assertThat(lines.offset()).isEqualTo(13);
        assertThat(lines.line()).isEqualTo(2);
        assertThat(lines.declaredLength()).isEqualTo(15);
        assertThat(lines.actualLength()).isEqualTo(15);
        assertThat(lines.fieldId()).isEqualTo(8411);
        assertThat(lines.contentStart()).isEqualTo(20);
        assertThat(lines.content()).isEqualTo(ascii("Kalium"));
        assertThat(lines.ending()).isEqualTo(LineEnding.CRLF);
        assertThat(lines.next()).isFalse();
        assertThat(lines.next()).isFalse();
    }

    @Test
    void everyKindOfLineBreakEndsALine() {
        assertThat(tokens(LdtTokenizer.of(ascii("0108410A\n0108410B\r0108410C\r\n\r\nx"))))
                .containsExactly(
                        "0+9 l1 10/8410 A LF",
                        "9+9 l2 10/8410 B CR",
                        "18+10 l3 10/8410 C CRLF",
                        "28+2 l4 -1/-1  CRLF",
                        "30+1 l5 -1/-1 x NONE");
    }

    @Test
    void aLineBreakInsideATextAndOneThatIsMissingAreSeenByTheDeclaredLength() {
        assertThat(tokens(LdtTokenizer.of(ascii("0138410a\r\nb\r\n0108410A0108411B\r\n0108410C\r\n"))))
                .containsExactly(
                        "0+13 l1 13/8410 a\r\nb INSIDE",
                        "13+8 l3 10/8410 A MISSING",
                        "21+10 l3 10/8411 B CRLF",
                        "31+10 l4 10/8410 C CRLF");
        // The lengths do not fit: one line, as it stands.
        assertThat(tokens(LdtTokenizer.of(ascii("0108410A0128411B\r\n"))))
                .containsExactly("0+18 l1 10/8410 A0128411B CRLF");
    }

    @Test
    void aStreamGivesTheSameLinesAsAnArrayHoweverItArrives() {
        for (long seed = 0; seed < 2000; seed++) {
            Random random = new Random(seed);
            List<String> samples = Samples.own();
            byte[] bytes = Samples.bytes(samples.get(random.nextInt(samples.size())));
            for (int i = 0; i < random.nextInt(5); i++) {
                bytes[random.nextInt(bytes.length)] = (byte) "0\r\n9x".charAt(random.nextInt(5));
            }
            assertThat(tokens(LdtTokenizer.of(new Trickle(bytes, random))))
                    .as("seed %d", seed)
                    .isEqualTo(tokens(LdtTokenizer.of(bytes)));
        }
    }

    @Test
    void manyMegabytesFromAStreamAreTheSameLinesAsFromAnArray() {
        ByteArrayOutputStream large = new ByteArrayOutputStream();
        while (large.size() < 3_000_000) {
            Samples.own().forEach(name -> large.writeBytes(Samples.bytes(name)));
        }
        assertThat(tokens(LdtTokenizer.of(new ByteArrayInputStream(large.toByteArray()))))
                .isEqualTo(tokens(LdtTokenizer.of(large.toByteArray())));
    }

    @Test
    void aGigabyteWithoutALineBreakComesInPiecesFromOneBuffer() {
        LdtTokenizer lines = LdtTokenizer.of(new Endless((byte) '0', GIGABYTE));
        long bytes = 0;
        long pieces = 0;
        byte[] buffer = lines.buffer();
        while (lines.next()) {
            assertThat(lines.offset()).isEqualTo(bytes);
            bytes += lines.actualLength();
            pieces++;
            if (lines.buffer() != buffer || lines.actualLength() > LdtTokenizer.LONGEST || lines.line() != 1) {
                throw new AssertionError("piece " + pieces);
            }
        }
        assertThat(bytes).isEqualTo(GIGABYTE);
        assertThat(pieces).isEqualTo(GIGABYTE / LdtTokenizer.LONGEST);
        assertThat(buffer).hasSize(LdtTokenizer.BUFFER);
    }

    @Test
    void onlyTheFirstPieceOfALongLineHasAFieldNumber() {
        byte[] bytes = ascii("0158411" + "0158411".repeat(20_000) + "\r\n0108410A\r\n");
        List<String> ends = new ArrayList<>();
        LdtTokenizer lines = LdtTokenizer.of(new ByteArrayInputStream(bytes));
        while (lines.next()) {
            ends.add(lines.fieldId() + " " + lines.ending() + " " + lines.line());
        }
        assertThat(ends).containsExactly("8411 CONTINUED 1", "-1 CONTINUED 1", "-1 CRLF 1", "8410 CRLF 2");
    }

    @Test
    void aStreamThatFailsSaysSo() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("cut");
            }
        };
        assertThatThrownBy(() -> LdtTokenizer.of(broken).next()).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void wordAtATimeFindsTheSameBreaksAndHeadsAsByteAtATime() {
        Random random = new Random(5);
        for (int round = 0; round < 200_000; round++) {
            byte[] bytes = new byte[random.nextInt(30)];
            random.nextBytes(bytes);
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = switch (random.nextInt(4)) {
                    case 0 -> (byte) ('0' + random.nextInt(11));
                    case 1 -> (byte) (8 + random.nextInt(8));
                    case 2 -> '5';
                    default -> bytes[i];
                };
            }
            int from = random.nextInt(bytes.length + 1);
            int expected = from;
            while (expected < bytes.length && bytes[expected] != '\r' && bytes[expected] != '\n') {
                expected++;
            }
            String head = new String(bytes, from, Math.min(7, bytes.length - from), StandardCharsets.ISO_8859_1);
            if (LineScan.lineBreak(bytes, from, bytes.length) != expected
                    || LineScan.head(bytes, from, bytes.length)
                            != (head.matches("[0-9]{7}") ? Integer.parseInt(head) : -1)) {
                throw new AssertionError(round + " " + java.util.Arrays.toString(bytes) + " from " + from);
            }
        }
    }

    private static List<String> tokens(LdtTokenizer lines) {
        List<String> tokens = new ArrayList<>();
        while (lines.next()) {
            tokens.add(lines.offset() + "+" + lines.actualLength() + " l" + lines.line() + " " + lines.declaredLength()
                    + "/" + lines.fieldId() + " " + new String(lines.content(), StandardCharsets.ISO_8859_1) + " "
                    + lines.ending());
        }
        return tokens;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** One byte, very often. */
    static final class Endless extends InputStream {
        private final byte value;
        private long left;

        Endless(byte value, long left) {
            this.value = value;
            this.left = left;
        }

        @Override
        public int read() {
            return left-- > 0 ? value : -1;
        }

        @Override
        public int read(byte[] target, int at, int length) {
            if (left <= 0) {
                return -1;
            }
            int given = (int) Math.min(left, length);
            java.util.Arrays.fill(target, at, at + given, value);
            left -= given;
            return given;
        }
    }

    /** As a network gives it: a few bytes at a time. */
    private static final class Trickle extends ByteArrayInputStream {
        private final Random random;

        Trickle(byte[] bytes, Random random) {
            super(bytes);
            this.random = random;
        }

        @Override
        public int read(byte[] target, int at, int length) {
            return super.read(target, at, 1 + random.nextInt(Math.min(length, 300)));
        }
    }
}
