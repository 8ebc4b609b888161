package health.careloop.ldt.clinical;

import health.careloop.ldt.Fault;
import health.careloop.ldt.FaultLog;
import health.careloop.ldt.Generation;
import health.careloop.ldt.LdtField;
import health.careloop.ldt.LdtObject;
import health.careloop.ldt.Sentence;
import health.careloop.ldt.Severity;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads dates and times of both generations; what is no date becomes a fault and no value. */
final class Dates {
    private final Generation generation;
    private final boolean dayFirst;
    private static final Sentence UNKNOWN = new Sentence(
            "Das Feld bleibt wie gesendet erhalten; der Wert gilt als unbekannt.",
            "The field is kept as sent; the value is treated as not known.");

    private static final Sentence YEAR_AT_MOST = new Sentence(
            "Das Feld bleibt wie gesendet erhalten; höchstens sein Jahr wird verwendet.",
            "The field is kept as sent; at most its year is used.");

    /** Insurance cards do carry such days, and F003 allows them. */
    private static final Sentence MONTH_AT_MOST = new Sentence(
            "Das Feld bleibt wie gesendet erhalten; Jahr und Monat werden verwendet.",
            "The field is kept as sent; its year and month are used.");

    private static final Pattern SHIFT = Pattern.compile("([+-])(\\d{1,2})(?::(\\d{1,2}))?");
    private static final int LARGEST_SHIFT = 14 * 3600 + 59 * 60;

    private final FaultLog faults;

    /** @param dayFirst TTMMJJJJ, as in files before 2001 */
    /** Of LDT 2. */
    Dates(boolean dayFirst, FaultLog faults) {
        this(Generation.LDT2, dayFirst, faults);
    }

    private Dates(Generation generation, boolean dayFirst, FaultLog faults) {
        this.generation = generation;
        this.dayFirst = dayFirst;
        this.faults = faults;
    }

    static Dates ldt3(FaultLog faults) {
        return new Dates(Generation.LDT3, false, faults);
    }

    private String rule(String ofLdt3) {
        return switch (generation) {
            case LDT2 -> ofLdt3.equals("F016") ? "R005" : "BAS-DATE";
            case LDT3 -> ofLdt3;
        };
    }

    @Nullable
    LocalDate date(Optional<LdtField> field) {
        if (field.isEmpty() || field.get().content().isEmpty()) {
            return null;
        }
        int[] parts = split(field.get());
        if (parts.length == 3 && exists(parts)) {
            return LocalDate.of(parts[0], parts[1], parts[2]);
        }
        fault(field.get(), rule("F002"), Severity.WARNING, new Sentence("kein Datum", "no date"));
        return null;
    }

    @Nullable
    BirthDate birthDate(Optional<LdtField> field) {
        if (field.isEmpty() || field.get().content().isEmpty()) {
            return null;
        }
        String raw = field.get().text();
        int[] parts = split(field.get());
        if (parts.length == 3 && isPartial(parts)) {
            return new BirthDate(raw, parts[0], parts[1], parts[2]);
        }
        if (parts.length == 3 && parts[1] <= 12 && parts[2] <= 31) {
            fault(
                    field.get(),
                    rule("F003"),
                    Severity.INFORMATION,
                    new Sentence("ein Tag, den kein Kalender kennt", "a day no calendar knows"),
                    MONTH_AT_MOST);
            return isLikely(parts[0])
                    ? new BirthDate(raw, parts[0], parts[1], 0)
                    : new BirthDate(raw, readableYear(parts), 0, 0);
        }
        fault(
                field.get(),
                rule("F003"),
                Severity.ERROR,
                new Sentence("kein Geburtsdatum", "no date of birth"),
                YEAR_AT_MOST);
        return new BirthDate(raw, parts.length == 3 ? readableYear(parts) : 0, 0, 0);
    }

    /** Of a day that does not exist the year can still be read, also when day and year stand the other way round. */
    private int readableYear(int[] parts) {
        if (isLikely(parts[0])) {
            return parts[0];
        }
        int[] turned = dayFirst
                ? new int[] {parts[2] * 100 + parts[1], parts[0] / 100, parts[0] % 100}
                : new int[] {parts[1] * 100 + parts[2], parts[0] % 100, parts[0] / 100};
        return isLikely(turned[0]) && isPartial(turned) ? turned[0] : 0;
    }

