package health.careloop.patients;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A date of birth as far as it is known: {@code 1958-03-12}, {@code 1958-03} or {@code 1958}, in the tables and on the
 * wire.
 *
 * @param month 1 to 12, 0 when not known
 * @param day 1 to 31, 0 when not known
 */
public record BirthDate(int year, int month, int day) {
    private static final Pattern WRITTEN = Pattern.compile("([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?");

    /** @throws java.time.DateTimeException when there is no such day */
    public BirthDate {
        if (year < 1 || year > 9999 || month == 0 && day != 0) {
            throw new IllegalArgumentException("A date of birth begins with its year");
        }
        LocalDate.of(year, month == 0 ? 1 : month, day == 0 ? 1 : day);
    }

    @JsonCreator
    public static BirthDate parse(String written) {
        Matcher parts = WRITTEN.matcher(written);
        if (!parts.matches()) {
            throw new IllegalArgumentException("A date of birth is written 1958-03-12, 1958-03 or 1958");
        }
        return new BirthDate(Integer.parseInt(parts.group(1)), number(parts.group(2)), number(parts.group(3)));
    }

    private static int number(@Nullable String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    public static BirthDate of(LocalDate date) {
        return new BirthDate(date.getYear(), date.getMonthValue(), date.getDayOfMonth());
    }

    /** Only a complete date is a date. */
    public Optional<LocalDate> date() {
        return day > 0 ? Optional.of(LocalDate.of(year, month, day)) : Optional.empty();
    }

    /** Empty when not even the month is known. */
    public Optional<YearMonth> yearMonth() {
        return month > 0 ? Optional.of(YearMonth.of(year, month)) : Optional.empty();
    }

    /** What both know differs; what one does not know contradicts nothing. */
    boolean contradicts(BirthDate other) {
        return year != other.year
                || month > 0 && other.month > 0 && month != other.month
                || day > 0 && other.day > 0 && day != other.day;
    }

    boolean isMoreCompleteThan(@Nullable BirthDate other) {
        return other == null || month > 0 && other.month == 0 || day > 0 && other.day == 0;
    }

    boolean sameYear(BirthDate other) {
        return year == other.year;
    }

    LocalDate earliest() {
        return LocalDate.of(year, Math.max(1, month), Math.max(1, day));
    }

    @JsonValue
    @Override
    public String toString() {
        return "%04d".formatted(year)
                + (month > 0 ? "-%02d".formatted(month) : "")
                + (day > 0 ? "-%02d".formatted(day) : "");
    }
}
