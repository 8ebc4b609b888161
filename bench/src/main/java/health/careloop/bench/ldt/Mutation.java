package health.careloop.bench.ldt;

import static health.careloop.bench.ldt.Bytes.ascii;
import static health.careloop.bench.ldt.Bytes.joined;
import static health.careloop.bench.ldt.Bytes.replaced;
import static health.careloop.bench.ldt.Bytes.slice;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.random.RandomGenerator;

/** One kind of damage that a message takes on its way, or that somebody does to it. */
enum Mutation {
    FLIP_BITS {
        @Override
        byte[] of(byte[] message, RandomGenerator random) {
            byte[] bytes = message.clone();
            for (int i = random.nextInt(1, 9); i > 0; i--) {
                bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            }
            return bytes;
        }
    },

    REPLACE_BYTES {
        @Override
        byte[] of(byte[] message, RandomGenerator random) {
            byte[] bytes = message.clone();
            for (int i = random.nextInt(1, 9); i > 0; i--) {
                bytes[random.nextInt(bytes.length)] =
                        random.nextBoolean() ? LIKELY[random.nextInt(LIKELY.length)] : (byte) random.nextInt(256);
            }
            return bytes;
        }
    },

    TRUNCATE {
        @Override
        byte[] of(byte[] message, RandomGenerator random) {
            int at = random.nextInt(message.length);
            return random.nextInt(3) == 0 ? slice(message, at, message.length) : slice(message, 0, at);
        }
    },

    CUT_OUT {
        @Override
        byte[] of(byte[] message, RandomGenerator random) {
            int from = random.nextInt(message.length);
            int length = Math.min(message.length - from, 1 + random.nextInt(random.nextBoolean() ? 4 : 800));
            return replaced(message, from, from + length, new byte[0]);
        }
    },

    INSERT_NOISE {
        @Override
        byte[] of(byte[] message, RandomGenerator random) {
            byte[] noise = new byte[random.nextInt(1, random.nextInt(8) == 0 ? 3000 : 20)];
            random.nextBytes(noise);
            int at = random.nextInt(message.length);
            return replaced(message, at, at, noise);
        }
    },

    REPEAT_LINES {
        @Override
        byte[] of(byte[] message, RandomGenerator random) {
            int from = Bytes.someLine(message, random);
            int to = from;
            for (int i = random.nextInt(1, 20); i > 0; i--) {
                to = Bytes.afterLine(message, to);
            }
            return replaced(message, to, to, Bytes.repeated(slice(message, from, to), random.nextInt(1, 30)));
        }
    },

    MOVE_LINE {
        @Override
        byte[] of(byte[] message, RandomGenerator random) {
            int from = Bytes.someLine(message, random);
            int to = Bytes.afterLine(message, from);
            byte[] line = slice(message, from, to);
            byte[] rest = replaced(message, from, to, new byte[0]);
            int at = Bytes.someLine(rest, random);
            return replaced(rest, at, at, line);
        }
    },

    DROP_LINE {
        @Override
        byte[] of(byte[] message, RandomGenerator random) {
            int from = Bytes.someLine(message, random);
            return replaced(message, from, Bytes.afterLine(message, from), new byte[0]);
        }
    },

    /** The three digits say something else than what follows. */
    LIE_ABOUT_LENGTH {
        @Override
        byte[] of(byte[] message, RandomGenerator random) {
            int at = Bytes.someLine(message, random);
            if (!Bytes.isField(message, at)) {
                return message;
            }
            byte[] bytes = message.clone();
            int said = Integer.parseInt(new String(bytes, at, 3, StandardCharsets.US_ASCII));
            String lie = switch (random.nextInt(8)) {
                case 0 -> "000";
                case 1 -> "999";
                case 2 -> "008";
                case 3 -> "9 9";
                case 4 -> "%03d".formatted(random.nextInt(1000));
                case 5 -> "%03d".formatted(Math.max(0, said - 1));
                case 6 -> "%03d".formatted(Math.min(999, said + 1));
                // Reaches to the end of the next line.
                default -> "%03d".formatted(Math.min(999, said + Bytes.afterLine(bytes, at + said) - at - said));
            };
            System.arraycopy(ascii(lie), 0, bytes, at, 3);
            return bytes;
        }
    },

    OTHER_FIELD {
        @Override
        byte[] of(byte[] message, RandomGenerator random) {
            int at = Bytes.someLine(message, random);
            int from = Bytes.someLine(message, random);
            if (!Bytes.isField(message, at) || !Bytes.isField(message, from)) {
                return message;
            }
            String field = random.nextBoolean()
                    ? Bytes.field(message, from)
                    : random.nextBoolean()
                            ? "%04d".formatted(random.nextInt(10_000))
                            : FRAMING.get(random.nextInt(FRAMING.size()));
            return replaced(message, at + 3, at + 7, ascii(field));
        }
    },

