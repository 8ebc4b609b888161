package health.careloop.bench.isolation;

import health.careloop.bench.HttpConnection;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What an asker can tell from an answer, without what differs anyway: ids, moments, traces, nonces, and what was asked.
 */
record Impression(int status, List<String> headers, String body) {
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    private static final Pattern TRACE = Pattern.compile("[0-9a-f]{32}");
    private static final Pattern MOMENT =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d)?(\\.\\d+)?(Z|[+-]\\d\\d:\\d\\d)?");
    /** "just now" is "1 min ago" by the time somebody else looks. */
    private static final Pattern SPOKEN_MOMENT = Pattern.compile("<time\\b[^>]*>[^<]*</time>");

    private static final Pattern CLOCK = Pattern.compile("\\b\\d\\d:\\d\\d\\b");
    private static final Pattern NONCE = Pattern.compile("(nonce[-=]\"?)[A-Za-z0-9+/_=-]+");
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{40,}(\\.[A-Za-z0-9_-]{40,}){0,2}");
    /** A sender's secret, shown when it is made. */
    private static final Pattern SECRET = Pattern.compile("whsec_[A-Za-z0-9+/=]+");

    /** Drawn anew for every look, of one's own account. */
    private static final Pattern OFFER =
            Pattern.compile("(?s)<svg class=\"qr\".*?</svg>|otpauth:[^\"]*|<p class=\"secret\".*?</p>");

    /** Their values say nothing about what was asked for. */
    private static final Set<String> EVER_NEW = Set.of("date", "traceparent", "content-length", "set-cookie");

    static Impression of(HttpConnection.Answer answer, Collection<String> asked) {
        List<String> headers = answer.headers().stream()
                .map(header -> EVER_NEW.contains(header.name().toLowerCase(Locale.ROOT))
                        ? header.name()
                        : header.name() + ": " + plain(header.value(), asked))
                .toList();
        return new Impression(answer.status(), headers, plain(answer.text(), asked));
    }

    private static String plain(String text, Collection<String> asked) {
        String plain = text;
        for (String value : asked) {
            plain = plain.replace(value, "<asked>");
        }
        plain = OFFER.matcher(plain).replaceAll("<offer>");
        plain = SECRET.matcher(plain).replaceAll("<secret>");
        plain = SPOKEN_MOMENT.matcher(plain).replaceAll("<moment>");
        plain = ID.matcher(plain).replaceAll("<id>");
        plain = MOMENT.matcher(plain).replaceAll("<moment>");
        plain = NONCE.matcher(plain).replaceAll("$1<nonce>");
        plain = TRACE.matcher(plain).replaceAll("<trace>");
        plain = TOKEN.matcher(plain).replaceAll("<token>");
        return CLOCK.matcher(plain).replaceAll("<time>").replace("<asked>", "<id>");
    }

    /** Where two answers part, in a few words; empty when nobody can tell them apart. */
    String differenceFrom(Impression other) {
        if (status != other.status) {
            return "status " + status + " and " + other.status;
        }
        if (!headers.equals(other.headers)) {
            return "headers "
                    + headers.stream().filter(h -> !other.headers.contains(h)).toList() + " and "
                    + other.headers.stream().filter(h -> !headers.contains(h)).toList();
        }
        if (!body.equals(other.body)) {
            return "bodies, from '" + excerpt(body, other.body) + "' and '" + excerpt(other.body, body) + "' on";
        }
        return "";
    }

    private static String excerpt(String one, String other) {
        int at = 0;
        while (at < Math.min(one.length(), other.length()) && one.charAt(at) == other.charAt(at)) {
            at++;
        }
        return one.substring(Math.max(0, at - 20), Math.min(one.length(), at + 60))
                .replaceAll("\\s+", " ");
    }
}
