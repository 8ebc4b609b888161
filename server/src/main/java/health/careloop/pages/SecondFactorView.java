package health.careloop.pages;

import health.careloop.pages.CodeView.CodeProblem;
import io.nayuki.qrcodegen.QrCode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A person's second factor: to set up ({@code offer}), or set up already ({@code since}).
 *
 * @param needed whether this person cannot do all of their work without one
 * @param next where they were going
 */
public record SecondFactorView(
        boolean needed,
        String next,
        @Nullable Offer offer,
        @Nullable Instant since,
        @Nullable CodeProblem problem,
        @Nullable Duration retryAfter) {

    /**
     * @param sealed the secret as it comes back with the code: nothing is kept until then
     * @param groups the secret in fours, to be typed
     * @param uri what opens an app on this very device, and what the picture says
     */
    public record Offer(String sealed, List<String> groups, String uri, Picture picture) {}

    /** @param side of the square, its quiet border included; {@code path} draws the dark modules */
    public record Picture(int side, String path) {
        /** What a scanner needs around it (ISO/IEC 18004). */
        private static final int QUIET = 4;

        /** As a QR code. A run of dark modules is one stroke: a third of the bytes of one square each. */
        public static Picture of(String text) {
            QrCode code = QrCode.encodeText(text, QrCode.Ecc.MEDIUM);
            StringBuilder path = new StringBuilder();
            for (int y = 0; y < code.size; y++) {
                int x = 0;
                while (x < code.size) {
                    int run = 0;
                    while (code.getModule(x + run, y)) {
                        run++;
                    }
                    if (run > 0) {
                        path.append("M%d %dh%dv1h-%dz".formatted(x + QUIET, y + QUIET, run, run));
                    }
                    x += run + 1;
                }
            }
            return new Picture(code.size + 2 * QUIET, path.toString());
        }
    }
}
