package health.careloop.pages;

import java.math.BigDecimal;
import java.text.DecimalFormatSymbols;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/**
 * The words of one request: texts by meaning, dates, numbers and durations in one language and one time zone, as seen at
 * one moment. German and English; any other language reads English.
 */
public final class Texts {
    private static final String BUNDLE = "texts.messages";
    /** Between a number and its unit, so that they never part at the end of a line. */
    private static final String NO_BREAK = "\u00a0";

    private final Locale locale;
    private final ZoneId zone;
    private final Instant now;
    private final ResourceBundle bundle;
    private final DecimalFormatSymbols symbols;
    private final DateTimeFormatter date;
    private final DateTimeFormatter dateTime;
    private final DateTimeFormatter month;
    private final DateTimeFormatter time;

    private Texts(Locale locale, ZoneId zone, Instant now) {
        this.locale = locale;
        this.zone = zone;
        this.now = now;
        this.bundle = ResourceBundle.getBundle(BUNDLE, locale);
        this.symbols = DecimalFormatSymbols.getInstance(locale);
        boolean german = locale.equals(Locale.GERMAN);
        this.date = pattern(german ? "dd.MM.yyyy" : "d MMM yyyy");
        this.dateTime = pattern(german ? "dd.MM.yyyy HH:mm" : "d MMM yyyy, HH:mm");
        this.month = pattern("LLLL yyyy");
        this.time = pattern("HH:mm:ss");
    }

    private DateTimeFormatter pattern(String pattern) {
        return new DateTimeFormatterBuilder()
                .appendPattern(pattern)
                .toFormatter(locale)
                .withZone(zone);
    }

    public static Texts of(Locale wanted, ZoneId zone, Clock clock) {
        return of(wanted, zone, clock.instant());
    }

    public static Texts of(Locale wanted, ZoneId zone, Instant now) {
        return new Texts(wanted.getLanguage().equals("de") ? Locale.GERMAN : Locale.ENGLISH, zone, now);
    }

    public Locale locale() {
        return locale;
    }

    /** A patient's name; some senders give none. */
    public String patient(String name) {
        return name.isEmpty() ? get("patient.unnamed") : name;
    }

    /** The language tag for {@code <html lang>}. */
    public String language() {
        return locale.getLanguage();
    }

    /** The tenant's time zone, to be shown where it matters. */
    public String zone() {
        return zone.getId();
    }

    /** The text under a key, with {@code {0}}, {@code {1}} … replaced. A missing key is a bug. */
    public String get(String key, Object... values) {
        String text = bundle.getString(key);
        for (int i = 0; i < values.length; i++) {
            text = text.replace("{" + i + "}", words(values[i]));
        }
        return text;
    }

    /** The text for a number of things: {@code key.one} or {@code key.many}, with {@code {0}} the number. */
    public String count(String key, int count) {
        return get(key + (count == 1 ? ".one" : ".many"), count);
    }

    /** The word for a decided value: key {@code Danger.CRITICAL} for {@code Danger.CRITICAL}. */
    public String word(Enum<?> value) {
        return get(key(value));
    }

    /** A longer text about a decided value: {@code aspect} "hint" reads {@code LoginProblem.LOCKED.hint}. */
    public String word(Enum<?> value, String aspect, Object... values) {
        return get(key(value) + "." + aspect, values);
    }

    private static String key(Enum<?> value) {
        return value.getDeclaringClass().getSimpleName() + "." + value.name();
    }

    /** A role in words; an unknown one as it is written. */
    public String role(String role) {
        try {
            return bundle.getString("role." + role);
        } catch (MissingResourceException unknown) {
            return role;
        }
    }

    private String words(Object value) {
        return switch (value) {
            case Integer number -> number(number);
            case BigDecimal number -> number(number);
            case Instant instant -> dateTime(instant);
            case LocalDate day -> date(day);
            case Duration duration -> duration(duration);
            case Enum<?> decided -> word(decided);
            default -> value.toString();
        };
    }

    /** 20.11.2026 or 20 Nov 2026. */
    public String date(LocalDate day) {
        return date.format(day);
    }

    public String date(Instant instant) {
        return date.format(instant);
    }

    /** November 2026. */
    public String month(YearMonth wanted) {
        return month.format(wanted);
    }

