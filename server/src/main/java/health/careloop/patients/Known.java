package health.careloop.patients;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a record says of its patient, as far as a message could contradict or complete it.
 *
 * @param insured it has an insurance number; which one decides nothing
 */
record Known(
        int version, Demographics demographics, @Nullable String practiceNumber, boolean insured) {
    /** The practice's own number is another one. */
    boolean isSomebodyElse(Person sent) {
        String number = sent.identifiers().practiceNumber();
        return practiceNumber != null
                && NormalForm.tells(number)
                && !NormalForm.ofNumber(practiceNumber).equals(NormalForm.ofNumber(number));
    }

    /** What both sides state must be equal; what one side leaves out contradicts nothing. */
    List<Match.Datum> differing(Demographics sent) {
        List<Match.Datum> differing = new ArrayList<>();
        if (demographics.birthDate() != null
                && sent.birthDate() != null
                && demographics.birthDate().contradicts(sent.birthDate())) {
            differing.add(Match.Datum.BIRTH_DATE);
        }
        if (differ(demographics.familyName(), sent.familyName())
                || differ(demographics.givenName(), sent.givenName())) {
            differing.add(Match.Datum.NAME);
        }
        return differing;
    }

    private static boolean differ(@Nullable String known, @Nullable String sent) {
        if (known == null || sent == null || known.isBlank() || sent.isBlank()) {
            return false;
        }
        // Of a name whose letters were lost, what is left is equal for many.
        return NormalForm.isWhole(known) && NormalForm.isWhole(sent)
                ? !NormalForm.of(known).equals(NormalForm.of(sent))
                : !known.strip().equals(sent.strip());
    }

    /** With what the message states and the record lacks; empty when that is nothing. What is there stays as it is. */
    Optional<Known> completedBy(Person sent) {
        Demographics more = demographics.completedBy(sent.demographics());
        Identifiers added = lacking(sent.identifiers());
        if (more.equals(demographics) && added.equals(Identifiers.NONE)) {
            return Optional.empty();
        }
        return Optional.of(new Known(
                version + 1,
                more,
                added.practiceNumber() == null ? practiceNumber : added.practiceNumber(),
                insured || added.insuranceNumber() != null));
    }

    /** Those of the numbers sent that the record has none of. */
    Identifiers lacking(Identifiers sent) {
        return new Identifiers(
                practiceNumber == null && NormalForm.tells(sent.practiceNumber()) ? sent.practiceNumber() : null,
                !insured && NormalForm.tells(sent.insuranceNumber()) ? sent.insuranceNumber() : null,
                null);
    }
}