    /** Content that is hard to understand, with the right length in front of it. */
    OTHER_CONTENT {
        @Override
        byte[] of(byte[] message, RandomGenerator random) {
            int at = Bytes.someLine(message, random);
            if (!Bytes.isField(message, at)) {
                return message;
            }
            String content = random.nextInt(20) == 0
                    ? "9".repeat(random.nextInt(1, 991))
                    : CONTENTS.get(random.nextInt(CONTENTS.size()));
            byte[] line = Bytes.line(Bytes.field(message, at), content);
            return replaced(message, at, Bytes.afterLine(message, at), line);
        }
    },

    /** Blanks around a content: the first thing a careless reader loses. */
    BLANKS {
        @Override
        byte[] of(byte[] message, RandomGenerator random) {
            int at = Bytes.someLine(message, random);
            if (!Bytes.isField(message, at)) {
                return message;
            }
            byte[] content = slice(message, at + 7, Math.max(at + 7, Bytes.lineEnd(message, at)));
            byte[] blanks = ascii(" ".repeat(random.nextInt(1, 5)));
            byte[] padded = random.nextBoolean() ? joined(content, blanks) : joined(blanks, content);
            return replaced(message, at, Bytes.afterLine(message, at), Bytes.line(Bytes.field(message, at), padded));
        }
    },

    /** Objects in objects, closed or not, few or thousands. */
    NEST {
        @Override
        byte[] of(byte[] message, RandomGenerator random) {
            int at = Bytes.afterLine(message, Bytes.someLine(message, random));
            int depth = 1 << random.nextInt(random.nextInt(50) == 0 ? 14 : 8);
            String type = OBJECTS.get(random.nextInt(OBJECTS.size()));
            byte[] open = joined(Bytes.line("8160", "UE_Klinische_Chemie"), Bytes.line("8002", type));
            byte[] close = Bytes.line("8003", type);
            return replaced(
                    message,
                    at,
                    at,
                    joined(
                            Bytes.repeated(open, depth),
                            Bytes.line("8410", "NEST"),
                            Bytes.repeated(close, random.nextInt(3) == 0 ? random.nextInt(depth + 1) : depth)));
        }
    },

    LINE_BREAKS {
        @Override
        byte[] of(byte[] message, RandomGenerator random) {
            String other = List.of("\n", "\r", "\n\r", "\r\r\n", "\r\n\r\n", "\u0085", "\u0000", "")
                    .get(random.nextInt(8));
            boolean all = random.nextBoolean();
            return ascii(Charsets.each(message, "\r\n", other, () -> all || random.nextInt(10) == 0));
        }
    },

    CHARSET {
        @Override
        byte[] of(byte[] message, RandomGenerator random) {
            return Charsets.confused(message, random);
        }
    },

    /** A whole message again, as senders do that append to a file. */
    CONCATENATE {
        @Override
        byte[] of(byte[] message, RandomGenerator random) {
            return Bytes.repeated(message, random.nextInt(2, random.nextInt(10) == 0 ? 12 : 4));
        }
    };

    /** An object that nobody closes. */
    static final byte[] OPENED = joined(Bytes.line("8160", "UE_Klinische_Chemie"), Bytes.line("8002", "Obj_0060"));

    private static final byte[] LIKELY = ascii("0123456789\r\n\t \u00E4\u0084\u0000\u001A<>=ObjE+-.,!HL");

    private static final List<String> FRAMING =
            List.of("8000", "8001", "8002", "8003", "8100", "9106", "9202", "9300", "0001", "9212", "8220", "6329");

    private static final List<String> OBJECTS = List.of("Obj_0060", "Obj_0068", "Obj_0054", "Obj_9999", "Obj_0035", "");

    private static final List<String> CONTENTS = List.of(
            "",
            " ",
            "0",
            "-1",
            "00000000",
            "99999999",
            "20260231",
            "19000229",
            "240000",
            "235960999",
            "UTC+99",
            "UTC\u22122",
            "1E20000000",
            "1E-999999999",
            "1E99999999999999999999",
            "1x10^999999999",
            "5.00E+07",
            "<",
            ">=",
            "<<5",
            "1:0",
            "1:99999999999999999999",
            "+++",
            "!H",
            "!+",
            "07/99",
            "LDT3.9.99",
            "LDT1014.99",
            "8205",
            "8220",
            "8221",
            "Obj_0060",
            "Obj_0010",
            "0123456789012345678901234567890123456789",
            "%PDF-1.7",
            "JVBERi0xLjcK",
            "====",
            "A".repeat(60),
            "\u00E4\u00F6\u00FC\u00DF",
            "\u0084\u0094\u0081",
            "{0} {1} %s %n",
            "<script>alert(1)</script>",
            "' or 1=1 --",
            "\u0000\u0001\u0002",
            "../../../../etc/passwd");

    /** @param message at least one byte; stays as it is */
    abstract byte[] of(byte[] message, RandomGenerator random);
}
