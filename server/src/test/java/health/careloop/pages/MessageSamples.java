package health.careloop.pages;

import health.careloop.intake.Hindrance;
import health.careloop.intake.MessageListView;
import health.careloop.intake.MessageListView.MessageRow;
import health.careloop.intake.MessageState;
import health.careloop.intake.MessageTrailView;
import health.careloop.intake.MessageTrailView.FaultView;
import health.careloop.intake.MessageTrailView.FaultWeight;
import health.careloop.intake.MessageTrailView.FiledResult;
import health.careloop.intake.MessageTrailView.Step;
import health.careloop.intake.MessageTrailView.StepKind;
import health.careloop.intake.MessageTrailView.StepOutcome;
import health.careloop.ldt.Sentence;
import health.careloop.results.Danger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Messages and their trails, in every state. */
public final class MessageSamples {
    private MessageSamples() {}

    public static MessageListView messages() {
        MessageState[] states = {
            MessageState.RECEIVED, MessageState.FILED, MessageState.DEAD_LETTER, MessageState.FILED,
            MessageState.QUARANTINED, MessageState.RETRYING, MessageState.FILED, MessageState.FILED
        };
        List<MessageRow> rows = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            MessageState state = states[i % states.length];
            Hindrance hindrance = switch (state) {
                case DEAD_LETTER -> Hindrance.CUT_OFF;
                case QUARANTINED -> Hindrance.PATIENT_AMBIGUOUS;
                case RETRYING -> Hindrance.BUG;
                case RECEIVED, FILED -> null;
            };
            rows.add(new MessageRow(
                    Samples.id(600 + i),
                    state,
                    hindrance,
                    state == MessageState.QUARANTINED ? Danger.values()[i / 8] : null,
                    state == MessageState.QUARANTINED ? List.of("26112008" + i) : List.of(),
                    i % 3 == 0 ? "Mirth Labor Beispielstadt" : "Labor Musterberg",
                    Samples.NOW.minus(Duration.ofMinutes(1 + 13L * i)),
                    812 + 9_120L * i * i,
                    state == MessageState.DEAD_LETTER ? null : i % 2 == 0 ? "LDT 3.2.19" : "LDT 1014.01",
                    state == MessageState.FILED ? 1 + i % 4 : 0,
                    state == MessageState.DEAD_LETTER ? 231 : i % 3));
        }
        return new MessageListView(
                null,
                rows,
                Map.of(
                        MessageState.RECEIVED,
                        2,
                        MessageState.FILED,
                        4180,
                        MessageState.DEAD_LETTER,
                        2,
                        MessageState.QUARANTINED,
                        2,
                        MessageState.RETRYING,
                        2),
                new Paging(1, 210, 4188),
                Samples.NOW);
    }

    public static MessageListView messagesEmpty(@Nullable MessageState filter) {
        return new MessageListView(filter, List.of(), Map.of(), new Paging(1, 1, 0), Samples.NOW);
    }

    private static Step step(StepKind kind, StepOutcome outcome, int second, long millis) {
        return new Step(
                kind,
                outcome,
                Samples.NOW.minus(Duration.ofMinutes(2)).plusSeconds(second),
                Duration.ofMillis(millis),
                1,
                null,
                null);
    }

    public static MessageTrailView trail() {
        return new MessageTrailView(
                Samples.id(600),
                MessageState.FILED,
                "Labor Musterberg",
                Samples.NOW.minus(Duration.ofMinutes(2)),
                9_132,
                "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                "LDT 3.2.19",
                new Sentence("ISO 8859-15 (LDT 3 ist immer ISO 8859-15)", "ISO 8859-15 (LDT 3 is always ISO 8859-15)"),
                List.of(
                        step(StepKind.RECEIVED, StepOutcome.DONE, 0, 9),
                        step(StepKind.DECODED, StepOutcome.DONE, 0, 41),
                        step(StepKind.MATCHED, StepOutcome.DONE, 1, 120),
                        step(StepKind.FILED, StepOutcome.DONE, 1, 1_240)),
                List.of(
                        new FaultView(
                                12,
                                "8410",
                                "K099",
                                FaultWeight.WARNING,
                                new Sentence(
                                        "Im Satz 8202 fehlt das Feld 8410.", "Field 8410 is missing in record 8202."),
                                new Sentence(
                                        "Der Test-Ident gehört vor die Testbezeichnung.",
                                        "Send the test ident before the test name.")),
                        new FaultView(
                                43,
                                null,
                                null,
                                FaultWeight.WARNING,
                                new Sentence("Die Zeile ist länger als angegeben.", "Line longer than declared."),
                                null)),
                2,
                List.of(
                        new FiledResult(
                                Samples.id(1), Danger.CRITICAL, "Beispiel, Erika", "2611200815", 2, true, false),
                        new FiledResult(Samples.id(2), Danger.NORMAL, "Muster, Ernst", "2611200816", 1, false, true)),
                List.of(new MessageTrailView.Duplicate(Samples.NOW.minusSeconds(40), "Labor Musterberg")),
                List.of(),
                Samples.NOW);
    }

    public static MessageTrailView trailDeadLetter() {
        List<FaultView> faults = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            faults.add(new FaultView(
                    4 + i * 3,
                    i % 4 == 3 ? null : "84" + (10 + i),
                    i % 5 == 4 ? null : "K0" + (10 + i),
                    i % 3 == 0 ? FaultWeight.ERROR : FaultWeight.WARNING,
                    new Sentence(
                            "Die Zeile gibt die Länge 0" + (12 + i) + " an, gefunden wurden aber " + (10 + i)
                                    + " Bytes.",
                            "The declared length 0" + (12 + i) + " does not match the " + (10 + i)
                                    + " bytes of the line."),
                    i % 2 == 0
                            ? new Sentence(
                                    "Zählen Sie die Bytes in ISO 8859-15 samt Wagenrücklauf und Zeilenvorschub.",
                                    "Count the bytes in ISO 8859-15, with carriage return and line feed.")
                            : null));
        }
        return new MessageTrailView(
                Samples.id(602),
                MessageState.DEAD_LETTER,
                "Mirth Labor Beispielstadt",
                Samples.NOW.minus(Duration.ofHours(1)),
                48_213,
                "ab".repeat(32),
                null,
                null,
                List.of(
                        step(StepKind.RECEIVED, StepOutcome.DONE, 0, 7),
                        new Step(
                                StepKind.DECODED,
                                StepOutcome.STOPPED,
                                Samples.NOW.minusSeconds(3000),
                                Duration.ofSeconds(190),
                                5,
                                Hindrance.CUT_OFF,
                                new Sentence(
                                        "Zeile 231 gibt die Länge 16 an, gefunden wurden aber 9 Bytes.",
                                        "Line 231 says it is 16 bytes long, but 9 were found.")),
                        new Step(
                                StepKind.DEAD_LETTER,
                                StepOutcome.STOPPED,
                                Samples.NOW.minusSeconds(2000),
                                null,
                                1,
                                null,
                                null)),
                faults,
                231,
                List.of(),
                List.of(),
                List.of(),
                Samples.NOW);
    }

    public static MessageTrailView trailQuarantined() {
        return new MessageTrailView(
                Samples.id(604),
                MessageState.QUARANTINED,
                Samples.HOSTILE,
                Samples.NOW,
                812,
                "cd".repeat(32),
                Samples.HOSTILE,
                new Sentence(Samples.HOSTILE, Samples.HOSTILE),
                List.of(
                        step(StepKind.RECEIVED, StepOutcome.DONE, 0, 7),
                        step(StepKind.DECODED, StepOutcome.DONE, 1, 7),
                        new Step(
                                StepKind.QUARANTINED,
                                StepOutcome.STOPPED,
                                Samples.NOW,
                                null,
                                1,
                                Hindrance.PATIENT_AMBIGUOUS,
                                new Sentence(Samples.HOSTILE, Samples.HOSTILE)),
                        new Step(StepKind.MATCHED, StepOutcome.WAITING, null, null, 0, null, null)),
                List.of(new FaultView(
                        1,
                        Samples.HOSTILE,
                        Samples.HOSTILE,
                        FaultWeight.ERROR,
                        new Sentence(Samples.HOSTILE, Samples.HOSTILE),
                        new Sentence(Samples.LONG, Samples.LONG))),
                1,
                List.of(),
                List.of(),
                List.of(
                        new MessageTrailView.HeldReport(
                                4, Hindrance.PATIENT_AMBIGUOUS, Danger.CRITICAL, Samples.HOSTILE),
                        new MessageTrailView.HeldReport(81, Hindrance.RECEIVER_UNKNOWN, Danger.NORMAL, null)),
                Samples.NOW);
    }

    public static MessageTrailView trailRunning() {
        return new MessageTrailView(
                Samples.id(601),
                MessageState.RECEIVED,
                "Labor Musterberg",
                Samples.NOW,
                812,
                "ef".repeat(32),
                null,
                null,
                List.of(
                        step(StepKind.RECEIVED, StepOutcome.DONE, 0, 7),
                        new Step(StepKind.DECODED, StepOutcome.RUNNING, Samples.NOW, null, 1, null, null),
                        new Step(StepKind.MATCHED, StepOutcome.WAITING, null, null, 0, null, null),
                        new Step(StepKind.FILED, StepOutcome.WAITING, null, null, 0, null, null)),
                List.of(),
                0,
                List.of(),
                List.of(),
                List.of(),
                Samples.NOW);
    }
}
