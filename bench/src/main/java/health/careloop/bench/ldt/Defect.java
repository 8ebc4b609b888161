package health.careloop.bench.ldt;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * Mistakes of the kind that readers of such formats really have. Each is planted in turn, and the fuzzer has to find it:
 * a fuzzer that finds nothing is believed only where it would have found these.
 */
enum Defect {
    /** The length is believed, and the content is cut out by it. */
    BELIEVES_THE_LENGTH {
        @Override
        void in(byte[] message) {
            eachLine(message, (start, end) -> {
                String length = text(message, start, start + 3);
                if (length.equals("999") && end + 2 - start < 999 && start + 997 > message.length) {
                    throw new ArrayIndexOutOfBoundsException(start + 997);
                }
            });
        }
    },

    /** Every record, object and result looks for its header from the beginning of the file. */
    LOOKS_BACK {
        @Override
        void in(byte[] message) {
            eachLine(message, (start, end) -> {
                if (HEADED.contains(text(message, start + 3, start + 7))) {
                    int seen = 0;
                    for (int i = 0; i < start; i++) {
                        seen += message[i] == seen ? 2 : 1;
                    }
                    sink = seen;
                }
            });
        }
    },

    /** Objects are read by recursion, without a limit. */
    RECURSES {
        @Override
        void in(byte[] message) {
            descend(message, 0);
        }

        private int descend(byte[] message, int from) {
            for (int at = from; at < message.length; at = Bytes.afterLine(message, at)) {
                if (Bytes.isField(message, at) && Bytes.field(message, at).equals("8002")) {
                    return 1 + descend(message, Bytes.afterLine(message, at));
                }
            }
            return 0;
        }
    },

    /** A number is written out however large its exponent. */
    WRITES_NUMBERS_OUT {
        @Override
        void in(byte[] message) {
            eachLine(message, (start, end) -> {
                String content = text(message, Math.min(end, start + 7), end);
                if (content.matches("[0-9.]{1,10}E[0-9]{8}")) {
                    sink = new BigDecimal(content).toPlainString().length();
                }
            });
        }
    },

    /** A CR at the end of what arrived is taken for the whole line break. */
    FORGETS_THE_EDGE {
        @Override
        void in(byte[] message) {}

        @Override
        Subject plantedIn(Subject library) {
            return new Library(EdgeLosing::new);
        }
    },

    /** A package that is opened twice is waited for. */
    WAITS_FOR_THE_TRAILER {
        @Override
        void in(byte[] message) {
            String text = text(message, 0, message.length);
            int first = text.indexOf("0138000822");
            while (first >= 0
                    && text.indexOf("8221", first) < 0
                    && !Thread.currentThread().isInterrupted()) {
                sink++;
            }
        }
    };

    private static final Set<String> HEADED = Set.of("8000", "8002", "8410");

    /** Keeps the compiler from leaving out what is computed for nothing. */
    static volatile int sink;

    interface Line {
        void at(int start, int end);
    }

    abstract void in(byte[] message);

    /** The same subject with this mistake. */
    Subject plantedIn(Subject subject) {
        return message -> {
            in(message);
            subject.examine(message);
        };
    }

    private static void eachLine(byte[] message, Line line) {
        for (int at = 0; at < message.length; at = Bytes.afterLine(message, at)) {
            if (Bytes.isField(message, at)) {
                line.at(at, Bytes.lineEnd(message, at));
            }
        }
    }

    private static String text(byte[] message, int from, int to) {
        return new String(message, from, to - from, StandardCharsets.ISO_8859_1);
    }
}
