package health.careloop.ldt.clinical;

import java.time.LocalDate;
import java.util.Optional;

/**
 * A date of birth, possibly known only in part: JJJJMM00, JJJJ0000 and 00000000 are legal (KBV LDT 3.2, rule F003). Of
 * a day that no calendar knows year and month are taken; of what is no such date at all, the year at most.
 *
 * @param raw exactly as sent
 * @param year 0 when not known
 * @param month 1 to 12, 0 when not known
 * @param day 1 to 31, 0 when not known
 */
public record BirthDate(String raw, int year, int month, int day) {

    /** A date that is known to the day. */
    public static BirthDate of(LocalDate date) {
        return new BirthDate(
                "%04d%02d%02d".formatted(date.getYear(), date.getMonthValue(), date.getDayOfMonth()),
                date.getYear(),
                date.getMonthValue(),
                date.getDayOfMonth());
    }

    /** Only a complete date is a date. */
    public Optional<LocalDate> date() {
        return day > 0 ? Optional.of(LocalDate.of(year, month, day)) : Optional.empty();
    }

    /** Year, month and day are known. */
    public boolean complete() {
        return day > 0;
    }
}
