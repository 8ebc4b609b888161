package health.careloop.bench.isolation;

import java.util.ArrayList;
import java.util.List;

/**
 * One thing to ask twice: once about what is somebody else's, once about what does not exist.
 *
 * @param varied the places that differ between the two
 */
record Case(Row row, Caller caller, List<Slot> varied) {

    /** Every combination that makes sense. */
    static List<Case> all(List<Row> rows, List<Caller> callers) {
        List<Case> cases = new ArrayList<>();
        for (Row row : rows) {
            for (Caller caller : callers) {
                if (mayAsk(row, caller)) {
                    row.everySlot().forEach(slot -> cases.add(new Case(row, caller, List.of(slot))));
                    if (row.pathSlots().size() > 1) {
                        cases.add(new Case(row, caller, row.pathSlots()));
                    }
                }
            }
        }
        return cases;
    }

    private static boolean mayAsk(Row row, Caller caller) {
        return row.admits(caller)
                && !(row.is(Row.Trait.COSTLY) && !caller.isNobody())
                && !(row.is(Row.Trait.ENDS_SESSION) && caller.session());
    }

    boolean isAbout(Subject subject) {
        return varied.stream().anyMatch(slot -> slot.place() == Slot.Place.PATH && slot.subject() == subject);
    }

    @Override
    public String toString() {
        return row.endpoint() + " as " + caller.name() + " with another's "
                + String.join(
                        ", ",
                        varied.stream()
                                .map(slot -> slot.name() + " (" + slot.place() + ")")
                                .toList());
    }
}