    private static boolean isLikely(int year) {
        return year >= 1850 && year < 2150;
    }

    /** HHmm in LDT 2; HHmmss or HHmmssSSS in LDT 3. */
    @Nullable
    LocalTime time(Optional<LdtField> field) {
        if (field.isEmpty() || field.get().content().isEmpty()) {
            return null;
        }
        int length = field.get().text().strip().length();
        int value = length > 9 ? -1 : (int) field.get().digits();
        if (value >= 0 && (length == 4 || length == 6 || length == 9)) {
            int millis = length == 9 ? value % 1000 : 0;
            int rest = length == 9 ? value / 1000 : length == 4 ? value * 100 : value;
            int hour = rest / 10_000;
            int minute = rest / 100 % 100;
            int second = rest % 100;
            if (hour < 24 && minute < 60 && second < 60) {
                return LocalTime.of(hour, minute, second, millis * 1_000_000);
            }
        }
        fault(field.get(), rule("F016"), Severity.WARNING, new Sentence("keine Uhrzeit", "no time"));
        return null;
    }

    /** 7273: UTC, UTC+2, UTC+05:30, with a hyphen or the minus sign U+2212. */
    @Nullable
    ZoneOffset offset(Optional<LdtField> field) {
        if (field.isEmpty() || field.get().content().isEmpty()) {
            return null;
        }
        String text = field.get().text().strip().replace('\u2212', '-').replace('\u2013', '-');
        String shift = text.startsWith("UTC") ? text.substring(3).strip() : text;
        if (shift.isEmpty()) {
            return ZoneOffset.UTC;
        }
        Matcher written = SHIFT.matcher(shift);
        if (written.matches()) {
            int hours = Integer.parseInt(written.group(2));
            int minutes = written.group(3) == null ? 0 : Integer.parseInt(written.group(3));
            int seconds = hours * 3600 + minutes * 60;
            if (seconds <= LARGEST_SHIFT && minutes < 60) {
                return ZoneOffset.ofTotalSeconds(written.group(1).equals("-") ? -seconds : seconds);
            }
        }
        fault(field.get(), "E163", Severity.WARNING, new Sentence("keine Zeitzone", "no time zone"));
        return null;
    }

    /** Obj_0054. */
    Moment moment(Optional<LdtObject> timestamp) {
        if (timestamp.isEmpty()) {
            return Moment.UNKNOWN;
        }
        LdtObject object = timestamp.get();
        return new Moment(date(object.field("7278")), time(object.field("7279")), offset(object.field("7273")));
    }

    /** Year, month, day; empty when these are not eight digits. */
    private int[] split(LdtField field) {
        int value = field.text().strip().length() == 8 ? (int) field.digits() : -1;
        if (value < 0) {
            return new int[0];
        }
        return dayFirst
                ? new int[] {value % 10_000, value / 10_000 % 100, value / 1_000_000}
                : new int[] {value / 10_000, value / 100 % 100, value % 100};
    }

    private static boolean exists(int[] date) {
        return date[0] > 0
                && date[1] >= 1
                && date[1] <= 12
                && date[2] >= 1
                && date[2] <= YearMonth.of(date[0], date[1]).lengthOfMonth();
    }

    private static boolean isPartial(int[] date) {
        boolean monthUnknown = date[1] == 0 && date[2] == 0;
        boolean dayUnknown = date[0] > 0 && date[1] <= 12 && date[2] == 0;
        return monthUnknown || dayUnknown || exists(date);
    }

    private void fault(LdtField field, String rule, Severity severity, Sentence what) {
        fault(field, rule, severity, what, UNKNOWN);
    }

    private void fault(LdtField field, String rule, Severity severity, Sentence what, Sentence hint) {
        faults.add(new Fault(
                field.line(),
                field.offset(),
                field.id(),
                rule,
                severity,
                new Sentence(
                        "Feld " + field.id() + " in Zeile " + field.line() + " enthält " + Sentence.quote(field.text())
                                + "; das ist " + what.german() + ".",
                        "Field " + field.id() + " in line " + field.line() + " holds " + Sentence.quote(field.text())
                                + ", which is " + what.english() + "."),
                hint));
    }
}
