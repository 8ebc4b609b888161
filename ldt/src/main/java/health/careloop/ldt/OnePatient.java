package health.careloop.ldt;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Notices in LDT 3 that a record names two people, two orders or two practices: Obj_0045, Obj_0017 and Obj_0022 stand once,
 * and nobody knows whose the results are. The same one twice is the same.
 */
final class OnePatient {
    private static final String PATIENT = "Obj_0045";
    private static final String PERSON = "Obj_0047";
    private static final String INFORMATION = "Obj_0017";
    private static final String SENDER = "Obj_0022";
    private static final String SITE = "Obj_0019";

    private static final int OPENS = 8002;
    private static final int CLOSES = 8003;
    private static final int ORDER = 8310;
    private static final int LABORATORY_ORDER = 8311;

    static final Sentence PEOPLE = new Sentence("zwei Patienten", "two patients");
    static final Sentence ORDERS = new Sentence("zwei Aufträge", "two orders");
    static final Sentence PRACTICES = new Sentence("zwei Praxen", "two practices");

    private final LdtRecord satz;
    private final FaultLog faults;

    private OnePatient(LdtRecord satz, FaultLog faults) {
        this.satz = satz;
        this.faults = faults;
    }

    /** Looks at the objects of the few records that have one of these twice. */
    static void check(LdtRecord satz, Lines lines, int from, int to, FaultLog faults) {
        boolean owned = satz.type().equals("8205") || satz.type().equals("8215");
        if (owned && isTwice(lines, from, to)) {
            new OnePatient(satz, faults).check();
        }
    }

    private static boolean isTwice(Lines lines, int from, int to) {
        int orders = 0;
        int laboratoryOrders = 0;
        int patients = 0;
        int informations = 0;
        int senders = 0;
        // Of the patient that was opened last; other people have objects of their own in between.
        int people = 0;
        for (int i = from; i < to && people < 2; i++) {
            switch (lines.id(i)) {
                case ORDER -> orders++;
                case LABORATORY_ORDER -> laboratoryOrders++;
                case OPENS -> {
                    switch (number(lines, i)) {
                        case 45 -> patients++;
                        case 17 -> informations++;
                        case 22 -> senders++;
                        case 47 -> people += patients > 0 ? 1 : 0;
                        default -> {}
                    }
                }
                case CLOSES -> people = patients > 0 && number(lines, i) == 45 ? Integer.MIN_VALUE : people;
                default -> {}
            }
        }
        return orders > 1 || laboratoryOrders > 1 || patients > 1 || informations > 1 || senders > 1 || people > 1;
    }

    /** Of Obj_nnnn, without making a text of it: every object of every record is asked. */
    private static int number(Lines lines, int i) {
        return lines.contentLength(i) == PATIENT.length()
                ? LineScan.objectNumber(lines.bytes(), lines.contentStart(i))
                : LineScan.NOT_A_FIELD;
    }

    private void check() {
        List<LdtObject> patients = inside(satz, PATIENT);
        List<LdtObject> people = within(patients, PERSON);
        boolean told = differ(patients, new String[] {"3000", "3119"}, PEOPLE)
                || differ(people, new String[] {"3101", "3102", "3103", "3110"}, PEOPLE);
        List<LdtObject> orders = inside(satz, INFORMATION);
        if (!told) {
            told = differ(orders, new String[] {"8310", "8311"}, ORDERS);
        }
        for (LdtObject order : orders) {
            told = told || several(order, "8310") || several(order, "8311");
        }
        if (!told) {
            differ(within(inside(satz, SENDER), SITE), new String[] {"0201"}, PRACTICES);
        }
    }

    private static List<LdtObject> inside(LdtNode node, String type) {
        return node.children().stream()
                .filter(object -> object.type().equals(type))
                .toList();
    }

    private static List<LdtObject> within(List<LdtObject> holders, String type) {
        List<LdtObject> found = new ArrayList<>();
        holders.forEach(holder -> found.addAll(inside(holder, type)));
        return found;
    }

    private boolean differ(List<LdtObject> objects, String[] fields, Sentence what) {
        for (String field : fields) {
            String first = "";
            for (LdtObject object : objects) {
                String text = String.join(" ", object.texts(field)).strip();
                if (!first.isEmpty() && !text.isEmpty() && !text.equalsIgnoreCase(first)) {
                    object.field(field).ifPresent(at -> fault(at, what));
                    return true;
                }
                first = first.isEmpty() ? text : first;
            }
        }
        return false;
    }

    /** Two numbers in one object. */
    private boolean several(LdtObject object, String field) {
        Optional<String> first = object.text(field);
        for (LdtField line : object.fields()) {
            String text = line.is(field) ? line.text().strip() : "";
            if (!text.isEmpty() && first.isPresent() && !first.get().equals(text)) {
                fault(line, ORDERS);
                return true;
            }
        }
        return false;
    }

    private void fault(LdtField at, Sentence what) {
        faults.add(OneReport.two(at, what));
    }
}
