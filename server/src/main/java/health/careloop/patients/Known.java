package health.careloop.patients;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a record says of its patient, as far as a message could contradict or complete it.
 *
 * @param insuranceToken of its insurance number, which nobody shares for life (3119)
 */
record Known(
        int version,
        Demographics demographics,
        @Nullable String practiceNumber,
        @Nullable String insuranceToken) {
    /** The practice's own number is another one. */
    boolean isSomebodyElse(Person sent) {
        String number = sent.identifiers().practiceNumber();
        return practiceNumber != null
                && NormalForm.tells(number)
                && !NormalForm.ofNumber(practiceNumber).equals(NormalForm.ofNumber(number));
    }

    /** What both sides state must be equal; what one side leaves out contradicts nothing. */
    List<Match.Datum> differing(Sought sought) {
        Demographics sent = sought.person().demographics();
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
        String insurance = sought.insuranceToken();
        if (insuranceToken != null && insurance != null && !insuranceToken.equals(insurance)) {
            differing.add(Match.Datum.INSURANCE_NUMBER);
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

    /**
     * With what the message states and the record lacks; empty when that is nothing. What is there stays as it is.
     *
     * @param added of the numbers sent, those that are taken over
     */
    Optional<Known> completedBy(Sought sought, Identifiers added) {
        Demographics more = demographics.completedBy(sought.person().demographics());
        if (more.equals(demographics) && added.equals(Identifiers.NONE)) {
            return Optional.empty();
        }
        return Optional.of(new Known(
                version + 1,
                more,
                added.practiceNumber() == null ? practiceNumber : added.practiceNumber(),
                added.insuranceNumber() == null ? insuranceToken : sought.insuranceToken()));
    }

    /**
     * Those of the numbers sent that the record has none of. A number stays for good and decides about every later
     * report: an order's number alone, which a practice gives out again, attaches none to anybody.
     */
    Identifiers lacking(Person sent, Set<Match.Reason> reasons) {
        if (reasons.equals(Set.of(Match.Reason.ORDER_NUMBER)) && !isNamedAlike(sent.demographics())) {
            return Identifiers.NONE;
        }
        Identifiers numbers = sent.identifiers();
        return new Identifiers(
                practiceNumber == null && NormalForm.tells(numbers.practiceNumber()) ? numbers.practiceNumber() : null,
                insuranceToken == null && NormalForm.tells(numbers.insuranceNumber())
                        ? numbers.insuranceNumber()
                        : null,
                null);
    }

    /** Both state the family name, and the given name or the date of birth; that nothing differs is known already. */
    private boolean isNamedAlike(Demographics sent) {
        return demographics.familyName() != null
                && sent.familyName() != null
                && ((demographics.givenName() != null && sent.givenName() != null)
                        || (demographics.birthDate() != null && sent.birthDate() != null));
    }
}
