package health.careloop.intake;

import health.careloop.ldt.Fault;
import health.careloop.ldt.HeapNeed;
import health.careloop.ldt.LdtFile;
import health.careloop.ldt.LdtPackage;
import health.careloop.ldt.LdtReader;
import health.careloop.ldt.Sentence;
import health.careloop.ldt.Severity;
import health.careloop.ldt.clinical.BirthDate;
import health.careloop.ldt.clinical.LdtReport;
import health.careloop.ldt.clinical.LdtReports;
import health.careloop.queue.Job;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A message whose bytes have been read, well or badly. */
record Decoded(Job job, MessageStore.Kept message, LdtFile file, List<Found> reports, Duration took) {
    private static final int MOST_FAULTS_KEPT = 200;
    /** More would take the memory everybody else's messages need; real reports have a few hundred at most. */
    private static final int MOST_OBSERVATIONS = 5_000;

    /** A report and the package it stands in. */
    record Found(LdtPackage source, LdtReport report) {}

    /** @param heap what reading it may take; a message that may need more is not begun */
    static Decoded of(Job job, MessageStore.Kept message, byte[] bytes, long heap) {
        long begun = System.nanoTime();
        LdtFile file = HeapNeed.lineBeyond(bytes, heap).stream()
                .mapToObj(line -> tooHeavy(bytes, line))
                .findFirst()
                .orElseGet(() -> withoutNul(LdtReader.read(bytes), bytes));
        List<Found> reports = new ArrayList<>();
        if (file.readable()) {
            file.packages()
                    .forEach(source -> LdtReports.of(source).forEach(report -> reports.add(new Found(source, report))));
        }
        return new Decoded(job, message, file, reports, Duration.ofNanos(System.nanoTime() - begun));
    }

    private static LdtFile tooHeavy(byte[] bytes, int line) {
        int lines = HeapNeed.lines(bytes);
        return new LdtFile(
                List.of(),
                List.of(new Fault(
                        line,
                        0,
                        "",
                        "BAS-SIZE",
                        Severity.FATAL,
                        new Sentence(
                                "Die Nachricht hat " + lines + " Zeilen; bis Zeile " + line
                                        + " reicht der Speicher, um sie am Stück zu lesen.",
                                "The message has " + lines + " lines; the memory to read it in one piece ends at line "
                                        + line + "."),
                        new Sentence(
                                "Das Labor muss die Übertragung teilen und jeden Teil als eigene Nachricht senden.",
                                "The laboratory must split the transmission and send each part as a message of its"
                                        + " own."))),
                List.of());
    }

    /** No text of LDT has a NUL, and no database takes one. */
    private static LdtFile withoutNul(LdtFile file, byte[] bytes) {
        if (!file.readable()) {
            return file;
        }
        int line = 1;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                line++;
            } else if (bytes[i] == 0) {
                List<Fault> faults = new ArrayList<>(file.faults());
                faults.addFirst(new Fault(
                        line,
                        i,
                        "",
                        "BAS-NUL",
                        Severity.FATAL,
                        new Sentence(
                                "Zeile " + line + " enthält ein NUL-Byte, das in keinem Text vorkommt: Die Bytes wurden"
                                        + " unterwegs beschädigt.",
                                "Line " + line + " holds a NUL byte, which no text has: the bytes were damaged on the"
                                        + " way."),
                        new Sentence(
                                "Bitten Sie den Absender, die Datei unverändert erneut zu senden.",
                                "Ask the sender to send the file again unchanged.")));
                return new LdtFile(file.packages(), faults, file.stray());
            }
        }
        return file;
    }

    boolean tooLong() {
        return reports.stream()
                        .mapToInt(found -> found.report().observations().size())
                        .sum()
                > MOST_OBSERVATIONS;
    }

    boolean readable() {
        return file.readable();
    }

    Fault worst() {
        return file.faults().stream()
                .filter(fault -> fault.severity() == Severity.FATAL)
                .findFirst()
                .or(() -> file.faults().stream().findFirst())
                .orElseThrow();
    }

    /** Why an unreadable message is unreadable. */
    Hindrance hindrance() {
        return switch (worst().rule()) {
            case "BAS-DIALECT" -> Hindrance.NOT_LDT;
            case "BAS-SIZE" -> Hindrance.TOO_LONG;
            case "BAS-FSA", "BAS-FSAP" -> Hindrance.CUT_OFF;
            default -> Hindrance.DAMAGED;
        };
    }

    boolean isOrder() {
        return file.packages().stream().anyMatch(source -> source.type().equals("8230"));
    }

    /** The trail's step: what was found out, and every fault. */
    TrailStep step(String reason) {
        List<Fault> faults = new ArrayList<>(file.faults());
        reports.forEach(found -> faults.addAll(found.report().faults()));
        reports.forEach(found -> unborn(found.report().subject()).ifPresent(faults::add));
        return new TrailStep(
                message.id(),
                "decoded",
                reason,
                took,
                described(faults.size()),
                kept(faults).map(FaultRecord::of).toList());
    }

    /** Kept as sent and not refused: the value may be right though its patient is not born yet. */
    private Optional<Fault> unborn(LdtReport.Subject subject) {
        BirthDate born = subject.birthDate();
        LocalDate tomorrow =
                LocalDate.ofInstant(message.receivedAt(), ZoneOffset.UTC).plusDays(1);
        if (born == null || born.date().filter(tomorrow::isBefore).isEmpty()) {
            return Optional.empty();
        }
        String quoted = Sentence.quote(born.raw());
        return subject.sources()
                .find("3103")
                .map(source -> new Fault(
                        source.line(),
                        source.offset(),
                        "3103",
                        "F003",
                        Severity.WARNING,
                        new Sentence(
                                "Feld 3103 in Zeile " + source.line() + " enthält " + quoted
                                        + "; dieser Tag liegt in der Zukunft.",
                                "Field 3103 in line " + source.line() + " holds " + quoted
                                        + "; that day lies in the future."),
                        new Sentence(
                                "Das Geburtsdatum steht so beim Befund. Fragen Sie das Labor.",
                                "The report shows this date of birth. Ask the laboratory.")));
    }

    /** By line; when there are too many, the weighty ones. */
    private static Stream<Fault> kept(List<Fault> faults) {
        return faults.stream()
                .sorted(Comparator.comparing(Fault::severity))
                .limit(MOST_FAULTS_KEPT)
                .sorted(Comparator.comparingInt(Fault::line));
    }

    private Map<String, Object> described(int faults) {
        Map<String, Object> described = new LinkedHashMap<>();
        file.packages().stream().findFirst().ifPresent(first -> {
            described.put("format", first.version());
            described.put("charset", first.charset().charset().label());
            described.put("evidence", Explanation.kept(first.charset().evidence()));
            described.put("transcoded", first.charset().transcoded());
        });
        described.put("packages", file.packages().size());
        described.put("reports", reports.size());
        if (isOrder()) {
            described.put("order", true);
        }
        described.put("faults", faults);
        return described;
    }
}
