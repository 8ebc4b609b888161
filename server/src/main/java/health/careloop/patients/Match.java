package health.careloop.patients;

import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** Whose data a report is, or why nobody can say. */
public sealed interface Match {
    /** Exactly one patient, and why this one. */
    record Found(UUID patientId, Reason reason) implements Match {}

    /**
     * Several or contradicting candidates, or nothing to go by: a person decides.
     *
     * @param differing in what the one candidate contradicts the message, never the values
     */
    record Held(Doubt doubt, List<UUID> candidates, List<Datum> differing) implements Match {
        public Held {
            candidates = List.copyOf(candidates);
            differing = List.copyOf(differing);
        }

        Held(Doubt doubt, List<UUID> candidates) {
            this(doubt, candidates, List.of());
        }
    }

    /** A kind of datum by which people are told apart. */
    enum Datum {
        BIRTH_DATE,
        NAME,
        INSURANCE_NUMBER;

        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What decided, strongest first. */
    enum Reason {
        /** The number the practice gave the order (8310). */
        ORDER_NUMBER,
        /** The number the practice gave the patient (3000). */
        PRACTICE_NUMBER,
        /** Names and date of birth. */
        IDENTITY,
        /** Nobody here yet: a new record. */
        CREATED;

        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    enum Doubt {
        SEVERAL_CANDIDATES,
        CONTRADICTING_CANDIDATES,
        NO_IDENTITY;

        public String wire() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
