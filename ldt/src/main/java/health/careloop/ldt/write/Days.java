package health.careloop.ldt.write;

import health.careloop.ldt.clinical.BirthDate;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;

/** JJJJMMTT, in both generations. */
final class Days {
    private static final int LAST_YEAR = 9999;

    private Days() {}

    static String of(String field, LocalDate day) {
        return DateTimeFormatter.BASIC_ISO_DATE.format(day.withYear(writable(field, day.getYear(), 1)));
    }

    /** Parts that are not known are zeros. */
    static String of(String field, BirthDate born) {
        return "%04d%02d%02d".formatted(writable(field, born.year(), 0), born.month(), born.day());
    }

    private static int writable(String field, int year, int first) {
        if (year < first || year > LAST_YEAR) {
            throw new UnwritableException(
                    field,
                    "Feld " + field + ": Das Jahr " + year + " hat keine vier Ziffern.",
                    "Field " + field + ": the year " + year + " has no four digits.");
        }
        return year;
    }
}