    /** 20.11.2026 19:40 or 20 Nov 2026, 19:40. */
    public String dateTime(Instant instant) {
        return dateTime.format(instant);
    }

    /** 19:40:07. */
    public String time(Instant instant) {
        return time.format(instant);
    }

    /** "vor 5 Min.", "5 min ago"; beyond a week the date. Show it only beside the absolute time. */
    public String relative(Instant instant) {
        Duration ago = Duration.between(instant, now);
        if (ago.isNegative() || ago.toMinutes() < 1) {
            return get("ago.now");
        }
        if (ago.toHours() < 1) {
            return get("ago.minutes", (int) ago.toMinutes());
        }
        if (ago.toHours() < 24) {
            return get("ago.hours", (int) ago.toHours());
        }
        return ago.toDays() < 7 ? count("ago.days", (int) ago.toDays()) : date(instant);
    }

    /** The age at this moment: in days up to a month, in months up to two years, then in years. */
    public String age(LocalDate birthDate) {
        LocalDate today = now.atZone(zone).toLocalDate();
        long days = Math.max(0, ChronoUnit.DAYS.between(birthDate, today));
        if (days < 31) {
            return count("age.days", (int) days);
        }
        long months = ChronoUnit.MONTHS.between(birthDate, today);
        return months < 24 ? count("age.months", (int) months) : count("age.years", (int) (months / 12));
    }

    /**
     * As many digits as were sent, with the language's decimal sign: 7,10 or 7.10. Five digits and more stand in threes,
     * parted by a space: a point or a comma would be the decimal sign of the other language.
     */
    public String number(BigDecimal number) {
        String plain = number.toPlainString().replace('-', '\u2212');
        return inThrees(plain).replace('.', symbols.getDecimalSeparator());
    }

    private static String inThrees(String plain) {
        int first = plain.startsWith("\u2212") ? 1 : 0;
        int point = plain.indexOf('.');
        int end = point < 0 ? plain.length() : point;
        if (end - first < 5) {
            return plain;
        }
        StringBuilder grouped = new StringBuilder(plain);
        for (int at = end - 3; at > first; at -= 3) {
            grouped.insert(at, NO_BREAK);
        }
        return grouped.toString();
    }

    /** Grouped: 12.345 or 12,345. */
    public String number(int number) {
        return String.format(locale, "%,d", number);
    }

    /** Less than 1 ms, 840 ms, 1,2 s, 3 min, 2 h. */
    public String duration(Duration duration) {
        if (duration.toMillis() < 1) {
            return "<" + NO_BREAK + "1" + NO_BREAK + "ms";
        }
        if (duration.toMillis() < 1000) {
            return duration.toMillis() + NO_BREAK + "ms";
        }
        if (duration.toMinutes() < 1) {
            BigDecimal seconds = BigDecimal.valueOf(duration.toMillis() / 100, 1);
            return number(duration.toMillis() % 1000 == 0 ? seconds.setScale(0) : seconds) + NO_BREAK + "s";
        }
        return duration.toHours() < 1 ? duration.toMinutes() + NO_BREAK + "min" : duration.toHours() + NO_BREAK + "h";
    }

    /** 512 bytes, 9,1 kB, 2,0 MB (powers of ten). */
    public String size(long sizeBytes) {
        if (sizeBytes < 1000) {
            return get("size.bytes", (int) sizeBytes);
        }
        return sizeBytes < 1_000_000
                ? number(BigDecimal.valueOf(sizeBytes / 100, 1)) + NO_BREAK + "kB"
                : number(BigDecimal.valueOf(sizeBytes / 100_000, 1)) + NO_BREAK + "MB";
    }

    /** A value with its unit: 7,1 mmol/l. */
    public String quantity(String value, @Nullable String unit) {
        return unit == null || unit.isBlank() ? value : value + NO_BREAK + unit;
    }

    /** Limits in words: 3,5 – 5,1, "up to 5,0", "from 60"; none without any limit. */
    public @Nullable String limits(@Nullable BigDecimal low, @Nullable BigDecimal high) {
        if (low != null && high != null) {
            return number(low) + "\u2009–\u2009" + number(high);
        }
        return high != null ? get("limits.upTo", high) : low != null ? get("limits.from", low) : null;
    }
}
