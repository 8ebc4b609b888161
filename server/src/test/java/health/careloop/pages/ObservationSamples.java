package health.careloop.pages;

import health.careloop.results.Comparator;
import health.careloop.results.Danger;
import health.careloop.results.Flag;
import health.careloop.results.Moment;
import health.careloop.results.ObservationStatus;
import health.careloop.results.ObservationView;
import health.careloop.results.PreviousValue;
import health.careloop.results.ReferenceRange;
import health.careloop.results.TimeOf;
import health.careloop.results.WhyFlagged;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Values as a laboratory sends them: flagged, corrected, pending, in prose, with more digits than are kept. */
public final class ObservationSamples {
    private ObservationSamples() {}

    static ReferenceRange range(String low, String high) {
        return new ReferenceRange(low + " - " + high, Samples.decimal(low), Samples.decimal(high), low, high);
    }

    static ObservationView value(
            String name, String code, String value, String unit, ReferenceRange range, Flag flag, Danger danger) {
        return new ObservationView(
                name,
                code,
                value,
                null,
                Samples.decimal(value),
                unit,
                range,
                flag == Flag.HIGH ? "H" : flag == Flag.LOW ? "L" : null,
                flag,
                danger,
                ObservationStatus.FINAL,
                Moment.of(Samples.NOW.minus(Duration.ofHours(5))),
                List.of(),
                List.of(),
                List.of(),
                null,
                TimeOf.COLLECTION,
                null,
                null);
    }

    static List<PreviousValue> previous(String... values) {
        List<PreviousValue> previous = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            previous.add(new PreviousValue(
                    Samples.id(700 + i),
                    Moment.of(Samples.NOW.minus(Duration.ofDays(70L + 94L * i))),
                    Samples.decimal(values[i])));
        }
        return previous;
    }

    public static List<ObservationView> observations() {
        Moment at = Moment.of(Samples.NOW.minus(Duration.ofHours(5)));
        List<ObservationView> observations = new ArrayList<>();
        observations.add(value("Leukozyten", "LEUK", "11.8", "/nl", range("4.0", "10.5"), Flag.HIGH, Danger.ABNORMAL));
        observations.add(
                value("Erythrozyten", "ERY", "4.41", "/pl", range("3.90", "5.20"), Flag.NORMAL, Danger.NORMAL));
        observations.add(value("Hämoglobin", "HB", "12.9", "g/dl", range("12.0", "16.0"), Flag.NORMAL, Danger.NORMAL));
        observations.add(value("Hämatokrit", "HKT", "38.5", "%", range("35.0", "47.0"), Flag.NONE, Danger.NORMAL));
        observations.add(value("Thrombozyten", "THRO", "231", "/nl", range("150", "370"), Flag.NONE, Danger.NORMAL));
        observations.add(new ObservationView(
                "Kalium",
                "K",
                "7.1",
                null,
                Samples.decimal("7.1"),
                "mmol/l",
                range("3.5", "5.1"),
                "!H",
                Flag.STRONGLY_HIGH,
                Danger.CRITICAL,
                ObservationStatus.FINAL,
                at,
                List.of(),
                List.of("Probe nicht hämolytisch. Wert durch Zweitmessung bestätigt."),
                previous("4.6", "5.0", "4.4", "4.8", "4.2"),
                new WhyFlagged(WhyFlagged.Rule.LABORATORY_FLAG, "!H", "8422", 43),
                TimeOf.COLLECTION,
                Moment.of(Samples.NOW.minus(Duration.ofHours(1))),
                "ISE"));
        observations.add(value("Ferritin", "FERR", "42", "µg/l", range("150", "15"), Flag.NONE, Danger.NORMAL));
        observations.add(new ObservationView(
                "Transferrinsättigung",
                "TFS",
                "0.12345678901234567890123",
                null,
                null,
                "",
                range("0.16", "0.45"),
                null,
                Flag.NONE,
                Danger.NORMAL,
                ObservationStatus.FINAL,
                at,
                List.of(),
                List.of(),
                List.of(),
                null,
                TimeOf.COLLECTION,
                null,
                null));
        observations.add(value("Natrium", "NA", "138", "mmol/l", range("136", "145"), Flag.NONE, Danger.NORMAL));
        observations.add(new ObservationView(
                "Kreatinin",
                "KREA",
                "2.31",
                null,
                Samples.decimal("2.31"),
                "mg/dl",
                range("0.50", "0.90"),
                "H",
                Flag.HIGH,
                Danger.ABNORMAL,
                ObservationStatus.CORRECTED,
                at,
                List.of(),
                List.of("Korrigiert: zuvor 1,31 mg/dl (Übertragungsfehler)."),
                previous("1.12", "1.05", "0.94"),
                new WhyFlagged(WhyFlagged.Rule.LABORATORY_FLAG, "H", "8422", 61),
                TimeOf.COLLECTION,
                null,
                null));
        observations.add(new ObservationView(
                "eGFR (CKD-EPI)",
                "GFR",
                "21",
                null,
                Samples.decimal("21"),
                "ml/min/1,73 m²",
                new ReferenceRange("> 60", Samples.decimal("60"), null, null, null),
                "L",
                Flag.LOW,
                Danger.ABNORMAL,
                ObservationStatus.FINAL,
                at,
                List.of(),
                List.of(),
                previous("52", "56", "61"),
                null,
                TimeOf.COLLECTION,
                null,
                null));
        observations.add(new ObservationView(
                "CRP",
                "CRP",
                "<0.3",
                Comparator.LESS,
                Samples.decimal("0.3"),
                "mg/l",
                new ReferenceRange("< 5.0", null, Samples.decimal("5.0"), null, null),
                null,
                Flag.NORMAL,
                Danger.NORMAL,
                ObservationStatus.FINAL,
                at,
                List.of(),
                List.of(),
                List.of(),
                null,
                TimeOf.COLLECTION,
                null,
                null));
        observations.add(new ObservationView(
                "Vitamin B12",
                "VB12",
                "",
                null,
                null,
                null,
                null,
                null,
                Flag.NONE,
                Danger.NORMAL,
                ObservationStatus.PENDING,
                at,
                List.of(),
                List.of("Ergebnis folgt voraussichtlich am 23.11.2026."),
                List.of(),
                null,
                TimeOf.COLLECTION,
                null,
                null));
        observations.add(new ObservationView(
                "Urin-Sediment",
                "USED",
                "s. Text",
                null,
                null,
                null,
                null,
                null,
                Flag.NONE,
                Danger.NORMAL,
                ObservationStatus.FINAL,
                at,
                List.of("Vereinzelt Plattenepithelien.\nKeine Bakterien, keine Zylinder. Leukozyten ≤ 5 µl."),
                List.of(),
                List.of(),
                null,
                TimeOf.COLLECTION,
                null,
                null));
        observations.add(value("Harnstoff", "HST", "52", "mg/dl", range("17", "43"), Flag.NONE, Danger.NORMAL));
        return observations;
    }
}
